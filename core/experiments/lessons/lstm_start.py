"""Inside the LSTM: where the forget gate starts, and what is learnt over a gap from there.

The gap is the same in all sentences: short ones among them would teach to hold (Jozefowicz et al. 2015), and
that is an experiment of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...recipes import default_run
from ...spec import RunSpec, TaskSpec
from ..experiment import Experiment, Line, Trained

GAP: Final = 20
"""Words between the animal and the word that it decides."""

SHORT: Final = 3
BIASES: Final = (0.0, 1.0, 2.0, 3.0)
OPEN: Final = 2
"""The place in `BIASES` from which on the gate starts open."""

STEPS: Final = 300
CHANCE: Final = 1 / 8


def opening(bias: float) -> float:
    """Return where a forget gate starts whose bias is that, and nothing else speaks: its sigmoid."""
    return 1 / (1 + math.exp(-bias))


def recipe(bias: float, seed: int, *, shortest: int = GAP, peepholes: bool = False) -> RunSpec:
    """Return the recipe of an LSTM whose forget gates start there."""
    usual = default_run("lstm", "recall", seed)
    return replace(
        usual,
        model=replace(usual.model, forget_bias=bias, peepholes=peepholes),
        task=TaskSpec("recall", shortest, GAP),
        train=replace(usual.train, steps=STEPS, learning_rate=0.005),
    )


def plain(seed: int) -> tuple[RunSpec, ...]:
    """Return a recipe for each start; all sentences have the gap."""
    return tuple(recipe(bias, seed) for bias in BIASES)


def with_short(seed: int) -> tuple[RunSpec, ...]:
    """Return a recipe for each start; there are shorter sentences, too."""
    return tuple(recipe(bias, seed, shortest=SHORT) for bias in BIASES)


def peeping(seed: int) -> tuple[RunSpec, ...]:
    """Return a recipe with peepholes for each start that is not open."""
    return tuple(recipe(bias, seed, peepholes=True) for bias in BIASES[:OPEN])


def over_the_gap(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of the test sentences with the gap each network gets right."""
    return tuple(dict(one.curve)[GAP] for one in trained)


def open_brings(right: Sequence[float]) -> float:
    """Return by how much more often the worst of the open starts is right than a start at 0."""
    return min(right[OPEN:]) - right[0]


def one_is_enough(right: Sequence[float]) -> float:
    """Return which share a start at 1 gets right."""
    return right[BIASES.index(1.0)]


def worst(right: Sequence[float]) -> float:
    """Return the share of the start that learns least."""
    return min(right)


def one_is_too_little(right: Sequence[float]) -> float:
    """Return by how much less than three of four a start at 1 gets right."""
    return 0.75 - one_is_enough(right)


def still_closed(right: Sequence[float]) -> float:
    """Return by how much less than half is right with peepholes from a start at 0."""
    return 0.5 - right[0]


def start_lines(begin: str = "", least: float | None = None, most: int = len(BIASES)) -> tuple[Line, ...]:
    """Return a line for each of the first starts."""
    looks = ("lstm", "lstm", "forget_gate", "forget_gate")
    return tuple(
        Line(f"{begin}bias {bias:g}, f starts at {opening(bias):.2f}", look, least)
        for bias, look in zip(BIASES[:most], looks, strict=False)
    )


_CONSTANT = f"One recipe, {STEPS} steps, {GAP} words in between; only start and random weights change."
_UNIT = f"test sentences right over {GAP} words"
_SAID = "Start the forget gate open, with a bias of 1 or more."
_SOURCE = "Gers et al. 2000; Jozefowicz et al. 2015"

EXPERIMENTS = (
    Experiment(
        "lstm/start",
        "Started at a bias of 2 or 3, the forget gate learns to keep the animal over 20 words: at least 50 "
        "points more are right than from a start at 0.",
        _CONSTANT,
        start_lines(),
        over_the_gap,
        open_brings,
        0.5,
        plain,
        unit=_UNIT,
        scale="percent",
        slow=True,
        said=_SAID,
        source=_SOURCE,
    ),
    Experiment(
        "lstm/start/one",
        "A start at the usual bias of 1 is enough over 20 words: three of four are right after 300 steps.",
        _CONSTANT,
        start_lines(least=0.75),
        over_the_gap,
        one_is_enough,
        0.75,
        plain,
        unit=_UNIT,
        scale="percent",
        expected="fails",
        slow=True,
        said="Start the forget gate open, with a bias of 1.",
        source="Jozefowicz et al. 2015",
    ),
    Experiment(
        "lstm/start/short",
        "With shorter sentences among them, down to 3 words, every start learns it: three of four are right.",
        f"One recipe, {STEPS} steps, {SHORT} to {GAP} words between; only start and random weights change.",
        start_lines(least=0.75),
        over_the_gap,
        worst,
        0.75,
        with_short,
        unit=_UNIT,
        scale="percent",
        slow=True,
        said=_SAID,
        source=_SOURCE,
    ),
    Experiment(
        "lstm/start/peepholes",
        "With peepholes, too, a start at a bias of 1 is too little: fewer than three of four are right.",
        _CONSTANT,
        start_lines("peepholes, ", most=OPEN),
        over_the_gap,
        one_is_too_little,
        0.0,
        peeping,
        unit=_UNIT,
        scale="percent",
        slow=True,
        said="With peepholes the gates see what is kept, and control it better.",
        source="Gers and Schmidhuber 2000",
    ),
    Experiment(
        "lstm/start/peepholes/closed",
        "With peepholes, too, a start at 0 does not learn it: fewer than half are right.",
        _CONSTANT,
        start_lines("peepholes, ", most=OPEN),
        over_the_gap,
        still_closed,
        0.0,
        peeping,
        unit=_UNIT,
        scale="percent",
        slow=True,
        said="With peepholes the gates see what is kept, and control it better.",
        source="Gers and Schmidhuber 2000",
    ),
)
