"""Experiments that are quick: what is measured is known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.experiments import Experiment, Line, Trained
from core.recipes import default_run
from core.spec import RunSpec


def two_cells(seed: int) -> tuple[RunSpec, ...]:
    """Return an RNN and a GRU that are trained for a few steps."""
    recipes = [default_run(kind, "recall", seed) for kind in ("rnn", "gru")]
    return tuple(
        replace(one, train=replace(one.train, steps=steps))
        for one, steps in zip(recipes, (3, 2), strict=True)
    )


def of_networks(seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the seed, and the steps of the networks that came."""
    return (float(seed), *(float(one.network.step) for one in trained))


def seed_itself(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the seed; the fourth is no number, and the fifth cannot be measured."""
    if seed == 5:
        raise ArithmeticError("five cannot be measured")
    return (float("nan") if seed == 4 else float(seed),)


def first(values: Sequence[float]) -> float:
    """Return the first number."""
    return values[0]


DRAWN = Experiment(
    "gradients/unit", "A seed is 2 or more.", "Nothing changes.", (Line("seed"),), seed_itself, first, 2.0
)
TRAINED = Experiment(
    "gradients/trained/toy",
    "A seed is 0 or more.",
    "All.",
    (Line("seed"), Line("RNN", "rnn"), Line("GRU", "gru")),
    of_networks,
    first,
    0.0,
    two_cells,
)


def steps_of_each(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the steps of each network that came."""
    return tuple(float(one.network.step) for one in trained)


SINGLY = Experiment(
    "gradients/trained/singly",
    "An RNN is trained for a step.",
    "All.",
    (Line("RNN", "rnn"), Line("GRU", "gru")),
    steps_of_each,
    first,
    1.0,
    two_cells,
    singly=True,
)
