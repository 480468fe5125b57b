"""Temporal order: of many letters two are X or Y; which were they, and which came first?

The others are drawn from a, b, c and d and say nothing. "?" ends the sequence and asks (Hochreiter and
Schmidhuber 1997, experiment 6a, in which the answers are called Q, R, S and U). X and Y stand where they
stand there: the first after a tenth to a fifth of the letters, the second after five to six tenths.
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN
from .base import Batch, Measured, Task, asked_once, exam_rng, last_word
from .split import draw_side

MARKS = ("x", "y")
NOTHING = ("a", "b", "c", "d")
QUESTION = "?"
VOCABULARY = (UNKNOWN, *MARKS, *NOTHING, QUESTION)
CLASSES = ("x x", "x y", "y x", "y y")

FIRST, SECOND = (0.1, 0.2), (0.5, 0.6)
"""Between which shares of the sequence the two stand."""

EXAM_LENGTHS = (10, 20, 30, 40, 60, 80, 100)
EXAM_SIZE = 32


class TemporalOrder(Task):
    """The temporal order task; trains on `spec.shortest` to `spec.longest` letters, one length a batch."""

    name = "order"
    piece = "letter"
    title = "Temporal order"
    shows = (
        "Which came first? A GRU and an LSTM learn it, and are mostly right on sequences twice as long as "
        "any they were trained on. An RNN trained on the same lengths goes on guessing; trained on half of "
        "them, 8 to 20 letters, it learns these, and loses the order in longer ones."
    )
    right_when = "the most probable answer after “?” names both letters, X or Y, in their order"
    vocabulary = VOCABULARY
    classes = CLASSES
    probe = "c d y d a b x b a d d a d ?"
    probe_answer = "y x"
    samples = (
        probe,
        "b x d a c x b a c ?",
        "a y c d b a x d c b a ?",
        "c b d y a a c d b a c y d b b c a d a ?",
        "a d x c b b a c d d a b c y a d c b a c d a b d ?",
        "d c y b a d c a b c d b a b c d a x b c d a a b d c a b c d ?",
    )
    telling = frozenset(MARKS)
    kinds = (frozenset(MARKS), frozenset(NOTHING))
    exam_points = EXAM_LENGTHS
    curve_name = "length"
    curve_unit = "letters"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=8, hidden_size=16),
            TaskSpec("order", shortest=10, longest=40),
            TrainSpec(steps=1000, learning_rate=0.01),
        )

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sequences of one length."""
        length = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return _sequences(rng, size, length, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sequences of `point` letters; the four answers are right equally often."""
        rng = exam_rng(point)
        return asked_once(lambda: _sequences(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE, len(CLASSES))


def _sequences(rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
    def draw(count: int) -> Ints:
        rows = np.arange(count)
        words = 1 + len(MARKS) + rng.integers(len(NOTHING), size=(count, length + 1))
        words[:, -1] = VOCABULARY.index(QUESTION)
        answer = np.zeros(count, np.int64)
        for low, high in (FIRST, SECOND):
            place = rng.integers(int(low * length), int(high * length) + 1, size=count)
            mark = rng.integers(len(MARKS), size=count)
            words[rows, place] = 1 + mark
            answer = len(MARKS) * answer + mark
        return np.hstack([words, answer[:, None]])

    found = draw_side(draw, size, length + 1, held_out)
    ids, last = found[:, :-1], np.full(size, length)
    judged = last_word(ids, last)
    return Batch(ids, np.broadcast_to(found[:, -1:], ids.shape), judged.astype(np.float32), last, judged)
