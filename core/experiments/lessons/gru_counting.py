"""GRU and relatives: which cells count, how far beyond training, and in which unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...instruments import find_units, record
from ...network import Network
from ...recipes import default_run
from ...spec import RunSpec
from ...text import MAX_TOKENS
from ..experiment import Experiment, Line, Trained
from .gru import GRU, LSTM, PEEPHOLES, UPDATE, rung_lines, rungs

MOST = MAX_TOKENS // 2
"""The largest n of aⁿbⁿ that fits into what a network reads."""

COUNTED = 14
"""The largest n in training; every third one is left out there."""


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


def reaches(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how far each cell counts."""
    return tuple(float(counts_to(one.network)) for one in trained)


def units(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how well the best unit of each cell follows the count."""
    return tuple(best_unit(one.network)[1] for one in trained)


def lstm_beyond(reach: Sequence[float]) -> float:
    """Return how far beyond training the LSTM counts."""
    return reach[LSTM] - COUNTED


def gru_stops(reach: Sequence[float]) -> float:
    """Return minus how far beyond training the GRU or an update gate alone counts."""
    return COUNTED - max(reach[UPDATE], reach[GRU])


def peepholes_farther(reach: Sequence[float]) -> float:
    """Return how much farther the LSTM counts with peepholes than without."""
    return reach[PEEPHOLES] - reach[LSTM]


def cell_counts(fits: Sequence[float]) -> float:
    """Return how well the best unit of the LSTM follows the count."""
    return fits[-1]


_COUNTS = "The task's own recipe for each cell, 8 units in all of them; only the random start changes."
_REACH = "largest n up to which every aⁿbⁿ is right"

EXPERIMENTS = (
    Experiment(
        "gru/counting",
        "An LSTM counts beyond the largest n of its training.",
        _COUNTS,
        rung_lines({LSTM: COUNTED + 1}),
        reaches,
        lstm_beyond,
        1,
        of_counting,
        unit=_REACH,
        slow=True,
        said="An LSTM can count.",
        source="Gers and Schmidhuber 2001; Weiss et al. 2018",
    ),
    Experiment(
        "gru/counting/gru",
        "A GRU stops within 3 of the largest n of its training.",
        _COUNTS,
        rung_lines({GRU: COUNTED + 3}),
        reaches,
        gru_stops,
        -3,
        of_counting,
        unit=_REACH,
        slow=True,
        said="A GRU cannot count.",
        source="Weiss et al. 2018",
    ),
    Experiment(
        "gru/counting/peepholes",
        "Peepholes let an LSTM count farther.",
        _COUNTS,
        rung_lines(),
        reaches,
        peepholes_farther,
        1,
        of_counting,
        unit=_REACH,
        expected="fails",
        slow=True,
        said="Counting needs peepholes.",
        source="Gers and Schmidhuber 2000",
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
        said="The cell state of an LSTM is a counter.",
        source="Weiss et al. 2018",
    ),
)
