"""Guess the next word: tables, windows and recurrent networks on Moby-Dick, letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...arrays import Floats, Ints
from ...equations.forward import arrays
from ...equations.squash import softmax
from ...instruments import round_trip, table_score, write_on
from ...instruments.generate import Stepper
from ...instruments.ngrams import LONGEST_GRAM
from ...instruments.sampling import without
from ...network import Network
from ...spec import KINDS, RunSpec
from ...tasks import task
from ..experiment import Experiment, Line, Trained
from .guess import ORDERS, hangs_on, recipe, table_of, window_of

BEGIN, WRITTEN = "the whale ", 240
"""What a text begins with that a network writes, and its letters."""

NEAR = 12
"""So many letters back a guess on Moby-Dick hangs on nothing."""

_TIES, _STORED = 3, 4
"""The N at which tables and networks tie, and that at which stored numbers are compared."""

_UNKNOWN_ID = 0


def of_whale(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each cell that reads Moby-Dick."""
    return tuple(recipe("whale", kind, seed) for kind in KINDS)


def likeliest_written(network: Network) -> Ints:
    """Return what a network writes that takes the likeliest letter each time; never the unknown one."""
    steps = Stepper(network.spec.model, arrays(network, np.float64), 1)

    def after(piece: int) -> Floats:
        return without(softmax(steps.read(np.array([piece])))[0], _UNKNOWN_ID)

    return write_on(after, network.read(BEGIN).ids, np.zeros(WRITTEN), 0.0)


