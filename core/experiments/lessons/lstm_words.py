"""Inside the LSTM: what its gates do at the words of the first sample, over many random starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...instruments import Clamp, Trace, ledger, record
from ...instruments.closing import KEPT, WRITTEN, dropped, neutral
from ...tasks import task
from ..experiment import Experiment, Line, Trained, Word
from .lstm import of_lstm

TURN, WROTE = "but", "not"


def at_words(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return what the gates do at the words of the first sample, a number for each of `_LINES`."""
    network = trained[0].network
    asked = task(network.spec.task)
    trace = record(network, asked.probe)
    at = trace.words.index(TURN)
    written = trace["input_gate"].mean(axis=1)
    passing, fallen = neutral(trace, asked.telling), dropped(trace)
    steps = np.abs(np.diff(trace.probabilities[:, network.classes.index("positive")]))
    return (
        min(float(written[place]) for place, word in enumerate(trace.words) if place and word == WROTE),
        max(float(written[place]) for place, word in enumerate(trace.words) if place and word != WROTE),
        passing.kept,
        passing.written,
        float(steps[at - 1]),
        float(steps[-1]),
        fallen.writers[WROTE] if fallen.at == at else 0.0,
        fallen.gate,
        fallen.usually,
        _passes(trace, at, 1),
        _passes(trace, at, 0),
    )


def _passes(trace: Trace, at: int, value: float) -> float:
    """Return how much of the memory passes a word at which the forget gates are held."""
    held = Clamp("forget_gate", value, None, at, at + 1)
    written = ledger(record(trace.network, trace.words, operations=[held])).written
    return float(np.abs(written[at, :at]).sum() / np.abs(written[at - 1]).sum())


def writes_most(found: Sequence[float]) -> float:
    """Return by how much the input gate is higher at "not" than at any other word."""
    return found[0] - found[1]


def words_pass(found: Sequence[float]) -> float:
    """Return by how much the gates at neutral words are within what lets a word pass."""
    return min(found[2] - KEPT, WRITTEN - found[3])


def turns_last(found: Sequence[float]) -> float:
    """Return how much more the answer changes at the last word than at "but"."""
    return found[5] - found[4]


def wrote(found: Sequence[float]) -> float:
    """Return which share of what the unit drops at "but" was written by "not"."""
    return found[6]


def closes(found: Sequence[float]) -> float:
    """Return by how much the forget gate of the unit that drops most closes there."""
    return found[8] - found[7]


def held_keeps(found: Sequence[float]) -> float:
    """Return how much more of the memory passes "but" with f held at 1 there than with f held at 0."""
    return found[9] - found[10]


_LINES = (
    Line("input gate at “not”", "input_gate"),
    Line("highest input gate elsewhere", "lstm"),
    Line("lowest forget gate at neutral words", "forget_gate", KEPT),
    Line("highest input gate at neutral words", "input_gate", WRITTEN),
    Line("answer moves at “but”", "lstm"),
    Line("answer moves at the last word", "output_gate"),
    Line("written by “not”", "cell_state", 0.5),
    Line("its forget gate at “but”", "forget_gate"),
    Line("its forget gate elsewhere", "lstm"),
    Line("memory that passes, f = 1", "forget_gate"),
    Line("memory that passes, f = 0", "cell_state"),
)


def _claim(
    name: str,
    claim: str,
    strength: Callable[[Sequence[float]], float],
    least: float,
    shown: Sequence[int],
    unit: str,
    *,
    expected: Word = "holds",
    said: str = "",
) -> Experiment:
    """Return a claim about the words of the first sample: its points are those lines of all."""
    return Experiment(
        f"lstm/{name}",
        claim,
        "One sentence, the default recipe; only the random start changes.",
        tuple(line._replace(aside=at not in shown) for at, line in enumerate(_LINES)),
        at_words,
        strength,
        least,
        of_lstm,
        unit=unit,
        scale="percent",
        expected=expected,
        slow=True,
        said=said,
        source="Hochreiter and Schmidhuber 1997" if said else "",
    )


EXPERIMENTS = (
    _claim(
        "gates/writes",
        "Of all words the input gate is highest at “not”.",
        writes_most,
        0.02,
        [0, 1],
        "mean input gate",
        expected="mostly",
        said="The input gate lets in what matters.",
    ),
    _claim(
        "gates/pass",
        "Neutral words pass: at each of them most of the memory is kept, and little written.",
        words_pass,
        0.0,
        [2, 3],
        "mean gate",
        expected="fails",
        said="The gates let through what does not matter.",
    ),
    _claim(
        "gates/turn",
        "The answer turns at the last word, not at “but”.",
        turns_last,
        0.2,
        [4, 5],
        "change of the answer",
        said="At “but” the network changes its mind.",
    ),
    _claim(
        "unit",
        "What the unit that drops most drops at “but” was written by “not”.",
        wrote,
        0.5,
        [6],
        "share of what it held",
        expected="fails",
        said="At “but” the forget gate drops what was negated before.",
    ),
    _claim(
        "unit/closes",
        "The forget gate of the unit that drops most closes at “but”, and is open elsewhere.",
        closes,
        0.4,
        [7, 8],
        "forget gate of that unit",
        expected="mostly",
        said="A forget gate at 0 empties its unit.",
    ),
    _claim(
        "hold/all",
        "Held at 1 at “but”, the forget gate keeps the whole memory; held at 0, none of it.",
        held_keeps,
        1.0,
        [9, 10],
        "share of the memory that passes",
        said="With f = 1 and i = 0 nothing changes the memory.",
    ),
)
