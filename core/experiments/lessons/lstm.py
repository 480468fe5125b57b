"""Inside the LSTM: what is shown is what PyTorch computes, and what gates do over many random starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...instruments import Clamp, Trace, ledger, record
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks import task
from ..drawing import drawn
from ..experiment import Experiment, Line, Trained

_SMALLEST = 1e-17
"""An axis of powers of ten has no 0: a difference that is exactly 0 is told as this."""

_GATES = ("forget_gate", "input_gate", "output_gate")
_NEAR, _DRAWN = 0.1, 100
"""So near its end a gate counts as closed or open; on so many held-out sentences."""

HELD = "I really loved this movie but the ending was terrible"
"""The first sample of everyday English whose answer turns if nothing is dropped at "but"."""

_CONSTANT = "One sentence, the default recipe; only the random start changes."


def exactness(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the largest differences: from PyTorch, of the ledger's sum from c, of a carried value."""
    from ...nets.parity import largest_difference

    trace = drawn(seed)
    account = ledger(trace)
    summed = account.written.sum(axis=1) + account.initial
    held = [Clamp("forget_gate", 1, None, 1, None), Clamp("input_gate", 0, None, 1, None)]
    carried = record(trace.network, trace.words, operations=held)["cell_state"]
    found = (
        largest_difference(trace),
        float(np.abs(summed - trace["cell_state"]).max()),
        float(np.ptp(carried, axis=0).max()),
    )
    return tuple(max(one, _SMALLEST) for one in found)


def digits(differences: Sequence[float]) -> float:
    """Return to how many digits after the point all are right."""
    return float(-np.log10(max(differences)))


