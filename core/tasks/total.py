"""Add until asked: "1 3 -5 a 5 -1 8 2 0 a 9 b" asks for 14.

After "a" the next number is added to the total, all other numbers are ignored; at "b" the total is asked for
and begins again at 0. Every word stands for three numbers, its value and whether it is "a" or "b", and these
are its vector: nothing is learnt about words.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import MAX_LETTERS, MAX_TOKENS, UNKNOWN, Reading, encode
from .base import Batch, Measured, Task, asked_once, choose_last, exam_rng

MOST = 9
"""Numbers go from -9 to 9."""

NUMBERS = tuple(str(value) for value in range(-MOST, MOST + 1))
VOCABULARY = (UNKNOWN, *NUMBERS, "a", "b")
ZERO, ADD, ASK = (VOCABULARY.index(word) for word in ("0", "a", "b"))
SCALE = 10
"""A word's value enters the network divided by this, so that it does not drown its marks; so do errors the
loss."""

VECTORS = np.zeros((len(VOCABULARY), 3), np.float32)
VECTORS[1:-2, 0] = np.arange(-MOST, MOST + 1) / SCALE
VECTORS[ADD, 1] = VECTORS[ASK, 2] = 1
VECTORS.flags.writeable = False

ADD_SHARE = 0.25
ASK_SHARE = 0.05
SHIFT = 3
"""Is added to the sum of ids that decides about the exam, so that the probe belongs to it."""

EXAM_LENGTHS = (6, 12, 18, 24, 32, 40, 50, 60)
EXAM_SIZE = 48
_WORD = re.compile(r"[-−–]?\d+|\S")


class Total(Task):
    """Add until asked, on sequences of `spec.shortest` to `spec.longest` words, one length a batch."""

    name = "total"
    title = "Add until asked"
    shows = (
        "A cell state can be a running total: one unit of an LSTM follows it closely, and its forget gate "
        "falls at “b” or at the word after it. An RNN of the same size is right on short sequences only."
    )
    right_when = "at every “b” the number answered is within 1 of the total"
    vocabulary = VOCABULARY
    classes = ("total",)
    answer = "number"
    tolerance = 1.0
    spread = float(SCALE)
    vectors = VECTORS
    probe = "1 3 -5 a 5 -1 8 2 0 a 9 b"
    probe_answer = "14"
    samples = (
        probe,
        "a 5 b",
        "7 a 5 7 a 5 7 b",
        "a 9 a -9 3 b",
        "2 a 3 b 8 a 4 1 a 2 b",
        "a 1 a 1 a 1 a 1 a 1 a 1 b",
    )
    telling = frozenset({"a", "b"})
    exam_points = EXAM_LENGTHS
    curve_name = "length"
    curve_unit = "words"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=3, hidden_size=16),
            TaskSpec("total", shortest=4, longest=24),
            TrainSpec(steps=1500, batch_size=64, learning_rate=0.015, decay=0.2),
        )

    def read(self, text: str) -> Reading:
        """Cut "3 -5 a" into numbers and letters; a long minus sign is one as well."""
        found = _WORD.findall(text) if isinstance(text, str) else []
        if not found:
            raise ValueError("There is no word in this sentence. Type some, such as 3 a 5 b.")
        words = tuple(word[:MAX_LETTERS] for word in found[:MAX_TOKENS])
        ids = encode((re.sub("^[−–]", "-", word.lower()) for word in words), VOCABULARY)
        return Reading(words, ids, ids != 0, len(found) - len(words), VOCABULARY, text)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sequences of one length."""
        length = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return _sequences(rng, size, length, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sequences of `point` words."""
        rng = exam_rng(point)
        return asked_once(lambda: _sequences(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE)


def _sequences(rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
    words = _drawn(rng, size, length)
    _put_on_side(words, rng, held_out)
    ids, asks = words.ids, words.asks
    weights = (asks / asks.sum(axis=1, keepdims=True) / SCALE**2).astype(np.float32)
    return Batch(ids, _totals(words), weights, np.full(size, length - 1), asks)


class _Words(NamedTuple):
    """Sequences (B, T): ids, and which of them are numbers to add, which are "b", which count for nothing."""

    ids: Ints
    added: Bools
    asks: Bools
    ignored: Bools


def _drawn(rng: np.random.Generator, size: int, length: int) -> _Words:
    """Draw sequences of any side: numbers, some of them replaced by "a" and "b", a "b" at the end."""
    chosen = rng.random((size, length))
    ids: Ints = rng.integers(1, 1 + len(NUMBERS), size=(size, length))
    adds = chosen < ADD_SHARE
    adds[:, -2:] = False  # behind the last "a" there is room for its number
    adds = _apart(adds)
    added = np.zeros_like(adds)
    added[:, 1:] = adds[:, :-1]
    asks = (chosen > 1 - ASK_SHARE) & ~added
    asks[:, -1] = True
    ids[adds], ids[asks] = ADD, ASK
    return _Words(ids, added, asks, ~(adds | added | asks))


def _put_on_side(words: _Words, rng: np.random.Generator, held_out: bool) -> None:
    """Choose the first ignored number of each sequence, in place, so that it is held out or is not.

    Where no number is ignored, the first word becomes one; if it was an "a", nothing is added after it.
    """
    ids, added, asks, ignored = words
    none = ~ignored.any(axis=1)
    added[none, 1] = asks[none, 0] = False
    ignored[none, 0] = True
    rows, place = np.arange(len(ids)), ignored.argmax(axis=1)
    ids[rows, place] = 0
    ids[rows, place] = choose_last(ids.sum(axis=1) + SHIFT, ZERO - 4, rng, held_out)


def _apart(adds: Bools) -> Bools:
    """Leave out an "a" that follows another directly: it would have no number."""
    for t in range(1, adds.shape[1]):
        adds[:, t] &= ~adds[:, t - 1]
    return adds


def _totals(words: _Words) -> NDArray[np.float32]:
    """Return the total so far at each word, (B, T); a "b" still has it, the word after begins at 0."""
    values = np.where(words.added, words.ids - ZERO, 0)
    totals = np.zeros(values.shape, np.float32)
    total = np.zeros(len(values))
    for t in range(values.shape[1]):
        total = total + values[:, t]
        totals[:, t] = total
        total = np.where(words.asks[:, t], 0, total)
    return totals
