"""Brackets deeper than in training: how deep each cell closes them, and which unit follows the depth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ...arrays import Floats
from ...instruments import Trace, find_units, record_batch
from ...instruments.labels import depth
from ...network import Network
from ...recipes import default_run
from ...spec import KINDS, RunSpec
from ...tasks import task
from ...tasks.brackets import CLOSING, KINDS_OF_BRACKET, NOTHING, OPENING
from ..experiment import Experiment, Line, Trained

TRAINED = 4
"""Brackets that are open at once in training, at most."""

TWICE = 2 * TRAINED
MOST = 12
"""The deepest nest that is read."""

NESTS = 24
"""Nests of each depth."""

_LSTM = KINDS.index("lstm")


class Follower(NamedTuple):
    """A unit that follows the depth: its value is about `slope` · depth + `start` on texts as in training.

    Attributes:
        unit: Which.
        slope: By how much it changes with a bracket that opens.
        start: Where it stands when nothing is open.
        fit: Its correlation with the depth on texts on which it was not chosen.
    """

    unit: int
    slope: float
    start: float
    fit: float


def recipes(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of RNN, GRU and LSTM that are to close brackets."""
    return tuple(default_run(kind, "brackets", seed) for kind in KINDS)


def nest(kinds: Sequence[int]) -> tuple[str, ...]:
    """Return brackets of these kinds one in the other: all open, then all close."""
    return (*(OPENING[kind] for kind in kinds), *(CLOSING[kind] for kind in reversed(kinds)))


def nests(depth_of_all: int) -> list[tuple[str, ...]]:
    """Return nests of a depth, always the same ones."""
    drawn = np.random.default_rng(depth_of_all).integers(KINDS_OF_BRACKET, size=(NESTS, depth_of_all))
    return [nest(kinds) for kinds in drawn.tolist()]


def due(words: Sequence[str]) -> list[str]:
    """Return after each bracket which one must close next, or that nothing is open."""
    stack: list[str] = []
    found = []
    for word in words:
        if word in OPENING:
            stack.append(CLOSING[OPENING.index(word)])
        else:
            stack.pop()
        found.append(stack[-1] if stack else NOTHING)
    return found


def said(trace: Trace) -> list[str]:
    """Return what a network says after each bracket."""
    return [trace.network.classes[one] for one in trace.logits.argmax(axis=1)]


def closes(trace: Trace) -> bool:
    """Return whether a network names the right bracket everywhere."""
    return said(trace) == due(trace.words)


def knows_the_end(trace: Trace) -> bool:
    """Return whether a network says that nothing is open after the last bracket, and not before."""
    return [one == NOTHING for one in said(trace)] == [False] * (len(trace) - 1) + [True]


def right_on(network: Network, deep: int, is_right: Callable[[Trace], bool]) -> int:
    """Return on how many of the nests of a depth a network is right."""
    return sum(map(is_right, record_batch(network, nests(deep))))


def reach(network: Network, is_right: Callable[[Trace], bool]) -> int:
    """Return the depth up to which a network is right on half of the nests of every depth."""
    fails = (deep for deep in range(1, MOST + 1) if right_on(network, deep, is_right) < NESTS / 2)
    return next(fails, MOST + 1) - 1


def follower(network: Network) -> Follower:
    """Return the unit that follows the depth best on texts as deep as in training."""
    known = task(network.spec.task)
    exams = [known.exam(deep).ids.tolist() for deep in range(2, TRAINED + 1)]
    texts = [[[known.vocabulary[one] for one in ids] for ids in exam] for exam in exams]
    traces = [trace for exam in texts for trace in record_batch(network, exam)]
    labels = [depth(trace.words) for trace in traces]
    found = find_units(traces, labels)
    values = np.concatenate([trace[found.signal][:, found.best] for trace in traces])
    slope, start = np.polyfit(np.concatenate(labels), values, 1)
    return Follower(found.best, float(slope), float(start), float(np.abs(found.held_out[found.best])))


def follows(network: Network, deep: int) -> float:
    """Return the correlation of that unit with the depth on the nests of a depth."""
    unit = follower(network).unit
    signal = "cell_state" if network.spec.model.kind == "lstm" else "hidden"
    traces = record_batch(network, nests(deep))
    values: Floats = np.concatenate([trace[signal][:, unit] for trace in traces])
    opened: Floats = np.concatenate([depth(trace.words) for trace in traces])
    return float(np.abs(np.corrcoef(values, opened)[0, 1]))


def reaches(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how deep each cell closes brackets, and how deep it knows when all are closed."""
    return tuple(float(reach(one.network, right)) for one in trained for right in (closes, knows_the_end))


def units(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how well the best unit of each cell follows the depth at twice the depth of training."""
    return tuple(follows(one.network, TWICE) for one in trained)


def counts_on(deep: Sequence[float]) -> float:
    """Return how much deeper an LSTM knows when all are closed than which bracket closes next."""
    return deep[2 * _LSTM + 1] - deep[2 * _LSTM]


def all_fail(deep: Sequence[float]) -> float:
    """Return by how much all cells stop closing rightly before twice the depth of training."""
    return TWICE - max(deep[::2])


def unit_follows(fits: Sequence[float]) -> float:
    """Return how well the LSTM's unit follows the depth."""
    return fits[_LSTM]


_SAME = "The task's own recipe for each cell, 32 units in all of them; only the random start changes."
_WHAT = ("which closes", "when all are closed")
_DEPTH = f"depth up to which half of {NESTS} nests are read rightly, {MOST} at most"
_REACHES = tuple(Line(f"{kind.upper()}, {what}", kind) for kind in KINDS for what in _WHAT)
EXPERIMENTS = (
    Experiment(
        "gru/brackets",
        "An LSTM knows at least two levels deeper when all brackets are closed than which one closes next.",
        _SAME,
        _REACHES,
        reaches,
        counts_on,
        2,
        recipes,
        unit=_DEPTH,
        expected="mostly",
        slow=True,
        said="An LSTM can count brackets, but it has no stack for their kinds.",
        source="Suzgun et al. 2019",
    ),
    Experiment(
        "gru/brackets/stack",
        "At twice the depth of training no cell knows which bracket closes next.",
        _SAME,
        _REACHES,
        reaches,
        all_fail,
        1,
        recipes,
        unit=_DEPTH,
        slow=True,
        said="An LSTM can count brackets, but it has no stack for their kinds.",
        source="Suzgun et al. 2019",
    ),
    Experiment(
        "gru/brackets/unit",
        "At twice the depth of training a unit of the LSTM's cell state still follows the depth, "
        "with a correlation of 0.95 or more.",
        _SAME,
        (Line("RNN h", "rnn"), Line("GRU h", "gru"), Line("LSTM c", "cell_state", 0.95)),
        units,
        unit_follows,
        0.95,
        recipes,
        unit="correlation of the best unit with the number of open brackets",
        slow=True,
        said="The cell state of an LSTM is a counter.",
        source="Weiss et al. 2018",
    ),
)
