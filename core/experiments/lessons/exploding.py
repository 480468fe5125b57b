"""Exploding gradients: plain gradient descent on eight sentences, as it is and with its gradient's norm cut.

The RNN has no function that squashes its state, so each step back multiplies by the same matrix alone,
whose largest eigenvalue begins at 1.05. All eight sentences are in every step: the loss is the same function
of the weights throughout, and nothing is drawn at random but the start. The browser runs the same
(`assets/stage/pictures/explode/descent.js`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ...arrays import Floats
from ...equations.forward import arrays
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import Activation, RunSpec
from ..experiment import Experiment, Line, Trained
from .learning_search import Eight

AFTER = "that my family had when i was a child had a fluffy"
"""What follows the subject in each of the eight sentences; the answer comes after it."""

RADIUS, RATE, THRESHOLD, STEPS = 1.05, 0.1, 1.0, 60
"""The largest eigenvalue before training, the learning rate, the norm that is allowed, and the steps."""

LATEST = 20
"""By this step a run that is not cut has come to numbers that are none."""


class Step(NamedTuple):
    """What one step of a training found before it was taken: gradient norm, loss, right answers of eight."""

    norm: float
    loss: float
    right: int

    @property
    def known(self) -> bool:
        """Whether both are numbers, be they infinite."""
        return not (math.isnan(self.norm) or math.isnan(self.loss))


def exploding(seed: int, activation: Activation = "identity") -> RunSpec:
    """Return the recipe of the RNN that is trained."""
    usual = default_run("rnn", "recall", seed)
    model = replace(usual.model, activation=activation, initialisation="orthogonal", spectral_radius=RADIUS)
    return replace(usual, model=model)


def norm_of(gradients: Mapping[str, Floats]) -> float:
    """Return the norm of all gradients together."""
    return float(np.sqrt(sum((one**2).sum() for one in gradients.values())))


def taken(
    weights: Mapping[str, Floats], gradients: Mapping[str, Floats], threshold: float
) -> dict[str, Floats]:
    """Return the weights after a step of plain gradient descent, cut to `threshold` (Pascanu et al. 2013)."""
    norm = norm_of(gradients)
    factor = threshold / norm if norm > threshold else 1.0
    return {name: array - RATE * factor * gradients[name] for name, array in weights.items()}


def descent(network: Network, threshold: float = math.inf) -> tuple[Step, ...]:
    """Return what each step found; the last one is that at which a number is none, if there is one."""
    eight, weights = Eight(network, AFTER), arrays(network)
    found: list[Step] = []
    with np.errstate(all="ignore"):
        while len(found) <= STEPS and (not found or found[-1].known):
            gradients = eight.gradients(weights)
            loss = eight.forward(weights)[2]
            found.append(Step(norm_of(gradients), loss, eight.right(weights) if math.isfinite(loss) else 0))
            weights = taken(weights, gradients, threshold)
    return tuple(found)


def _both(seed: int, activation: Activation = "identity") -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    network = initial_network(exploding(seed, activation))
    return descent(network), descent(network, THRESHOLD)


def lasted(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return after how many steps loss and gradient still were numbers, as it is and cut."""
    return tuple(float(sum(step.known for step in run) - 1) for run in _both(seed))


def answers(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers are right at the end, as it is and cut."""
    return tuple(float(run[-1].right) for run in _both(seed))


def squashed(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return after how many steps loss and gradient still were numbers, with tanh in place of no function."""
    return (float(sum(step.known for step in descent(initial_network(exploding(seed, "tanh")))) - 1),)


def survives(values: Sequence[float]) -> float:
    """Return how much later than `LATEST` the cut run ended; less than none where the other lasted, too."""
    plain, cut = values
    return cut - LATEST if plain < LATEST else -1.0


def cut_right(values: Sequence[float]) -> float:
    """Return the right answers of the cut run; none where the other has as many."""
    plain, cut = values
    return cut if cut > plain else 0.0


def first(values: Sequence[float]) -> float:
    """Return the first number."""
    return values[0]


_CONSTANT = (
    "An RNN of 32 units without a function, largest eigenvalue 1.05, the same eight sentences in every step, "
    "plain gradient descent of rate 0.1; only the random start changes."
)
_RUNS = (Line("not cut", "rnn"), Line("cut to norm 1", "lstm"))
EXPERIMENTS = (
    Experiment(
        "gradients/explode",
        "Not cut, loss and gradient are NaN within 20 steps; with the gradient's norm cut to 1 they are "
        "numbers after 60.",
        _CONSTANT,
        _RUNS,
        lasted,
        survives,
        float(STEPS - LATEST),
        unit="steps until the first NaN, of 60",
        said="Gradients that explode are cut to a norm.",
        source="Pascanu et al. 2013",
    ),
    Experiment(
        "gradients/explode/right",
        "Cut to norm 1, the run has all eight answers right after 60 steps.",
        _CONSTANT,
        _RUNS,
        answers,
        cut_right,
        8.0,
        unit="right answers of 8",
        said="A run with clipped gradients learns all the same.",
        source="Pascanu et al. 2013",
    ),
    Experiment(
        "gradients/explode/tanh",
        "With tanh the same run that is not cut has no NaN in 60 steps.",
        _CONSTANT.replace("without a function", "with tanh"),
        (Line("not cut, tanh", "rnn"),),
        squashed,
        first,
        float(STEPS),
        unit="steps until the first NaN, of 60",
        said="ReLU lets gradients explode, tanh holds them down.",
        source="Le et al. 2015",
    ),
)
