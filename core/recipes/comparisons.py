"""Comparisons that are set up with one click: each moves one thing and holds the rest constant.

A comparison makes recipes from the recipe that is there. Knows nothing about pages.

Adam does not reach NaN on these tasks at any learning rate up to 100: it only gets worse, and the page says
so. SGD reaches it on the adding problem with linear or ReLU units, which is why clipping is shown there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

from ..spec import RunSpec, TaskSpec, TrainSpec
from ..spec.model import KINDS, REMOVABLE, ModelSpec
from . import default_run
from .compare import replaced

MOST_RUNS = 8
SEEDS = 5
FORGET_BIASES = (0.0, 1.0, 3.0, 5.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: its `title`, what it is `about`, and the `runs` it makes of a recipe (1 to 8)."""

    title: str
    about: str
    runs: Callable[[RunSpec], tuple[RunSpec, ...]]


def _cells(spec: RunSpec) -> tuple[RunSpec, ...]:
    recipes = [default_run(kind, spec.task.name, spec.seed) for kind in KINDS]
    return tuple(replace(recipe, task=spec.task) for recipe in recipes)


def _gates(spec: RunSpec) -> tuple[RunSpec, ...]:
    # In the middle of learning: in 800 steps all that have an input or a forget gate get there, or nearly.
    train = TrainSpec(steps=250, learning_rate=0.01)
    base = RunSpec(ModelSpec("lstm", 16, 16), TaskSpec("sentiment", 0, 6), train, spec.seed)
    gates = REMOVABLE["lstm"]
    subsets = [kept for count in range(len(gates) + 1) for kept in combinations(gates, count)]
    return tuple(
        replaced(base, "model", "without", tuple(gate for gate in gates if gate not in kept))
        for kept in subsets
    )


def _clipping(spec: RunSpec) -> tuple[RunSpec, ...]:
    model = ModelSpec(
        "rnn",
        embedding_size=2,
        hidden_size=32,
        activation="identity",
        initialisation="orthogonal",
        spectral_radius=1.05,
    )
    train = TrainSpec(steps=150, learning_rate=0.01, clip=None, optimiser="sgd")
    run = RunSpec(model, TaskSpec("adding", shortest=40, longest=40), train, spec.seed)
    return run, replaced(run, "train", "clip", 1.0)


def _seeds(spec: RunSpec) -> tuple[RunSpec, ...]:
    return tuple(replace(spec, seed=seed) for seed in range(SEEDS))


def _forget_bias(spec: RunSpec) -> tuple[RunSpec, ...]:
    base = _of_kind("lstm", spec)
    if base.task.name == "recall":  # every sentence long: short ones would teach to hold (Jozefowicz 2015)
        task = TaskSpec("recall", shortest=20, longest=20)
        base = replace(base, task=task, train=replace(base.train, steps=300, learning_rate=0.005))
    return tuple(replaced(base, "model", "forget_bias", bias) for bias in FORGET_BIASES)


def _directions(spec: RunSpec) -> tuple[RunSpec, ...]:
    base = default_run("lstm", "tagging", spec.seed)
    return tuple(replaced(base, "model", "bidirectional", both) for both in (False, True))


def _of_kind(kind: str, spec: RunSpec) -> RunSpec:
    """Return the recipe if it is of that plain cell, otherwise the cell's default on the same task."""
    if spec.model.kind == kind and not spec.model.without and not spec.model.peepholes:
        return spec
    return replace(default_run("lstm", spec.task.name, spec.seed), task=spec.task)


COMPARISONS: Mapping[str, Comparison] = MappingProxyType(
    {
        "cells": Comparison(
            "RNN, GRU, LSTM", "The three cells on this task, each with its measured recipe.", _cells
        ),
        "gates": Comparison(
            "Eight sets of gates",
            "The LSTM with every subset of its gates, in the middle of learning sentiment.",
            _gates,
        ),
        "clipping": Comparison(
            "Clipping on, off",
            "A linear network whose gradient explodes on the adding problem, and the same one clipped.",
            _clipping,
        ),
        "seeds": Comparison(
            "Five seeds", "The recipe being edited, from five seeds: how much is luck?", _seeds
        ),
        "bias": Comparison("Forget bias", "Where the LSTM's forget gate starts, on this task.", _forget_bias),
        "directions": Comparison(
            "Directions", "Who is Teddy? The word after decides: tagging by an LSTM.", _directions
        ),
    }
)