def of_lstm(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the lesson's LSTM."""
    return (replace(default_run("lstm", "everyday"), seed=seed),)


def at_their_ends(seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of each gate's values is near 0 or 1 after training, and of all gates before.

    Of held-out sentences.
    """
    (spec,) = of_lstm(seed)
    this = task(spec.task)
    exam = this.exam(this.exam_points[0])
    last = zip(exam.ids[:_DRAWN], exam.last, strict=False)
    sentences = [[this.vocabulary[word] for word in ids[: end + 1]] for ids, end in last]
    return (*_ends(trained[0].network, sentences), float(np.mean(_ends(initial_network(spec), sentences))))


def _ends(network: Network, sentences: Sequence[Sequence[str]]) -> tuple[float, ...]:
    traces = [record(network, words) for words in sentences]
    values = {gate: np.concatenate([trace[gate].ravel() for trace in traces]) for gate in _GATES}
    return tuple(float(np.mean((gate < _NEAR) | (gate > 1 - _NEAR))) for gate in values.values())


def more_than_before(shares: Sequence[float]) -> float:
    """Return by how much the forget gate's share exceeds that of untrained gates."""
    forget, _, _, untrained = shares
    return forget - untrained


def _probe(trained: tuple[Trained, ...]) -> tuple[Trace, int]:
    """Return what the trained network does on the first sample, and the timestep of "but"."""
    network = trained[0].network
    trace = record(network, task(network.spec.task).probe)
    return trace, trace.words.index("but")


def closed(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the mean forget gate at "but", and the lowest at any other word after the first."""
    trace, at = _probe(trained)
    means = trace["forget_gate"].mean(axis=1)
    return float(means[at]), float(np.delete(means, [0, at]).min())


def lower(gates: Sequence[float]) -> float:
    """Return by how much the gate at "but" is lower than anywhere else."""
    here, elsewhere = gates
    return elsewhere - here


def left(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return which share of the memory at the end "great" and "not" have written."""
    trace, _ = _probe(trained)
    shares = ledger(trace).shares()
    return tuple(float(shares[trace.words.index(word)]) for word in ("great", "not"))


def first(shares: Sequence[float]) -> float:
    """Return the first share."""
    return shares[0]


def room_of_second(shares: Sequence[float]) -> float:
    """Return how much less than a quarter the second share is."""
    return 0.25 - shares[1]


def said(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how sure of "negative" the end of `HELD` is: left alone, and with f at 1 and at 0 at "but"."""
    network = trained[0].network
    words = HELD.split()
    at, bad = words.index("but"), network.classes.index("negative")
    held = [[], *([Clamp("forget_gate", value, None, at, at + 1)] for value in (1, 0))]
    ends = [record(network, words, operations=one).probabilities[-1] for one in held]
    return tuple(float(end[bad]) for end in ends)


def turned(shares: Sequence[float]) -> float:
    """Return by how much the answer is another one where it is made to remember; below 0 if it is not."""
    alone, remembers, _ = shares
    return min(alone - 0.5, 0.5 - remembers)


EXPERIMENTS = (
    Experiment(
        "lstm/belt",
        "The states are those of torch.nn.LSTM, the ledger adds up to c, and f = 1, i = 0 keeps c, "
        "all to 12 digits.",
        "Random sizes, weights and sentences, in double precision; an exact 0 is drawn as 10⁻¹⁷.",
        (
            Line("from torch.nn.LSTM", "lstm", 1e-12),
            Line("ledger from c", "cell_state", 1e-12),
            Line("carried from held", "forget_gate", 1e-12),
        ),
        exactness,
        digits,
        12.0,
        unit="largest difference",
        scale="log",
        drawn="random networks",
        said="The states of an LSTM follow from six equations.",
        source="Hochreiter and Schmidhuber 1997; Gers et al. 2000",
    ),
    Experiment(
        "lstm/gates",
        "Over the whole sentence the forget gate is lowest at “but”.",
        _CONSTANT,
        (Line("at “but”", "forget_gate"), Line("lowest elsewhere", "lstm")),
        closed,
        lower,
        0.0,
        of_lstm,
        unit="mean forget gate",
        slow=True,
        said="The forget gate drops what no longer holds.",
        source="Gers et al. 2000",
    ),
    Experiment(
        "lstm/gates/ends",
        "After training more than half of the forget gate's values are below 0.1 or above 0.9; "
        "before it, hardly any gate's is.",
        "The same 100 test sentences, the default recipe; only the random start changes.",
        (
            Line("forget gate", "forget_gate", 0.5),
            Line("input gate", "input_gate"),
            Line("output gate", "output_gate"),
            Line("untrained, all three"),
        ),
        at_their_ends,
        more_than_before,
        0.5,
        of_lstm,
        unit="gate values near 0 or 1",
        scale="percent",
        slow=True,
        said="Gates are open or closed.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "lstm/ledger",
        "At the end “great” has written more than half of the memory.",
        _CONSTANT,
        (Line("“great”", "cell_state", 0.5), Line("“not”", "lstm")),
        left,
        first,
        0.5,
        of_lstm,
        unit="share of the memory at the end",
        scale="percent",
        slow=True,
        said="The memory holds what the answer needs.",
        source="Hochreiter and Schmidhuber 1997",
    ),
    Experiment(
        "lstm/ledger/not",
        "At the end “not” is nearly gone: less than a quarter of the memory was written by it.",
        _CONSTANT,
        (Line("“great”", "cell_state"), Line("“not”", "lstm", 0.25)),
        left,
        room_of_second,
        0.0,
        of_lstm,
        unit="share of the memory at the end",
        scale="percent",
        slow=True,
        said="The forget gate drops what no longer holds.",
        source="Gers et al. 2000",
    ),
    Experiment(
        "lstm/hold",
        "Made to remember at “but”, the network says “positive” instead of “negative”.",
        _CONSTANT,
        (
            Line("left alone", "lstm"),
            Line("f = 1 at “but”", "forget_gate"),
            Line("f = 0 at “but”", "cell_state"),
        ),
        said,
        turned,
        0,
        of_lstm,
        unit="how sure of “negative”",
        scale="percent",
        expected="mostly",
        slow=True,
        said="A memory that cannot forget is filled with what is no longer true.",
        source="Gers et al. 2000",
    ),
)
