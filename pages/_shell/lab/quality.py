"""Whether a run came to anything: what the lessons may use, and what a verdict may claim.

The share of right answers at lengths as in training (`Task.trained_points`, each point alike) stands beside
the share in the whole test set. Questions and winners go by the whole test set; "nothing was learnt" is said
only of a run that is level with guessing in both. The browser and the page round alike (`scores.js`,
`percent`).
"""

import numpy as np

from core import task
from core.jobs import RunView
from core.tasks import Task
from pages._shell.words import percent

_LATE, _CLEARLY = 20, 1.5


def got_worse(view: RunView) -> bool:
    """Whether a run ended with a clearly higher loss than it began with."""
    losses = losses_of(view)
    return len(losses) >= 2 * _LATE and bool(np.median(losses[-_LATE:]) > _CLEARLY * losses[0])


def where_trained(view: RunView) -> float | None:
    """Return the share of right answers where a run was trained, if the exam goes on beyond that.

    It is the mean over the points of the curve, as the share over all is (`core.nets.exam`).
    """
    points = task(view.spec.task).trained_points
    shares = [share for point, share in view.history[-1].curve if point in points] if view.history else []
    return sum(shares) / len(shares) if points and len(shares) == len(points) else None


def turned(view: RunView) -> int:
    """Return the step from which on the loss was above its first value."""
    losses = losses_of(view)
    return int(np.flatnonzero(losses <= losses[0])[-1]) + 2


def losses_of(view: RunView) -> np.ndarray:
    """Return the loss of every step so far, (N,)."""
    return np.concatenate([snapshot.losses for snapshot in view.history]) if view.history else np.empty(0)


def chance_of(this: Task) -> str:
    """Return what guessing comes to, with its unit."""
    return worded(this.chance, this) if this.less_is_better else f"{round(100 * this.chance, 1):g} %"


def worded(score: float, this: Task) -> str:
    """Return a score with its unit."""
    return f"{this.scale} {score:.2f}" if this.less_is_better else f"{percent(score)} %"


def in_full(view: RunView) -> str:
    """Return the last score of a run; where the exam goes on beyond what was trained on, there as well."""
    this, part = task(view.spec.task), where_trained(view)
    over_all = worded(view.history[-1].score, this)
    if part is None:
        return over_all
    span = f"{this.curve_name} {this.trained_span}"
    return f"{over_all} of all test sentences right; {percent(part)} % at {span}, as in training"
