"""Whether a run came to anything: what the lessons may use, and what a verdict may claim."""

import numpy as np

from core.jobs import RunView

_LATE, _CLEARLY = 20, 1.5


def got_worse(view: RunView) -> bool:
    """Whether a run ended with a clearly higher loss than it began with."""
    losses = losses_of(view)
    return len(losses) >= 2 * _LATE and bool(np.median(losses[-_LATE:]) > _CLEARLY * losses[0])


def turned(view: RunView) -> int:
    """Return the step from which on the loss was above its first value."""
    losses = losses_of(view)
    return int(np.flatnonzero(losses <= losses[0])[-1]) + 2


def losses_of(view: RunView) -> np.ndarray:
    """Return the loss of every step so far, (N,)."""
    return np.concatenate([snapshot.losses for snapshot in view.history]) if view.history else np.empty(0)
