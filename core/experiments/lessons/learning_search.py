"""Learning through time: what gradients find against luck, on the same network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from ...arrays import Floats
from ...equations.forward import Pass, arrays
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks.recall import ANSWERS
from ..experiment import Experiment, Line, Trained
from .learning import lead

SEARCHED = (32, 16)
"""Units and numbers a word of the network that is searched."""

SMALLER, LARGER = 16, 64
"""Units of networks with fewer and with more weights."""

EVALUATIONS, COST = 180, 3
"""How often the loss may be computed, and how many of these a gradient counts for: one there, two back."""

MOST = 6000
"""Losses after which luck is given up."""

STEP, LONGEST = 1.0, 1.0
"""The rate of a gradient step, and the norm to which a longer gradient is cut."""

NUDGE, GROWS = 0.1, 1.5
"""How far a search begins to jump in each weight; by what it then goes farther, where a jump was good."""


def searched(seed: int, units: int = SEARCHED[0]) -> RunSpec:
    """Return the recipe of the RNN that gradients and luck start from."""
    numbers = SEARCHED[1]
    usual = default_run("rnn", "recall", seed)
    return replace(usual, model=replace(usual.model, hidden_size=units, embedding_size=numbers))


class Eight:
    """Eight sentences, one a subject with the same words after it, and what a network says after each."""

    def __init__(self, network: Network, after: str = "had a big") -> None:
        self.model, classes = network.spec.model, network.classes
        sentences = [network.read(f"the {subject} {after}") for subject in ANSWERS]
        self.ids = np.array([sentence.ids for sentence in sentences]).T
        self.targets = np.array([classes.index(answer) for answer in ANSWERS.values()])
        self.rows = np.arange(len(self.targets))

    def forward(self, weights: Mapping[str, Floats]) -> tuple[Pass, Floats, float]:
        """Return the pass, the probabilities after the last word (8, K), and the mean loss."""
        done = Pass.forward(self.model, weights, self.ids)
        logits = done.logits[-1]
        top = logits.max(axis=1, keepdims=True)
        spread = np.log(np.exp(logits - top).sum(axis=1, keepdims=True)) + top
        loss = float((spread[:, 0] - logits[self.rows, self.targets]).mean())
        return done, np.exp(logits - spread), loss

    def gradients(self, weights: Mapping[str, Floats]) -> dict[str, Floats]:
        """Return the gradient of the mean loss by each weight."""
        done, shares, _ = self.forward(weights)
        slope = np.zeros_like(done.logits)
        slope[-1] = shares
        slope[-1, self.rows, self.targets] -= 1
        back = done.backward(slope / len(self.rows))
        return {name: one.total for name, one in done.contributions(back).items()}

    def right(self, weights: Mapping[str, Floats]) -> int:
        """Return how many of the eight answers are right."""
        return int((self.forward(weights)[1].argmax(axis=1) == self.targets).sum())


def by_gradient(network: Network) -> Iterator[int]:
    """Yield how many answers are right after each gradient step."""
    eight = Eight(network)
    weights = arrays(network)
    while True:
        slopes = eight.gradients(weights)
        norm = float(np.sqrt(sum((slope**2).sum() for slope in slopes.values())))
        rate = STEP * min(1.0, LONGEST / norm)
        weights = {name: array - rate * slopes[name] for name, array in weights.items()}
        yield eight.right(weights)


def by_luck(network: Network, seed: int) -> Iterator[int]:
    """Yield how many answers are right after each random jump; one is kept if the loss is lower then.

    A jump that was good makes the next ones larger, one that was not smaller, so that about a fifth are good
    (Rechenberg 1973).
    """
    eight, rng = Eight(network), np.random.default_rng(seed)
    weights = arrays(network)
    lowest, far = eight.forward(weights)[2], NUDGE
    right = eight.right(weights)
    while True:
        jump = {name: array + far * rng.standard_normal(array.shape) for name, array in weights.items()}
        loss = eight.forward(jump)[2]
        if loss < lowest:
            lowest, weights, far = loss, jump, far * GROWS
            right = eight.right(weights)
        else:
            far /= GROWS**0.25
        yield right


def both(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers gradients and luck get right."""
    return _found(searched(seed), seed)


def by_units(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers gradients and luck get right, with fewer units and with more."""
    small, large = (_found(searched(seed, units), seed) for units in (SMALLER, LARGER))
    return *small, *large


def _found(spec: RunSpec, seed: int) -> tuple[float, float]:
    network = initial_network(spec)
    steps = next(islice(by_gradient(network), EVALUATIONS // COST - 1, None))
    return steps, next(islice(by_luck(network, seed), EVALUATIONS - 1, None))


def until_right(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many losses gradients and luck need until all answers are right; at most `MOST`."""
    network = initial_network(searched(seed))
    ways = ((by_gradient(network), COST), (by_luck(network, seed), 1))
    found = []
    for way, cost in ways:
        tries = enumerate(islice(way, MOST // cost), start=1)
        found.append(next((float(cost * count) for count, right in tries if right == len(ANSWERS)), MOST))
    return tuple(found)


def times(values: Sequence[float]) -> float:
    """Return how many times the first number the second is."""
    return values[1] / values[0]


def luck_with_more(values: Sequence[float]) -> float:
    """Return how many more answers luck has right with more units than with fewer."""
    return values[3] - values[1]


EXPERIMENTS = (
    Experiment(
        "learning/search",
        "After as many losses as 60 gradient steps cost, gradients get 3 more of 8 answers right than luck.",
        "The same RNN of 32 units from the same start, the same eight sentences.",
        (Line("gradients"), Line("luck", "rnn")),
        both,
        lead,
        3.0,
        unit="right answers of 8",
        said="Gradients find weights that luck does not.",
    ),
    Experiment(
        "learning/search/tries",
        "Luck needs at least 3 times as many losses as gradients to get all 8 answers right.",
        "The same RNN of 32 units from the same start, the same eight sentences.",
        (Line("gradients"), Line("luck", "rnn")),
        until_right,
        times,
        3.0,
        unit="losses until 8 of 8 are right",
        scale="log",
        said="Gradients find weights that luck does not.",
    ),
    Experiment(
        "learning/search/units",
        f"Luck is no worse with more weights: with {LARGER} units it has as many of 8 answers right as with "
        f"{SMALLER}, or more.",
        "The same eight sentences, as many losses as 60 gradient steps cost; only the units differ.",
        (
            Line(f"gradients, {SMALLER} units"),
            Line(f"luck, {SMALLER} units", "rnn"),
            Line(f"gradients, {LARGER} units"),
            Line(f"luck, {LARGER} units", "rnn"),
        ),
        by_units,
        luck_with_more,
        0.0,
        unit="right answers of 8",
        expected="mostly",
        said="The more weights there are, the less luck finds.",
    ),
)
