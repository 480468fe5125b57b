"""Vanishing gradients in one unit and in a matrix: powers, slopes, and what a bound says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...instruments import (
    gradient_profile,
    record,
    recurrent_bound,
    shares_by_radius,
    shares_by_slope,
    with_radius,
)
from ...instruments.summary import origin
from ...network import initial_network
from ...recipes import default_run
from ...tasks import task
from ..experiment import Experiment, Line, Trained

SHORTEST, LONGEST = 50, 200
"""Steps after which two powers are compared."""

BELOW, ABOVE = 0.9, 1.1
"""The weights of one unit that are compared; the second is also the largest eigenvalue of the matrix."""


def powers(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what 0.9 and 1.1 leave after a drawn number of steps."""
    steps = int(np.random.default_rng(seed).integers(SHORTEST, LONGEST + 1))
    return float(BELOW**steps), float(ABOVE**steps)


def untrained(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of its gradient an untrained RNN has at "dog".

    With tanh slopes and with sigmoid slopes at a largest eigenvalue of 1, then with tanh slopes at one of
    1.1, and what the bound by the largest singular value allows there.
    """
    network = initial_network(default_run("rnn", "recall", seed))
    recall = task(network.spec.task)
    words, target = recall.probe.split(), network.classes.index(recall.probe_answer)
    begin = origin(words, recall.telling)
    slopes = shares_by_slope(gradient_profile(record(with_radius(network, 1.0), recall.probe), target))
    arrives = shares_by_radius(network, recall.probe, target, [ABOVE])[0, begin]
    bound = recurrent_bound(with_radius(network, ABOVE)) ** (len(words) - 1 - begin)
    return float(slopes["tanh"][begin]), float(slopes["sigmoid"][begin]), float(arrives), float(bound)


def far_apart(left: Sequence[float]) -> float:
    """Return how many times over both powers bear it: under 1 % the one, over 100 the other."""
    below, above = left
    return min(0.01 / below, above / 100)


def tanh_above_sigmoid(shares: Sequence[float]) -> float:
    """Return how many times what sigmoid slopes leave tanh slopes do."""
    return shares[0] / shares[1]


def gone(shares: Sequence[float]) -> float:
    """Return what part of the gradient is gone."""
    return 1 - shares[2]


def allowed(shares: Sequence[float]) -> float:
    """Return how many times what arrives the bound allows."""
    return shares[3] / shares[2]


_LINES = (
    Line("tanh slopes", "rnn"),
    Line("sigmoid slopes"),
    Line("eigenvalue 1.1", "rnn", 0.2),
    Line("bound at 1.1"),
)
_CONSTANT = "One sentence, one untrained RNN each; only the random start changes."
_UNIT = "share of the gradient left at “dog”"
_FACTORS = "Weights above 1 make a gradient explode, weights below 1 make it vanish."
_PASCANU = "Pascanu et al. 2013"


def _shown(*places: int) -> tuple[Line, ...]:
    return tuple(line._replace(aside=at not in places) for at, line in enumerate(_LINES))


EXPERIMENTS = (
    Experiment(
        "gradients/unit",
        "After 50 steps or more 0.9 leaves under 1 %, and 1.1 makes over 100 times as much.",
        "One unit without a squashing function; each seed draws a number of steps from 50 to 200.",
        (Line("0.9", least=0.01), Line("1.1", least=100.0)),
        powers,
        far_apart,
        1.0,
        unit="what is left of 1",
        scale="log",
        drawn="drawn lengths",
        said=_FACTORS,
        source="Bengio et al. 1994",
    ),
    Experiment(
        "gradients/slopes",
        "With sigmoid slopes less than a thousandth of what tanh slopes leave arrives at “dog”.",
        _CONSTANT,
        _shown(0, 1),
        untrained,
        tanh_above_sigmoid,
        1000.0,
        unit=_UNIT,
        scale="log",
        said="The sigmoid's slope is at most a quarter, so gradients vanish sooner with it than with tanh.",
    ),
    Experiment(
        "gradients/radius",
        "With a largest eigenvalue of 1.1 less than a fifth of the gradient arrives at “dog” all the same.",
        _CONSTANT,
        _shown(2),
        untrained,
        gone,
        0.8,
        unit=_UNIT,
        scale="log",
        said=_FACTORS,
        source=_PASCANU,
    ),
    Experiment(
        "gradients/radius/bound",
        "The bound by the largest singular value allows over a hundred times what arrives.",
        _CONSTANT,
        _shown(2, 3),
        untrained,
        allowed,
        100.0,
        unit=_UNIT,
        scale="log",
        said="If the largest singular value is below 1, gradients vanish; above it they may explode.",
        source=_PASCANU,
    ),
)
