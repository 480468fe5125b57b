"""Vanishing gradients: which share of the answer's gradient each line keeps at "dog"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ...instruments import gradient_profile, paths, record
from ...instruments.summary import origin, share_kept
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import KINDS, Kind, RunSpec, TaskName
from ...tasks import task
from ..experiment import Experiment, Line, Trained

_CONSTANT = "One sentence, the cells' own recipes; only the random start changes."
_RNN, _GRU, _HIDDEN, _CELL = range(4)


def of_cells(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each cell that is to recall the subject."""
    return tuple(replace(default_run(kind, "recall"), seed=seed) for kind in KINDS)


def shares_of(networks: Sequence[Network]) -> tuple[float, ...]:
    """Return which share of its gradient at the last word RNN, GRU, LSTM h and LSTM c keep at the subject."""
    found = []
    for network in networks:
        recall = task(network.spec.task)
        trace = record(network, recall.probe)
        profile = gradient_profile(trace, network.classes.index(recall.probe_answer))
        begin = origin(trace.words, recall.telling)
        found.append(share_kept(profile.hidden, begin))
        if profile.cell_state is not None:
            found.append(share_kept(profile.cell_state, begin))
    return tuple(found)


def before(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the shares of a seed's networks that have learnt nothing."""
    return shares_of([initial_network(spec) for spec in of_cells(seed)])


def after(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the shares of trained networks."""
    return shares_of([one.network for one in trained])


def gates(shares: Sequence[float]) -> float:
    """Return the smaller share of GRU and LSTM c."""
    return min(shares[_GRU], shares[_CELL])


def cell_above_all(shares: Sequence[float]) -> float:
    """Return how many times the next largest share LSTM c keeps."""
    return shares[_CELL] / max(shares[_RNN], shares[_GRU], shares[_HIDDEN])


def all_above_rnn(shares: Sequence[float]) -> float:
    """Return how many times the RNN's share the next smallest is."""
    return min(shares[_GRU], shares[_HIDDEN], shares[_CELL]) / shares[_RNN]


def cell_above_hidden(shares: Sequence[float]) -> float:
    """Return how many times the share of h that of c is."""
    return shares[_CELL] / shares[_HIDDEN]


def _lines(least: float | None = None) -> tuple[Line, ...]:
    return (
        Line("RNN", "rnn"),
        Line("GRU", "gru", least),
        Line("LSTM h", "lstm"),
        Line("LSTM c", "cell_state", least),
    )


def of_verbs(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each cell that is to find the right verb."""
    return tuple(replace(default_run(kind, "agreement"), seed=seed) for kind in KINDS)


def right_by_gap(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of test sentences each cell gets right over the longest gap, then over the others.

    The others come cell by cell, the shortest first.
    """
    shares = [[share for _, share in one.curve] for one in trained]
    return (*(of[-1] for of in shares), *(share for of in shares for share in of[:-1]))


def at_gap(kind: Kind, gap: int) -> str:
    """Return what the line of a cell is called over a gap that is not the longest."""
    return f"{kind.upper()} over {gap}"


def _by_gap(name: TaskName, least: float | None = None) -> tuple[Line, ...]:
    """Return the lines of a task: over its longest gap, and aside those over the others."""
    points = task(default_run("rnn", name).task).exam_points
    aside = [Line(at_gap(kind, gap), kind, aside=True) for kind in KINDS for gap in points[:-1]]
    return (Line("RNN", "rnn", least), Line("GRU", "gru"), Line("LSTM", "lstm"), *aside)


def roads_above_rnn(shares: Sequence[float]) -> float:
    """Return how many times the RNN's share the smaller one of GRU and LSTM c is."""
    return gates(shares) / shares[_RNN]


def of_first(shares: Sequence[float]) -> float:
    """Return the share on the first line."""
    return shares[0]


def gated_above_rnn(right: Sequence[float]) -> float:
    """Return by which share GRU and LSTM are right more often than the RNN."""
    rnn, gru, lstm, *_ = right
    return min(gru, lstm) - rnn


def of_lstm(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the LSTM that is to recall the subject."""
    return of_cells(seed)[-1:]


def roads(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of the gradient comes to the subject along c alone, on other ways, and in all."""
    network = trained[0].network
    recall = task(network.spec.task)
    trace = record(network, recall.probe)
    split = paths(gradient_profile(trace, network.classes.index(recall.probe_answer)))
    begin, last = origin(trace.words, recall.telling), split.total_norms[-1]
    ways = (split.straight_norms, split.rest_norms, split.total_norms)
    return tuple(float(norms[begin] / last) for norms in ways)


def along_cell(shares: Sequence[float]) -> float:
    """Return how many times what comes on all other ways comes along c alone."""
    return shares[0] / shares[1]


STOPS = (25, 50, 75, 100, 125)
"""After how many steps the films of GRU and LSTM are looked at."""

_TENTH, _HALF = 0.1, 0.5


def of_films(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of GRU and LSTM, each ended after each of the stops."""
    whole = of_cells(seed)[1:]
    return tuple(replace(spec, train=replace(spec.train, steps=stop)) for spec in whole for stop in STOPS)


def events(seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the steps at which a tenth of the gradient arrives and half of the answers are right.

    First the two of the GRU, then those of the LSTM and its cell state; NaN for what never comes.
    """
    found: list[float] = []
    for place, spec in enumerate(of_cells(seed)[1:]):
        taken = trained[place * len(STOPS) : (place + 1) * len(STOPS)]
        networks = [initial_network(spec), *(one.network for one in taken)]
        arrived = [shares_of([network])[-1] >= _TENTH for network in networks]
        right = [False, *(one.score >= _HALF for one in taken)]
        found += [_first((0, *STOPS), arrived), _first((0, *STOPS), right)]
    return tuple(found)


def _first(steps: Sequence[int], came: Sequence[bool]) -> float:
    return next((float(step) for step, one in zip(steps, came, strict=True) if one), math.nan)


def lstm_gradient_first(found: Sequence[float]) -> float:
    """Return how many steps sooner the LSTM's gradient arrives than half of its answers are right."""
    return found[3] - found[2]


_UNIT = "share of the gradient left at “dog”"
_RIGHT = "right answers"
_ROADS = (Line("along c alone", "cell_state", 0.1), Line("all other ways", "lstm"), Line("in all"))
EXPERIMENTS = (
    Experiment(
        "gradients/untrained",
        "Before training the LSTM's cell state keeps the largest share of the gradient at “dog”.",
        _CONSTANT,
        _lines(),
        before,
        cell_above_all,
        2.0,
        unit=_UNIT,
        scale="log",
        said="An LSTM's cell state carries its gradient far.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/untrained/rnn",
        "Before training the RNN keeps the smallest share of the gradient at “dog”.",
        _CONSTANT,
        _lines(),
        before,
        all_above_rnn,
        2.0,
        unit=_UNIT,
        scale="log",
        said="In a plain RNN gradients vanish.",
        source="Bengio et al. 1994",
    ),
    Experiment(
        "gradients/trained",
        "After training GRU and LSTM c keep a tenth of the gradient at “dog” or more.",
        _CONSTANT,
        _lines(0.1),
        after,
        gates,
        0.1,
        of_cells,
        unit=_UNIT,
        scale="log",
        slow=True,
        singly=True,
        said="Gates keep gradients from vanishing.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/trained/rnn",
        "After training the RNN keeps less of its gradient at “dog” than GRU and LSTM c.",
        _CONSTANT,
        _lines(),
        after,
        roads_above_rnn,
        1.0,
        of_cells,
        unit=_UNIT,
        scale="log",
        expected="fails",
        slow=True,
        singly=True,
        said="In a plain RNN gradients vanish, whatever it has learnt.",
        source="Bengio et al. 1994",
    ),
    Experiment(
        "gradients/trained/hidden",
        "After training the LSTM's c keeps at least twice what its h keeps.",
        _CONSTANT,
        _lines(),
        after,
        cell_above_hidden,
        2.0,
        of_cells,
        unit=_UNIT,
        scale="log",
        slow=True,
        singly=True,
        said="The gradient flows along the cell state.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/gap",
        "Over 40 words GRU and LSTM name the right animal at least 40 points more often than the RNN.",
        "The cells' own recipes and the same test sentences; only the random start changes.",
        _by_gap("recall"),
        right_by_gap,
        gated_above_rnn,
        0.4,
        of_cells,
        unit=f"{_RIGHT} over a gap of 40 words",
        scale="percent",
        slow=True,
        said="RNNs cannot learn what is far apart; GRU and LSTM can.",
        source="Bengio et al. 1994; Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/gap/verb",
        "Over eight nouns of the other number the RNN gets three of four verbs right, too.",
        "The cells' own recipes and the same test sentences; only the random start changes.",
        _by_gap("agreement", 0.75),
        right_by_gap,
        of_first,
        0.75,
        of_verbs,
        unit=f"{_RIGHT} over eight nouns",
        scale="percent",
        slow=True,
        said="RNNs cannot learn what is far apart.",
        source="Bengio et al. 1994",
    ),
    Experiment(
        "gradients/reach",
        "In the trained LSTM a tenth of the gradient or more comes to “dog” along c alone.",
        "The LSTM's own recipe and one sentence; only the random start changes.",
        _ROADS,
        roads,
        of_first,
        0.1,
        of_lstm,
        unit=_UNIT,
        scale="log",
        slow=True,
        said="The cell state is a highway for the gradient.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/reach/more",
        "In the trained LSTM more of the gradient comes to “dog” along c alone than on all other ways.",
        "The LSTM's own recipe and one sentence; only the random start changes.",
        _ROADS,
        roads,
        along_cell,
        1.0,
        of_lstm,
        unit=_UNIT,
        scale="log",
        expected="fails",
        slow=True,
        said="The cell state is a highway for the gradient.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "gradients/film",
        "In the LSTM a tenth of the gradient arrives at “dog” before half of the answers are right.",
        "The cells' own recipes, looked at every 25 steps; only the random start changes.",
        (
            Line("GRU: gradient arrives", "gru"),
            Line("GRU: half right", "gru"),
            Line("LSTM c: gradient arrives", "cell_state"),
            Line("LSTM: half right", "lstm"),
        ),
        events,
        lstm_gradient_first,
        25.0,
        of_films,
        unit="training step",
        slow=True,
        said="A network can only learn what its gradient reaches.",
        source="Bengio et al. 1994",
    ),
)
