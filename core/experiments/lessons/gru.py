"""GRU and relatives: what the update gate keeps, and what each gate brings where a word is to be recalled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...instruments import record
from ...instruments.mixed import clearest
from ...recipes import default_run
from ...spec import Kind, RunSpec, TaskName
from ...tasks import task
from ..experiment import Experiment, Line, Trained

RUNGS: Mapping[str, tuple[Kind, Mapping[str, Any]]] = {
    "RNN": ("rnn", {}),
    "update gate only": ("gru", {"without": ("reset_gate",)}),
    "GRU": ("gru", {}),
    "LSTM": ("lstm", {}),
    "LSTM with peepholes": ("lstm", {"peepholes": True}),
}
"""The cells, each with one gate or one state more than the one before it, and their options."""

_LOOKS = ("rnn", "update_gate", "gru", "lstm", "cell_state")
RNN, UPDATE, GRU, LSTM, PEEPHOLES = range(5)


NEAR = 0.35
"""A state this share of the way from one end, or nearer, is near it."""

TAKEN = ("not", "but", "great")
"""The words of the first sample at which most is taken."""


def rungs(name: TaskName, seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each rung: the task's own for that cell, and nothing else changed."""
    found = []
    for kind, options in RUNGS.values():
        usual = default_run(kind, name, seed)
        found.append(replace(usual, model=replace(usual.model, **options)))
    return tuple(found)


def of_recall(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each rung that is to remember an animal."""
    return rungs("recall", seed)


def scores(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of all test sentences each cell gets right."""
    return tuple(one.score for one in trained)


def of_everyday(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of a GRU that reads everyday English."""
    return (default_run("gru", "everyday", seed),)


def kept_at_words(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how much is kept at "not", "but" and "great" of the first sample, and least elsewhere."""
    network = trained[0].network
    trace = record(network, task(network.spec.task).probe)
    kept = dict.fromkeys(TAKEN, 1.0)
    others = 1.0
    for text, mean in zip(trace.words, trace["update_gate"].mean(axis=1), strict=True):
        if text in kept:
            kept[text] = float(mean)
        else:
            others = min(others, float(mean))
    return *kept.values(), others


def kept_by_mover(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how much of its old state the unit keeps that moves farthest, and keeps it elsewhere."""
    network = trained[0].network
    return (clearest(record(network, task(network.spec.task).probe)).keep,)


def taken_most(kept: Sequence[float]) -> float:
    """Return by how much less is kept at each of the three words than at any other."""
    *three, others = kept
    return others - max(three)


def new_above_old(kept: Sequence[float]) -> float:
    """Return how much less than the limit the unit keeps that moves farthest."""
    return NEAR - kept[0]


def update_brings(right: Sequence[float]) -> float:
    """Return by how much more often a cell with an update gate is right than an RNN."""
    return right[UPDATE] - right[RNN]


def more_bring_nothing(right: Sequence[float]) -> float:
    """Return minus the most that GRU, LSTM or peepholes add to an update gate alone."""
    return right[UPDATE] - max(right[GRU:])


def rung_lines(least: Mapping[int, float] | None = None) -> tuple[Line, ...]:
    """Return a line for each rung, some with the border that a claim draws."""
    found = least or {}
    return tuple(
        Line(name, look, found.get(at)) for at, (name, look) in enumerate(zip(RUNGS, _LOOKS, strict=True))
    )


_SAME = "The task's own recipe for each cell, 32 units in all of them; only the random start changes."
_REMEMBERS = "test sentences right, 3 to 40 words in between"
EXPERIMENTS = (
    Experiment(
        "gru/blend",
        "At “not”, “but” and “great” less is kept than at any other word of the sentence.",
        "One sentence, one recipe; only the random start changes.",
        (*(Line(f"“{text}”", "update_gate") for text in TAKEN), Line("least of the others")),
        kept_at_words,
        taken_most,
        0.0,
        of_everyday,
        unit="share of the old state that is kept, mean over units",
        scale="percent",
        expected="mostly",
        slow=True,
        said="The update gate lets the new in where it matters.",
        source="Cho et al. 2014",
    ),
    Experiment(
        "gru/blend/near",
        "The unit that moves farthest lands near its new value: at most 35 % of the old state is kept.",
        "One sentence, one recipe; only the random start changes.",
        (Line("the unit that moves farthest", "update_gate", NEAR),),
        kept_by_mover,
        new_above_old,
        0.0,
        of_everyday,
        unit="share of the old state that is kept",
        scale="percent",
        slow=True,
        said="The new state lies between the old one and the candidate.",
        source="Cho et al. 2014",
    ),
    Experiment(
        "gru/ladder",
        "An update gate alone remembers at least 25 points more often than an RNN.",
        _SAME,
        rung_lines(),
        scores,
        update_brings,
        0.25,
        of_recall,
        unit=_REMEMBERS,
        scale="percent",
        slow=True,
        said="Gates let a network remember.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gru/ladder/more",
        "GRU, LSTM and peepholes remember no more often than an update gate alone.",
        _SAME,
        rung_lines(),
        scores,
        more_bring_nothing,
        -0.02,
        of_recall,
        unit=_REMEMBERS,
        scale="percent",
        within="2 points",
        slow=True,
        said="GRU and LSTM are about equally good.",
        source="Chung et al. 2014",
    ),
)
