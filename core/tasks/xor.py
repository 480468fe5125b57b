"""Delayed XOR: of a row of bits two are marked; do they differ?

A "*" says that the next bit counts; "?" ends the row and asks. Neither bit alone says anything about the
answer, and unmarked bits, which say nothing at all, stand between them and the question.
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN
from .base import Batch, Measured, Task, asked_once, exam_rng, last_word
from .split import draw_side

BITS = ("0", "1")
MARK, QUESTION = "*", "?"
VOCABULARY = (UNKNOWN, *BITS, MARK, QUESTION)
BEFORE = 3
"""Unmarked bits before the first mark."""

EXAM_DELAYS = (2, 4, 6, 8, 12, 16, 20, 25, 30, 40)
EXAM_SIZE = 32


class DelayedXor(Task):
    """The delayed XOR; trains with `spec.shortest` to `spec.longest` unmarked bits after the first marked."""

    name = "xor"
    piece = "bit"
    title = "Delayed XOR"
    shows = (
        "Neither bit alone helps, so all begin at chance. Then a GRU and an LSTM learn it in a sudden step, "
        "and are right up to twice the longest delay they were trained on. An RNN seldom learns it, even in "
        "four times as many steps."
    )
    right_when = "the more probable answer after “?” is 1 if the marked bits differ, 0 if they do not"
    vocabulary = VOCABULARY
    classes = BITS
    probe = "0 1 0 * 1 0 1 * 0 0 ?"
    probe_answer = "1"
    samples = (
        probe,
        "0 0 0 * 1 * 1 ?",
        "1 1 0 * 0 * 1 0 0 ?",
        "0 1 1 * 0 1 1 1 * 0 1 ?",
        "0 1 0 * 1 1 1 0 1 * 1 0 1 1 0 0 0 1 ?",
        "1 0 0 * 0 1 1 0 0 1 0 1 1 0 1 * 1 0 1 1 0 0 0 1 0 0 1 ?",
    )
    telling = frozenset((MARK,))
    exam_points = EXAM_DELAYS
    curve_name = "delay"
    curve_unit = "unmarked bits"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=8, hidden_size=6),
            TaskSpec("xor", shortest=0, longest=12),
            TrainSpec(steps=500, learning_rate=0.015),
        )

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training rows of one delay; short delays come more often than long ones."""
        delay = self.spec.shortest + int((self.spec.longest + 1 - self.spec.shortest) * rng.random() ** 2)
        return _rows(rng, size, delay, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out rows with a delay of `point` bits; the answers are 0 and 1 equally often."""
        rng = exam_rng(point)
        return asked_once(lambda: _rows(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE, len(BITS))


def _rows(rng: np.random.Generator, size: int, delay: int, held_out: bool) -> Batch:
    length = BEFORE + delay + 5

    def draw(count: int) -> Ints:
        rows = np.arange(count)
        bits = rng.integers(2, size=(count, length))
        second = BEFORE + 2 + rng.integers(delay + 1, size=count)  # where the second mark stands
        words = 1 + bits
        words[:, BEFORE] = words[rows, second] = VOCABULARY.index(MARK)
        words[:, -1] = VOCABULARY.index(QUESTION)
        answer = bits[:, BEFORE + 1] ^ bits[rows, second + 1]
        return np.hstack([words, answer[:, None]])

    found = draw_side(draw, size, length, held_out)
    ids, last = found[:, :-1], np.full(size, length - 1)
    judged = last_word(ids, last)
    return Batch(ids, np.broadcast_to(found[:, -1:], ids.shape), judged.astype(np.float32), last, judged)
