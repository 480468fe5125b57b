"""The wall: the error of one recurrent unit over its two weights, and gradient descent that runs into it.

The unit is x_t = w σ(x_{t-1}) + b with x_0 = 0.5, and after 50 steps σ(x_50) should be 0.7, after figure 6 of
Pascanu, Mikolov and Bengio 2013. Where w is large the unit comes to rest high or low, and which of the two
changes within a hair's breadth of w and b: there stands the wall. The browser computes the same
(`assets/stage/pictures/wall/unit.js`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...arrays import Floats
from ...equations.squash import sigmoid
from ..experiment import Experiment, Line, Trained

TIMESTEPS: Final = 50
BEGINS, WANTED = 0.5, 0.7
"""The state before the first step, and what the unit's output should be after the last."""

WEIGHTS, BIASES = (3.4, 6.4), (-3.4, -1.0)
"""What the map shows: w and b, from and to."""

START: Final = (5.4, -2.0)
RATE, THRESHOLD, STEPS = 1.0, 0.1, 200
"""The learning rate, the norm that is allowed, and the steps."""

VALLEY: Final = 0.02
"""An error below this is the valley's."""

STARTS: Final = 50
"""So many places a seed draws on the map."""


class Place(NamedTuple):
    """Where a run is before a step, and what it finds there: arrays of one shape, a run a place.

    Attributes:
        weight: w.
        bias: b.
        error: Of the output after the last timestep.
        norm: Of the error's gradient by w and b.
    """

    weight: Floats
    bias: Floats
    error: Floats
    norm: Floats


def surface(weight: Floats, bias: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the error and its derivatives by w and by b, each of the shape of the weights."""
    state = np.full(np.shape(weight), BEGINS)
    by_weight, by_bias = np.zeros_like(state), np.zeros_like(state)
    for _ in range(TIMESTEPS):
        output = sigmoid(state)
        slope = weight * output * (1 - output)
        by_weight, by_bias = output + slope * by_weight, 1 + slope * by_bias
        state = weight * output + bias
    output = sigmoid(state)
    back = 2 * (output - WANTED) * output * (1 - output)
    return (output - WANTED) ** 2, back * by_weight, back * by_bias


def walk(
    weight: Floats | float, bias: Floats | float, threshold: float = math.inf, steps: int = STEPS
) -> list[Place]:
    """Return where gradient descent is before each step and after the last, `steps` + 1 places.

    A gradient longer than the threshold is cut to it; infinity cuts nothing.
    """
    weight, bias = np.asarray(weight, np.float64), np.asarray(bias, np.float64)
    places: list[Place] = []
    for _ in range(steps + 1):
        error, by_weight, by_bias = surface(weight, bias)
        norm = np.hypot(by_weight, by_bias)
        places.append(Place(weight, bias, error, norm))
        far = RATE * np.minimum(1, threshold / np.maximum(norm, np.finfo(float).tiny))
        weight, bias = weight - far * by_weight, bias - far * by_bias
    return places


def on_map(place: Place) -> NDArray[np.bool_]:
    """Return where a run is on the map."""
    (least, most), (low, high) = WEIGHTS, BIASES
    return (least <= place.weight) & (place.weight <= most) & (low <= place.bias) & (place.bias <= high)


def both(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of drawn starts ends in the valley, cut and not cut, and off the map, not cut."""
    draw = np.random.default_rng(seed)
    weight, bias = (draw.uniform(*ends, STARTS) for ends in (WEIGHTS, BIASES))
    cut, plain = (walk(weight, bias, threshold)[-1] for threshold in (THRESHOLD, math.inf))
    valleys = [float((end.error < VALLEY).mean()) for end in (cut, plain)]
    return (*valleys, float(1 - on_map(plain).mean()))


def more_cut(shares: Sequence[float]) -> float:
    """Return by which share more starts end in the valley where gradients are cut."""
    return shares[0] - shares[1]


EXPERIMENTS = (
    Experiment(
        "gradients/wall",
        "Cut to norm 0.1, gradient descent on one unit ends in the valley from a fifth more of the starts.",
        "One unit, 200 steps at rate 1; each seed draws 50 starts on the map.",
        (
            Line("cut", "gru"),
            Line("not cut", "rnn"),
            Line("not cut: ends off the map", aside=True),
        ),
        both,
        more_cut,
        0.2,
        unit="starts that end with an error below 0.02",
        scale="percent",
        drawn="drawn sets",
        said="Gradients that explode are cut to a norm.",
        source="Pascanu et al. 2013",
    ),
)
