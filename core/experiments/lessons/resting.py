"""Where one tanh unit comes to rest, and what gradient it passes back there: h_t = tanh(w h_{t-1}).

For w up to 1 there is one resting point, 0; above 1 there are two more, from which no small push leads away.
The dilemma of holding and learning: Bengio, Simard and Frasconi 1994. The browser computes the same
(`assets/stage/pictures/gradients/resting.js`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ...arrays import Floats
from ..experiment import Experiment, Line, Trained

STEPS: Final = 30
HOLDS: Final = 1.5
"""A weight above 1 that the scene tells of."""

GONE: Final = 1e-3
"""Under a thousandth of a gradient is as good as none."""


def states(weight: float, start: float, steps: int = STEPS) -> Floats:
    """Return the state at first and after each step, (steps + 1,)."""
    found = [start]
    for _ in range(steps):
        found.append(float(np.tanh(weight * found[-1])))
    return np.array(found)


def left(weight: float, start: float, steps: int = STEPS) -> Floats:
    """Return the derivative of the state after each number of steps by the first one, (steps + 1,)."""
    slopes = weight * (1 - states(weight, start, steps)[1:] ** 2)
    return np.cumprod([1.0, *slopes])


def rest(weight: float) -> float:
    """Return where the unit comes to rest from a start above 0, not negative."""
    return float(states(weight, 1.0, 10_000)[-1]) if weight > 1 else 0.0


def drawn(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what gradient is left from a drawn start, and what from 0, with a drawn weight above 1."""
    draw = np.random.default_rng(seed)
    weight, start = draw.uniform(1.25, 2), draw.choice([-1, 1]) * draw.uniform(0.05, 1)
    return float(left(weight, start)[-1]), float(left(weight, 0.0)[-1])


def neither(shares: Sequence[float]) -> float:
    """Return how many times over the claim is borne: nearly nothing from the start, more than all from 0."""
    held, between = shares
    return min(GONE / held, between)


EXPERIMENTS = (
    Experiment(
        "gradients/unit/rest",
        "A tanh unit that comes to rest at one of two values passes under a thousandth of a gradient back "
        "over 30 steps; between them it passes more than all.",
        "One tanh unit without input; each seed draws a weight from 1.25 to 2 and a start.",
        (Line("from the start", "rnn", GONE), Line("from 0")),
        drawn,
        neither,
        1.0,
        unit="what is left of a gradient of 1",
        scale="log",
        drawn="drawn weights and starts",
        said="What a unit holds safely, it passes no gradient through.",
        source="Bengio et al. 1994",
    ),
)