def on_whale(seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return perplexities per letter of RNN, GRU, LSTM, of windows and of tables with N = 1 to 6.

    Then how many numbers table and window store with N = 4, by how much the LSTM's guess hangs on the letter
    12 places back, and after how many letters it comes round that always writes the likeliest: 0 for never.
    """
    this = task(recipe("whale").task)
    windows = [window_of("whale", order, seed) for order in ORDERS]
    tables = [table_of("whale", order) for order in ORDERS]
    stored = (float(sum(tables[_STORED - 1].stored)), float(windows[_STORED - 1].weight_count))
    lstm = trained[-1].network
    return (
        *(one.score for one in trained),
        *(table_score(one, this) for one in windows),
        *(table_score(one, this) for one in tables),
        *stored,
        hangs_on(lstm, "whale", NEAR),
        float(round_trip(likeliest_written(lstm))),
    )


def _cells(found: Sequence[float]) -> Sequence[float]:
    return found[: len(KINDS)]


def _windows(found: Sequence[float]) -> Sequence[float]:
    return found[len(KINDS) : len(KINDS) + LONGEST_GRAM]


def _tables(found: Sequence[float]) -> Sequence[float]:
    return found[len(KINDS) + LONGEST_GRAM : -4]


def hangs_on_near(found: Sequence[float]) -> float:
    """Return how much of the guess does not hang on the letter 12 places back."""
    return 1 - found[-2]


def tables_win(found: Sequence[float]) -> float:
    """Return by which share the best network's perplexity is above that of tables from N = 4 on."""
    return min(*_cells(found), *_windows(found)) / max(_tables(found)[_STORED - 1 :]) - 1


def third_ties(found: Sequence[float]) -> float:
    """Return minus the largest share by which a recurrent network and the table with N = 3 differ."""
    return -max(abs(one / _tables(found)[_TIES - 1] - 1) for one in _cells(found))


def windows_below(found: Sequence[float]) -> float:
    """Return by which share a window's perplexity is above that of its table, at the nearest N from 2 on."""
    pairs = list(zip(_windows(found), _tables(found), strict=True))
    return min(window / table for window, table in pairs[1:]) - 1


def windows_tie(found: Sequence[float]) -> float:
    """Return minus the share by which the best window and the best recurrent network differ."""
    return -abs(min(_windows(found)) / min(_cells(found)) - 1)


def stores_more(found: Sequence[float]) -> float:
    """Return how many times the window's numbers the table stores."""
    return found[-4] / found[-3]


def goes_round(found: Sequence[float]) -> float:
    """Return how often half of what was written comes round to itself; 0 for never."""
    return WRITTEN / 2 / found[-1] if found[-1] else 0.0


_PERPLEXITIES = (
    *(Line(kind.upper(), kind) for kind in KINDS),
    *(Line(f"window, N = {order}") for order in ORDERS),
    *(Line(f"table, N = {order}") for order in ORDERS),
)
_OTHERS = (
    Line(f"numbers of the table, N = {_STORED}"),
    Line(f"numbers of the window, N = {_STORED}"),
    Line("LSTM's guess, 12 letters back", "lstm"),
    Line("LSTM comes round after", "lstm"),
)
_ONE_TEXT = "One text, each cell's own recipe; only the random start changes. Tables are always the same."
_PER_LETTER = "perplexity per letter"
_BENGIO = "Bengio et al. 2003"


def _whale(
    name: str,
    claim: str,
    strength: Callable[[Sequence[float]], float],
    least: float,
    shown: Sequence[int],
    *,
    unit: str = _PER_LETTER,
    within: str = "",
    said: str = "",
    source: str = "",
) -> Experiment:
    """Return a claim about Moby-Dick: its points are those lines of all that are measured."""
    every = (*_PERPLEXITIES, *_OTHERS)
    return Experiment(
        name,
        claim,
        _ONE_TEXT,
        tuple(line._replace(aside=at not in shown) for at, line in enumerate(every)),
        on_whale,
        strength,
        least,
        of_whale,
        unit=unit,
        within=within,
        slow=True,
        said=said,
        source=source,
    )


_WINDOWS = range(len(KINDS), len(KINDS) + LONGEST_GRAM)
_TABLES = range(len(KINDS) + LONGEST_GRAM, len(_PERPLEXITIES))
_RECURRENT = range(len(KINDS))


EXPERIMENTS = (
    _whale(
        "guess/look/near",
        "On Moby-Dick less than 1 % of the LSTM's guess hangs on the letter 12 places back.",
        hangs_on_near,
        0.99,
        [len(_PERPLEXITIES) + 2],
        unit="share of the probability that moves",
        said="A recurrent network can look back as far as it likes.",
        source="Mikolov et al. 2010",
    ),
    _whale(
        "guess/score",
        "On Moby-Dick tables with N = 4 and more guess better than every network here, by 10 % and more.",
        tables_win,
        0.1,
        [*_RECURRENT, *_WINDOWS, *_TABLES[_STORED - 1 :]],
        said="Neural language models beat n-grams.",
        source=_BENGIO,
    ),
    _whale(
        "guess/score/tie",
        "On Moby-Dick the recurrent networks and the table with N = 3 guess equally well.",
        third_ties,
        -0.05,
        [*_RECURRENT, _TABLES[_TIES - 1]],
        within="5 %",
        said="Neural language models beat n-grams.",
        source=_BENGIO,
    ),
    _whale(
        "guess/score/window",
        "From N = 2 on a table guesses better than the network with a window of the same N.",
        windows_below,
        0.005,
        [*_WINDOWS, *_TABLES],
        said="A network with a window beats a table of the same window.",
        source=_BENGIO,
    ),
    _whale(
        "guess/score/alike",
        "On Moby-Dick the best network with a window guesses as well as the best recurrent network.",
        windows_tie,
        -0.05,
        [*_RECURRENT, *_WINDOWS],
        within="5 %",
        said="Recurrent networks beat networks with a window.",
        source="Mikolov et al. 2010",
    ),
    _whale(
        "guess/score/stored",
        "With N = 4 the table stores over 3.5 times as many numbers as the network with the same window.",
        stores_more,
        3.5,
        [len(_PERPLEXITIES), len(_PERPLEXITIES) + 1],
        unit="stored numbers",
        said="A table of n-grams grows with the text; a network does not.",
        source=_BENGIO,
    ),
    _whale(
        "guess/draw",
        "An LSTM that always writes the likeliest letter comes round, and at least twice in half a text.",
        goes_round,
        2.0,
        [len(_PERPLEXITIES) + 3],
        unit="letters until it comes round",
        said="Always taking the likeliest makes a text repeat itself.",
        source="Holtzman et al. 2020",
    ),
)
