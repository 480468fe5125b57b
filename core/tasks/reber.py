"""The embedded Reber grammar: the last letter but one repeats the second, whatever stood between them.

A word of Reber's grammar (1967) stands between two outer letters, both T or both P: "b t", a word such as
"b p v v e", then "t e" (Hochreiter and Schmidhuber 1997, experiment 1). The network is a language model: it
predicts the next letter. Within the word two are possible after most letters, and the last few read tell
which; after its "e" only the second letter of all tells.
"""

from functools import lru_cache

import numpy as np

from ..arrays import Floats, Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN
from .base import Batch, Measured, Task, asked_once, exam_rng
from .split import draw_side

LETTERS = ("b", "e", "p", "s", "t", "v", "x")
VOCABULARY = (UNKNOWN, *LETTERS)
OUTER = ("p", "t")

GRAMMAR = (
    (("t", 1), ("p", 2)),
    (("s", 1), ("x", 3)),
    (("t", 2), ("v", 4)),
    (("x", 2), ("s", 5)),
    (("p", 3), ("v", 5)),
)
"""Of each state the two letters that may follow, equally often, and the states they lead to; the word has
its "b" behind it at first, and ends with "e" in the state that is not listed."""

EXAM_LENGTHS = (16, 18, 20, 25, 30, 35, 40)
EXAM_SIZE = 32

_FOLLOWING = np.array([[LETTERS.index(letter) for letter, _ in pair] for pair in GRAMMAR])
_LEADING = np.array([[state for _, state in pair] for pair in GRAMMAR])
_END = len(GRAMMAR)


class Reber(Task):
    """The embedded Reber grammar; trains on inner words of `spec.shortest` to `spec.longest` letters.

    Short words come more often than long ones, as the grammar makes them; one length a batch.
    """

    name = "reber"
    piece = "letter"
    title = "Embedded Reber grammar"
    shows = (
        "One bit has to outlive a word in which nearly every letter is a surprise. An LSTM of 16 units keeps "
        "it, beyond the lengths it was trained on too; a GRU does on most seeds, an RNN seldom. With 32 "
        "units all three mostly learn it, the RNN too."
    )
    right_when = "after the inner word the most probable next letter is the outer one, T or P, before it"
    vocabulary = VOCABULARY
    classes = LETTERS
    probe = "b p b p v p x t t v v e"
    probe_answer = "p"
    samples = (
        probe,
        "b t b p v v e t",
        "b p b t x s e p",
        "b t b t s s x x t t v v e",
        "b p b p t t v p x v p x t v p s e",
        "b t b p t v p x t t t v p x v v e t",
    )
    telling = frozenset(OUTER)
    exam_points = EXAM_LENGTHS
    curve_name = "inner word"
    curve_unit = "letters"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=8, hidden_size=16),
            TaskSpec("reber", shortest=5, longest=20),
            TrainSpec(steps=1500, learning_rate=0.01),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        shares = np.array([_ends(n - 1)[-1, 0] for n in range(spec.shortest, spec.longest + 1)])
        self._shares = shares / shares.sum()

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training words of one length."""
        length = self.spec.shortest + int(rng.choice(len(self._shares), p=self._shares))
        return _words(rng, size, length, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out words with an inner one of `point` letters; T and P are right equally often."""
        rng = exam_rng(point)
        return asked_once(lambda: _words(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE, len(OUTER))


def _words(rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
    def draw(count: int) -> Ints:
        outer = np.array([LETTERS.index(letter) for letter in OUTER])[rng.integers(2, size=count)]
        first, last = (np.full(count, LETTERS.index(letter)) for letter in "be")
        return 1 + np.column_stack([first, outer, first, _inner(rng, count, length - 1), outer, last])

    letters = draw_side(draw, size, length + 3, held_out)
    judged = np.zeros((size, length + 3), bool)
    judged[:, length + 1] = True
    weights = np.full(judged.shape, 1 / (length + 3), np.float32)
    return Batch(letters[:, :-1], letters[:, 1:] - 1, weights, np.full(size, length + 2), judged)


def _inner(rng: np.random.Generator, count: int, length: int) -> Ints:
    """Return `count` inner words without their "b", (count, length), as the grammar makes them."""
    ends, state = _ends(length), np.zeros(count, np.int64)
    letters = np.full((count, length), LETTERS.index("e"))
    for place in range(length - 1):
        both = ends[length - place - 1][_LEADING[state]]
        choice = (rng.random(count) * both.sum(axis=1) >= both[:, 0]).astype(np.int64)
        letters[:, place], state = _FOLLOWING[state, choice], _LEADING[state, choice]
    return letters


@lru_cache(maxsize=64)
def _ends(length: int) -> Floats:
    """Return how probable it is, from each state, that a word ends after 0 to `length` more letters.

    Shape (length + 1, states); the last state is the one in which "e" comes.
    """
    ends = np.zeros((length + 1, _END + 1))
    ends[1, _END] = 1
    for more in range(2, length + 1):
        ends[more, :_END] = ends[more - 1][_LEADING].mean(axis=1)
    return ends
