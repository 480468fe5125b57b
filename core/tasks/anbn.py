"""Counting: as many b as a. After "a a a b" come "b", "b" and the end ".".

The network is a language model: it predicts the next symbol. While a's come, the next one is not determined;
from the first b on it is, and the network must have counted. Every third n is kept for the exam, which also
asks for n beyond all that were trained (Gers and Schmidhuber 2001).
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN
from .base import Batch, Measured, Task

VOCABULARY = (UNKNOWN, "a", "b")
CLASSES = ("a", "b", ".")
KEPT = 3
"""Every n that this divides is in the exam, and never trained."""

EXAM_LENGTHS = (3, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42)


class Counting(Task):
    """The aⁿbⁿ task; trains on n from `spec.shortest` to `spec.longest`, all of them equally often."""

    name = "anbn"
    piece = "letter"
    title = "Counting: aⁿbⁿ"
    shows = (
        "An LSTM counts in a unit of its cell state, and counts on beyond the largest n it was trained on; "
        "how far depends on the seed. A GRU and an RNN end near that n, and an RNN is often wrong at small "
        "n too."
    )
    right_when = "from the first b on, the most probable next symbol is always right, and so is the end"
    vocabulary = VOCABULARY
    classes = CLASSES
    probe = "a a a a a a a a a b b b b b b b b b"
    probe_answer = "."
    samples = (
        probe,
        "a b",
        "a a a b b b",
        "a a a a a a b b b b b b",
        "a a a a a b b",
        "a a a a a a a a a a a a b b b b b b b b b b b b",
    )
    telling = frozenset(("a", "b"))
    exam_points = EXAM_LENGTHS
    exhaustive = True
    curve_name = "n"
    curve_unit = "a's, then as many b's"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=4, hidden_size=8),
            TaskSpec("anbn", shortest=1, longest=14),
            TrainSpec(steps=600, learning_rate=0.02),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        between = [n for n in range(spec.shortest, spec.longest + 1) if n % KEPT]
        self._trained = np.array(between or [spec.longest + 1])  # only one n, and it is kept: the next one

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Return `size` sentences, in which each trained n comes equally often."""
        places = rng.integers(len(self._trained)) + np.arange(size)
        return _sentences(self._trained[places % len(self._trained)])

    def exam(self, point: int) -> Batch:
        """Return the one sentence that there is."""
        if point % KEPT:
            raise ValueError(f"The exam asks only for n that {KEPT} divides, and {point} is trained.")
        return _sentences(np.array([point]))


def _sentences(n: Ints) -> Batch:
    """Return the sentence of each n."""
    place = np.arange(2 * n.max())
    count = n[:, None]
    inside, second = place < 2 * count, place >= count
    ids = np.where(inside, 1 + second, 0)
    targets = (place >= count - 1).astype(np.int64) + (place >= 2 * count - 1)
    weights = (inside / (2 * count)).astype(np.float32)
    return Batch(ids, targets, weights, 2 * n - 1, inside & second)
