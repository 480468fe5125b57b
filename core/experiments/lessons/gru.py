"""GRU and relatives: what each gate brings where something is to be remembered, and where to be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...arrays import Floats
from ...equations.cells import cell_of
from ...equations.weights import LayerWeights
from ...instruments import find_units, record, weight_count
from ...network import Network
from ...recipes import default_run
from ...spec import Kind, ModelSpec, RunSpec, TaskName
from ...tasks import task
from ...text import MAX_TOKENS
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
_RNN, _UPDATE, _GRU, _LSTM, _PEEPHOLES = range(5)

_SEEDS = 1000
"""Weights are drawn from seeds from here on, inputs from those before."""

MOST = MAX_TOKENS // 2
"""The largest n of aⁿbⁿ that fits into what a network reads."""

TAKEN = ("not", "but", "great")
"""The words of the first sample at which most is taken."""

COUNTED = 14
"""The largest n in training; every third one is left out there."""


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


def of_counting(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each rung that is to count."""
    return rungs("anbn", seed)


def of_cells(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of RNN, GRU and LSTM that are to count."""
    return tuple(default_run(kind, "anbn", seed) for kind in ("rnn", "gru", "lstm"))


def word(count: int) -> tuple[str, ...]:
    """Return so many a's, and as many b's."""
    return ("a",) * count + ("b",) * count


def is_right(network: Network, count: int) -> bool:
    """Return whether a network knows after every b what follows: another b, or the end after the last."""
    said = record(network, word(count)).logits[count:].argmax(axis=1)
    return [network.classes[one] for one in said] == ["b"] * (count - 1) + ["."]


def counts_to(network: Network) -> int:
    """Return up to which n a network is right at every n; `MOST` if at all of them."""
    wrong = (count for count in range(1, MOST + 1) if not is_right(network, count))
    return next(wrong, MOST + 1) - 1


def depth(count: int) -> list[float]:
    """Return how many a's are without their b after each letter."""
    return [float(left) for left in (*range(1, count + 1), *range(count - 1, -1, -1))]


def best_unit(network: Network) -> tuple[int, float]:
    """Return the unit that follows the number of open a's best, and its correlation on other words."""
    counts = range(1, COUNTED + 1)
    found = find_units([record(network, word(count)) for count in counts], [depth(count) for count in counts])
    return found.best, float(np.abs(found.held_out[found.best]))


def scores(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of all test sentences each cell gets right."""
    return tuple(one.score for one in trained)


def reaches(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how far each cell counts."""
    return tuple(float(counts_to(one.network)) for one in trained)


def units(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how well the best unit of each cell follows the count."""
    return tuple(best_unit(one.network)[1] for one in trained)


def _drawn(seed: int, sign: float = 1.0) -> LayerWeights:
    """Return the weights of a GRU of six units that reads four numbers; those of z with this sign."""
    rng = np.random.default_rng(_SEEDS + seed)
    rows = [rng.normal(size=(18, columns)) for columns in (4, 6, 1, 1)]
    for each in rows:
        each[6:12] *= sign
    ih, hh, b_ih, b_hh = rows
    return LayerWeights(ih, hh, b_ih[:, 0], b_hh[:, 0])


def _states(seed: int, sign: float = 1.0, **options: Any) -> Floats:
    """Return the states of a GRU with drawn weights on twelve drawn inputs, (13, 1, 6)."""
    inputs = np.random.default_rng(seed).normal(size=(12, 1, 4))
    return cell_of(ModelSpec("gru", **options)).forward(inputs, _drawn(seed, sign)).hidden


def _apart(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).max())


def conventions(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return by how much the states differ at most: of z with the other sign, and of the other reset gate."""
    other_sign = max(
        _apart(_states(seed, reset_gate=reset), _states(seed, -1, reset_gate=reset, update_gate="writes"))
        for reset in ("after", "before")
    )
    return other_sign, _apart(_states(seed, reset_gate="after"), _states(seed, reset_gate="before"))


def times(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many times the weights of an RNN's cell GRU and LSTM have, for sizes that are drawn."""
    vector, units, layers = map(int, np.random.default_rng(seed).integers(1, 400, 3))
    counts = [
        weight_count(
            ModelSpec(kind, layers=1 + layers % 8), 5, 0, embedding_size=vector, hidden_size=units
        ).part("matrices", "biases")
        for kind in ("rnn", "gru", "lstm")
    ]
    return counts[1] / counts[0], counts[2] / counts[0]


def of_everyday(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of a GRU that reads everyday English."""
    return (default_run("gru", "everyday", seed),)


def kept_at_words(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how much is kept at "not", "but" and "great" of the first sample, and at most elsewhere."""
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


def taken_most(kept: Sequence[float]) -> float:
    """Return by how much less is kept at each of the three words than at any other."""
    *three, others = kept
    return others - max(three)


def signs_alike(apart: Sequence[float]) -> float:
    """Return minus how far apart z and 1 - z are."""
    return -apart[0]


def resets_differ(apart: Sequence[float]) -> float:
    """Return how far apart the two places of the reset gate are."""
    return apart[1]


def exactly(ratios: Sequence[float]) -> float:
    """Return minus by how much 3 and 4 are missed."""
    return -abs(ratios[0] - 3) - abs(ratios[1] - 4)


def update_brings(right: Sequence[float]) -> float:
    """Return by how much more often a cell with an update gate is right than an RNN."""
    return right[_UPDATE] - right[_RNN]


def more_bring_nothing(right: Sequence[float]) -> float:
    """Return minus the most that GRU, LSTM or peepholes add to an update gate alone."""
    return right[_UPDATE] - max(right[_GRU:])


def lstm_beyond(reach: Sequence[float]) -> float:
    """Return how far beyond training the LSTM counts."""
    return reach[_LSTM] - COUNTED


def gru_stops(reach: Sequence[float]) -> float:
    """Return minus how far beyond training the GRU or an update gate alone counts."""
    return COUNTED - max(reach[_UPDATE], reach[_GRU])


def peepholes_farther(reach: Sequence[float]) -> float:
    """Return how much farther the LSTM counts with peepholes than without."""
    return reach[_PEEPHOLES] - reach[_LSTM]


def cell_counts(fits: Sequence[float]) -> float:
    """Return how well the best unit of the LSTM follows the count."""
    return fits[-1]


def _lines(least: Mapping[int, float] | None = None) -> tuple[Line, ...]:
    found = least or {}
    return tuple(
        Line(name, look, found.get(at)) for at, (name, look) in enumerate(zip(RUNGS, _LOOKS, strict=True))
    )


_DIFFERENCE = (Line("z with the other sign", "update_gate"), Line("reset gate elsewhere", "reset_gate"))
_APART = "largest difference of a state"
_ONE_GRU = "A GRU of six units with drawn weights and inputs, in all ways to write it."
_SAME = "The task's own recipe for each cell, 32 units in all of them; only the random start changes."
_COUNTS = "The task's own recipe for each cell, 8 units in all of them; only the random start changes."
_REMEMBERS = "test sentences right, 3 to 40 words in between"
_REACH = "largest n up to which every aⁿbⁿ is right"
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
    ),
    Experiment(
        "gru/ladder",
        "An update gate alone remembers at least 25 points more often than an RNN.",
        _SAME,
        _lines(),
        scores,
        update_brings,
        0.25,
        of_recall,
        unit=_REMEMBERS,
        scale="percent",
        slow=True,
    ),
    Experiment(
        "gru/ladder/more",
        "GRU, LSTM and peepholes remember no more often than an update gate alone.",
        _SAME,
        _lines(),
        scores,
        more_bring_nothing,
        -0.02,
        of_recall,
        unit=_REMEMBERS,
        scale="percent",
        within="2 points",
        slow=True,
    ),
    Experiment(
        "gru/counting",
        "An LSTM counts beyond the largest n of its training.",
        _COUNTS,
        _lines({_LSTM: COUNTED + 1}),
        reaches,
        lstm_beyond,
        1,
        of_counting,
        unit=_REACH,
        slow=True,
    ),
    Experiment(
        "gru/counting/gru",
        "A GRU stops within 3 of the largest n of its training.",
        _COUNTS,
        _lines({_GRU: COUNTED + 3}),
        reaches,
        gru_stops,
        -3,
        of_counting,
        unit=_REACH,
        slow=True,
    ),
    Experiment(
        "gru/counting/peepholes",
        "Peepholes let an LSTM count farther.",
        _COUNTS,
        _lines(),
        reaches,
        peepholes_farther,
        1,
        of_counting,
        unit=_REACH,
        expected="fails",
        slow=True,
    ),
    Experiment(
        "gru/counting/unit",
        "One unit of the LSTM's cell state follows the count, with a correlation of 0.95 or more.",
        _COUNTS,
        (Line("RNN h", "rnn"), Line("GRU h", "gru"), Line("LSTM c", "cell_state", 0.95)),
        units,
        cell_counts,
        0.95,
        of_cells,
        unit="correlation of the best unit with the number of open a's",
        slow=True,
    ),
    Experiment(
        "gru/conventions",
        "A GRU whose z keeps is one whose z takes, with the other sign of z's weights.",
        _ONE_GRU,
        _DIFFERENCE,
        conventions,
        signs_alike,
        -1e-12,
        unit=_APART,
        drawn="drawn networks",
    ),
    Experiment(
        "gru/conventions/reset",
        "The reset gate before the product makes another network than after it.",
        _ONE_GRU,
        _DIFFERENCE,
        conventions,
        resets_differ,
        0.01,
        unit=_APART,
        drawn="drawn networks",
    ),
    Experiment(
        "gru/weights",
        "A GRU's cell has exactly 3 times, an LSTM's 4 times the weights of an RNN's.",
        "The same numbers in a word's vector, units and layers, drawn.",
        (Line("GRU", "gru"), Line("LSTM", "lstm")),
        times,
        exactly,
        -1e-12,
        unit="times the weights of an RNN's cell",
        drawn="drawn sizes",
    ),
)
