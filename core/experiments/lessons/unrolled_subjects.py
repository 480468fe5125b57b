"""The first page and the unrolled RNN: how long a subject can be read from the state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...instruments import Probe, Trace, fit_probe, judge_probe, record
from ...instruments.labelled import State
from ...instruments.twins import share_left, verdict_of
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import KINDS, Kind, RunSpec
from ...tasks.recall import ANSWERS
from ..experiment import Experiment, Line, Trained

LONG = "the dog that i knew at home again with my sister by the old house had a fluffy"
"""The sentence in which the dog is looked for at first."""

RIVER = "the dog that my sister found near the river in town had a brown"
"""The sentence of the first page."""

SUBJECT, OTHER = "dog", "cat"
FAR = 24
"""Words after the subject."""


def of_cells(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of each cell that is to recall the subject."""
    return tuple(default_run(kind, "recall", seed) for kind in KINDS)


def state_of(kind: Kind) -> State:
    """Return which state of a cell is read."""
    return "cell_state" if kind == "lstm" else "hidden"


def probe_of(network: Network) -> Probe:
    """Return what reads the subject from a network's state."""
    return fit_probe(network, "subject", state=state_of(network.spec.model.kind))


def subjects_read(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what is read of the subject from RNN, GRU and LSTM's cell state.

    First how often it is right 24 words after it, then whether it is the dog at the end of the sentence that
    is shown, then in which share of its seven twins both subjects are read there, and in which share neither
    is gone nor both are read. Last of the first page's sentence how probable the dog is at its end, and
    whether the right word is said there.
    """
    networks = [one.network for one in trained]
    probes = [probe_of(network) for network in networks]
    pairs = list(zip(networks, probes, strict=True))
    right = [judge_probe(probe, network).at(FAR) for network, probe in pairs]
    ends = [float(probe.says(record(network, LONG))[-1] == SUBJECT) for network, probe in pairs]
    became = [list(_became(network, probe)) for network, probe in pairs]
    shares = [of.count(verdict) / len(of) for verdict in ("kept", "mixed") for of in became]
    rivers = [record(network, RIVER) for network in networks]
    dogs = [
        float(probe.read(river)[-1, probe.classes.index(SUBJECT)])
        for probe, river in zip(probes, rivers, strict=True)
    ]
    return *map(float, right), *ends, *shares, *dogs, *map(_says_right, rivers)


def _says_right(trace: Trace) -> float:
    """Return whether a network says the subject's word after the last one, 1 or 0."""
    return float(trace.network.classes[int(trace.probabilities[-1].argmax())] == ANSWERS[SUBJECT])


def untrained(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what untrained cells keep of the subject.

    First how often it is read rightly 24 words after it, then what is left of the difference to another one.
    """
    networks = [initial_network(spec) for spec in of_cells(seed)]
    right = [judge_probe(probe_of(network), network).at(FAR) for network in networks]
    other = LONG.replace(SUBJECT, OTHER)
    left = [share_left(record(one, LONG), record(one, other), 1)[-1] for one in networks]
    return *map(float, right), *map(float, left)


def _became(network: Network, probe: Probe) -> Iterator[str]:
    """Yield what becomes of the difference between the subject and each of the seven others."""
    one = record(network, LONG)
    for word in ANSWERS:
        if word == SUBJECT:
            continue
        twin = record(network, LONG.replace(SUBJECT, word))
        read = (probe.says(one)[-1], probe.says(twin)[-1])
        yield verdict_of(float(share_left(one, twin, 1)[-1]), both_read=read == (SUBJECT, word))


def gated_above_rnn(found: Sequence[float]) -> float:
    """Return by how much GRU and LSTM are above the RNN."""
    rnn, gru, lstm, *_ = found
    return min(gru, lstm) - rnn


def only_rnn_loses(found: Sequence[float]) -> float:
    """Return 1 if GRU and LSTM end on the dog, and the RNN does not; else 0."""
    return float(tuple(found[3:6]) == (0.0, 1.0, 1.0))


def gated_have_river(found: Sequence[float]) -> float:
    """Return how much more of the dog the worse of GRU and LSTM has at the end of that sentence."""
    rnn, gru, lstm = found[12:15]
    return min(gru, lstm) - rnn


def only_rnn_is_wrong(found: Sequence[float]) -> float:
    """Return 1 if the RNN says a wrong word there, and GRU and LSTM the right one; else 0."""
    return float(tuple(found[15:]) == (0.0, 1.0, 1.0))


def gated_keep(found: Sequence[float]) -> float:
    """Return in which share of the seven GRU and LSTM keep the difference, of the one that keeps fewer."""
    return min(found[7:9])


def rnn_mixes(found: Sequence[float]) -> float:
    """Return in which share of the seven the RNN's difference is there and not read."""
    return found[9]


def none_reads(found: Sequence[float]) -> float:
    """Return minus how often the subject is read, of the best of three."""
    return -max(found[:3])


def none_differs(found: Sequence[float]) -> float:
    """Return minus what is left of the difference, of the cell that has most."""
    return -max(found[3:])


_CELLS = (("RNN", "rnn"), ("GRU", "gru"), ("LSTM c", "cell_state"))
_READ = "read at 24 words"
_SUBJECT_READ = (_READ, "dog at the end", "kept", "mixed", "dog by the river", "right by the river")
_UNTRAINED = (_READ, "difference left")
_SAME = "The cells' own recipes and one way to read a state; only the random start changes."


def _lines(groups: Sequence[str], shown: str) -> tuple[Line, ...]:
    """Return a line for each group of numbers and cell; all but those of `shown` are kept aside."""
    return tuple(
        Line(f"{cell}: {group}", look, aside=group != shown) for group in groups for cell, look in _CELLS
    )


_REMEMBER = "RNNs cannot remember long; GRU and LSTM can."
_WHO = "Bengio et al. 1994; Hochreiter and Schmidhuber 1997"


EXPERIMENTS = (
    Experiment(
        "home/fades",
        "The RNN loses the dog on the way; GRU and LSTM still have it at the end.",
        _SAME,
        _lines(_SUBJECT_READ, "dog by the river"),
        subjects_read,
        gated_have_river,
        0.5,
        of_cells,
        unit="how probable the dog is to a read-out",
        scale="percent",
        expected="mostly",
        slow=True,
        said=_REMEMBER,
        source=_WHO,
    ),
    Experiment(
        "home/says",
        "So the RNN says a wrong word, and GRU and LSTM the right one.",
        _SAME,
        _lines(_SUBJECT_READ, "right by the river"),
        subjects_read,
        only_rnn_is_wrong,
        1.0,
        of_cells,
        unit="right (1) or wrong (0)",
        expected="fails",
        slow=True,
        said=_REMEMBER,
        source=_WHO,
    ),
    Experiment(
        "unrolled/dog",
        "24 words on, the subject is read from GRU and LSTM at least 30 points more often than from the RNN.",
        _SAME,
        _lines(_SUBJECT_READ, _READ),
        subjects_read,
        gated_above_rnn,
        0.3,
        of_cells,
        unit="subjects read rightly, of test sentences",
        scale="percent",
        slow=True,
        said=_REMEMBER,
        source=_WHO,
    ),
    Experiment(
        "unrolled/dog/sentence",
        "At the end of the first sentence GRU and LSTM still have the dog, and the RNN does not.",
        _SAME,
        _lines(_SUBJECT_READ, "dog at the end"),
        subjects_read,
        only_rnn_loses,
        1.0,
        of_cells,
        unit="the dog is what is read (1) or not (0)",
        expected="mostly",
        slow=True,
        said=_REMEMBER,
        source=_WHO,
    ),
    Experiment(
        "unrolled/dog/untrained",
        "Untrained, no cell tells the subject 24 words after it more often than in three of ten sentences.",
        _SAME,
        _lines(_UNTRAINED, _READ),
        untrained,
        none_reads,
        -0.3,
        unit="subjects read rightly, of test sentences",
        scale="percent",
        slow=True,
        trains=True,
        said="Gates remember.",
    ),
    Experiment(
        "unrolled/twin",
        "In the RNN 40 % of the seven pairs or more are mixed: its states differ, but neither word is read.",
        _SAME,
        _lines(_SUBJECT_READ, "mixed"),
        subjects_read,
        rnn_mixes,
        0.4,
        of_cells,
        unit="of seven pairs",
        scale="percent",
        expected="mostly",
        slow=True,
        said="An RNN forgets what is long ago.",
        source="Bengio et al. 1994",
    ),
    Experiment(
        "unrolled/twin/kept",
        "GRU and LSTM keep all seven pairs apart, and both subjects of each can be read at the end.",
        _SAME,
        _lines(_SUBJECT_READ, "kept"),
        subjects_read,
        gated_keep,
        1.0,
        of_cells,
        unit="of seven pairs",
        scale="percent",
        slow=True,
        said="GRU and LSTM keep what matters.",
        source="Hochreiter and Schmidhuber 1997; Cho et al. 2014",
    ),
    Experiment(
        "unrolled/twin/untrained",
        "Untrained, every cell has less than a tenth of the difference of dog and cat left at the end.",
        _SAME,
        _lines(_UNTRAINED, "difference left"),
        untrained,
        none_differs,
        -0.1,
        unit="share of the difference that is left",
        scale="log",
        slow=True,
        trains=True,
        said="Gates remember.",
    ),
)
