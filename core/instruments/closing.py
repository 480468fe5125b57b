"""What an LSTM's gates do at the words of a sentence: which words pass, and what the lowest gates drop."""

from collections.abc import Container
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from .ledger import ledger
from .operations import Clamp
from .trace import Trace, record

KEPT, WRITTEN = 0.7, 0.3
"""A word passes if the forget gates keep so much at it, and the input gates write no more than so much."""

_CAROUSEL = (("forget_gate", 1), ("input_gate", 0))

_FEW = 3
"""So many words at least have to pass before it is said that they do."""


class Neutral(NamedTuple):
    """What gates do at the words on which no answer depends, after the first: means over units.

    Attributes:
        words: How many such words there are.
        kept: The lowest forget gate at any of them; infinite without any.
        written: The highest input gate at any of them.
    """

    words: int
    kept: float
    written: float

    @property
    def room(self) -> float:
        """By how much the gates are within what lets a word pass; below 0 they are not, or words are few."""
        return min(self.kept - KEPT, WRITTEN - self.written) if self.words >= _FEW else -np.inf


def neutral(trace: Trace, telling: Container[str]) -> Neutral:
    """Return what gates do at all words on which no answer depends."""
    places = [at for at, word in enumerate(trace.words) if at and word.lower() not in telling]
    kept, written = (trace[gate].mean(axis=1)[places] for gate in ("forget_gate", "input_gate"))
    return Neutral(len(places), float(kept.min(initial=np.inf)), float(written.max(initial=-np.inf)))


def neutral_words_pass(trace: Trace, telling: Container[str]) -> bool:
    """Return whether at all words on which no answer depends memory is kept, and hardly anything written."""
    return neutral(trace, telling).room >= 0


class Dropped(NamedTuple):
    """What one unit drops at a word.

    Attributes:
        unit: The unit that drops most there.
        at: The timestep of the word.
        writers: How much of what it held before stems from each word before it, by size; they add up to 1.
        held: Its cell state before.
        kept: What its forget gate leaves of that.
        gate: The gate's value there.
        usually: Its mean at the other words.
    """

    unit: int
    at: int
    writers: dict[str, float]
    held: float
    kept: float
    gate: float
    usually: float


def dropped(trace: Trace, after: int = 1) -> Dropped:
    """Return which unit drops most where the forget gates are lowest. Of one word alone it is nothing.

    Only words with `after` others before them are looked at, or the last one of a sentence that is shorter.
    """
    gate, state = trace["forget_gate"], trace["cell_state"]
    first = min(after, len(trace) - 1)
    at = first + int(gate.mean(axis=1)[first:].argmin())
    before = state[at - 1] if at else np.zeros_like(state[0])
    unit = int(np.abs(before * (1 - gate[at])).argmax())
    words = trace.words[:at] or trace.words[:1]
    wrote = np.abs(ledger(trace).written[max(at - 1, 0), : len(words), unit])
    writers: dict[str, float] = dict.fromkeys(words, 0.0)
    for word, size in zip(words, wrote, strict=True):
        writers[word] += float(size) / float(wrote.sum() or 1.0)
    others = np.delete(gate[:, unit], at) if len(trace) > 1 else gate[:, unit]
    kept = float(before[unit] * gate[at, unit])
    return Dropped(unit, at, writers, float(before[unit]), kept, float(gate[at, unit]), float(others.mean()))


def carried(trace: Trace, found: Dropped) -> Floats:
    """Return a unit's cell states with f = 1 and i = 0 from the word on that drops it, the one before first.

    The gates of the other units are left alone.
    """
    held = [Clamp(gate, value, (found.unit,), found.at) for gate, value in _CAROUSEL]
    states = record(trace.network, trace.words, operations=held)["cell_state"]
    return states[max(found.at - 1, 0) :, found.unit]
