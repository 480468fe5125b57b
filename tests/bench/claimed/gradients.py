"""Claims of *Vanishing gradients*: one unit, slopes and the matrix; the others are experiments."""

from __future__ import annotations

from dataclasses import replace

from core import (
    Network,
    default_run,
    gradient_profile,
    initial_network,
    record,
    recurrent_bound,
    shares_by_radius,
    shares_by_slope,
    task,
    with_radius,
)
from core.instruments.summary import origin
from tests.bench.claims import Claim


def _rnn(seed: int) -> tuple[Network, str, int, int]:
    """Return an untrained RNN, the first sentence, the answer's class and the timestep of "dog"."""
    network = initial_network(replace(default_run("rnn", "recall"), seed=seed))
    recall = task(network.spec.task)
    begin = origin(recall.probe.split(), recall.telling)
    return network, recall.probe, network.classes.index(recall.probe_answer), begin


def sigmoid_fades(seed: int) -> float:
    """Return how many times the share with tanh slopes is that with sigmoid slopes, at radius 1."""
    network, probe, target, begin = _rnn(seed)
    left = shares_by_slope(gradient_profile(record(with_radius(network, 1.0), probe), target))
    return float(left["tanh"][begin] / left["sigmoid"][begin])


def radius_above_one_fades(seed: int) -> float:
    """Return what part of the gradient is gone at "dog" with a largest eigenvalue of 1.1."""
    network, probe, target, begin = _rnn(seed)
    return float(1 - shares_by_radius(network, probe, target, [1.1])[0, begin])


def bound_says_little(seed: int) -> float:
    """Return how many times what arrives at "dog" the bound allows, with a largest eigenvalue of 1.1."""
    network, probe, target, begin = _rnn(seed)
    bound = recurrent_bound(with_radius(network, 1.1)) ** (len(probe.split()) - 1 - begin)
    return float(bound / shares_by_radius(network, probe, target, [1.1])[0, begin])


def powers(seed: int) -> float:
    """Return how far 1.1 and 0.9 are apart after 50 steps; the same whatever the seed."""
    return float(1.1**50 / 0.9**50) + 0 * seed


CLAIMS = (
    Claim("gradients/unit", "0.9 leaves under 1 % after 50 steps, 1.1 over 100 times as much.", powers, 1e4),
    Claim(
        "gradients/slopes",
        "With sigmoid slopes less than a thousandth of what tanh leaves arrives at “dog”.",
        sigmoid_fades,
        1000.0,
    ),
    Claim(
        "gradients/radius",
        "With a largest eigenvalue of 1.1 less than a fifth of the gradient arrives at “dog”.",
        radius_above_one_fades,
        0.8,
    ),
    Claim(
        "gradients/radius",
        "The bound of the largest singular value allows over a hundred times what arrives.",
        bound_says_little,
        100.0,
    ),
)
