"""The adding problem (Hochreiter and Schmidhuber 1997, experiment 4): the sum of the two marked numbers.

"0.37 0.91* 0.04 0.66 0.58* 0.12" asks for 1.49. One marked number stands in the first half, one in the
second; all others are to be ignored. Every word stands for two numbers, its value and whether it is marked,
and these are its vector: nothing is learnt about words.

Numbers are words: a number is a token with a fixed, untrained vector, so all instruments work on it
unchanged.
"""

import re

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import MAX_LETTERS, MAX_TOKENS, UNKNOWN, Reading, encode
from .base import HELD_OUT, Batch, Measured, Task, asked_once, exam_rng, last_word

STEPS = 100
"""Values are multiples of 1 / STEPS."""

VALUES = tuple(f"{value / STEPS:.2f}" for value in range(STEPS))
VOCABULARY = (UNKNOWN, *VALUES, *(f"{value}*" for value in VALUES))
VECTORS = np.zeros((len(VOCABULARY), 2), np.float32)
VECTORS[1:, 0] = np.tile(np.arange(STEPS) / STEPS, 2)
VECTORS[1 + STEPS :, 1] = 1
VECTORS.flags.writeable = False

EXAM_LENGTHS = (5, 10, 20, 30, 40, 50, 75, 100)
EXAM_SIZE = 24


class Adding(Task):
    """The adding problem on sequences of `spec.shortest` to `spec.longest` numbers, one length a batch."""

    name = "adding"
    piece = "number"
    title = "The adding problem"
    shows = (
        "Two marked numbers far apart have to be kept and added. A GRU and an LSTM learn it; a simple RNN "
        "gives nearly the same answer to every sequence. A GRU writes two to three times as much at marked "
        "numbers as at others."
    )
    right_when = "the number answered after the last word is within 0.1 of the sum"
    vocabulary = VOCABULARY
    classes = ("sum",)
    answer = "number"
    tolerance = 0.1
    vectors = VECTORS
    probe = "0.27 0.62* 0.14 0.83 0.05 0.49 0.77 0.23 0.90 0.35* 0.58 0.12 0.66 0.47 0.09"
    probe_answer = "0.97"
    samples = (
        probe,
        "0.37 0.91* 0.04 0.66 0.58* 0.12",
        "0.50* 0.50*",
        "0.99* 0.01 0.01 0.01 0.98* 0.01",
        "0.10 0.20* 0.90 0.80 0.70 0.60 0.30* 0.90",
        "0.00* 0.93 0.88 0.97 0.91 0.85 0.79 0.94 0.00* 0.96",
    )
    telling = frozenset(VOCABULARY[1 + STEPS :])
    exam_points = EXAM_LENGTHS
    curve_name = "length"
    curve_unit = "numbers"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=2, hidden_size=32),
            TaskSpec("adding", shortest=10, longest=50),
            TrainSpec(steps=650 if kind == "gru" else 800, learning_rate=0.01),
        )

    def read(self, text: str) -> Reading:
        """Cut "0.37 0.91*" into numbers; any way to write one is read as its nearest of two decimals."""
        found = re.sub(r"\s+\*", "*", text).split() if isinstance(text, str) else []
        if not found:
            raise ValueError("There is no number in this sentence. Type some, such as 0.37 0.91* 0.20*.")
        words = tuple(word[:MAX_LETTERS] for word in found[:MAX_TOKENS])
        ids = encode((_rounded(word) for word in words), VOCABULARY)
        return Reading(words, ids, ids != 0, len(found) - len(words), VOCABULARY, text)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sequences of one length."""
        length = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return _sequences(rng, size, length, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sequences of `point` numbers."""
        rng = exam_rng(point)
        return asked_once(lambda: _sequences(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE)


def _sequences(rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
    rows = np.arange(size)
    values = rng.integers(STEPS, size=(size, length))
    marked = np.zeros((size, length), bool)
    marked[rows, rng.integers(length // 2, size=size)] = True
    marked[rows, rng.integers(length // 2, length, size=size)] = True
    # The first number is moved a little, so that the sentence falls on the wanted side.
    block = values[:, 0] // HELD_OUT % (STEPS // HELD_OUT) * HELD_OUT
    rest = (1 + values + STEPS * marked).sum(axis=1) - values[:, 0]
    side = np.zeros(size, np.int64) if held_out else rng.integers(1, HELD_OUT, size=size)
    values[:, 0] = block + (side - rest) % HELD_OUT
    ids: Ints = 1 + values + STEPS * marked
    totals = (values * marked).sum(axis=1) / STEPS
    last = np.full(size, length - 1)
    judged = last_word(ids, last)
    targets = np.broadcast_to(totals[:, None], ids.shape).astype(np.float32)
    return Batch(ids, targets, judged.astype(np.float32), last, judged)


def _rounded(word: str) -> str:
    """Return a number with two decimals, marked as it was; any other word as it is."""
    try:
        value = float(word.removesuffix("*"))
    except ValueError:
        return word
    return f"{value:.2f}{'*' if word.endswith('*') else ''}"
