"""Brackets of three kinds: after "( [ ]" the next one to close is ")".

After every symbol the network names the bracket that must close next, or "none" if nothing is open. It is
determined after every symbol, and told by a stack: a closing bracket uncovers what was opened before it.
"""

from functools import lru_cache

import numpy as np

from ..arrays import Bools, Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN
from .base import Batch, Measured, Task, asked_once, exam_rng
from .split import draw_side

OPENING = ("(", "[", "{")
CLOSING = (")", "]", "}")
KINDS_OF_BRACKET = len(OPENING)
NOTHING = "none"
VOCABULARY = (UNKNOWN, *OPENING, *CLOSING)

MORE_PAIRS = 2
"""How many more pairs a sentence has than its depth."""

EXAM_DEPTHS = (2, 3, 4, 5, 6, 7, 8)
EXAM_SIZE = 32


class Brackets(Task):
    """The bracket task; trains on depths from `spec.shortest` to `spec.longest`, one depth a batch."""

    name = "brackets"
    title = "Balanced brackets"
    shows = (
        "An LSTM learns the depths it is trained on and is mostly right one level deeper. An RNN and a GRU "
        "make more mistakes at the deepest of them, and are mostly wrong one level deeper. At twice the "
        "depth all fail: none of them has a stack."
    )
    right_when = "after every symbol the most probable answer is the bracket that must close next"
    vocabulary = VOCABULARY
    classes = (*CLOSING, NOTHING)
    probe = "{ [ ] ( { } [ ( ) ] )"
    probe_answer = "}"
    samples = (
        probe,
        "( ) [ ] { }",
        "( [ ] { } )",
        "[ ( { } ) ] ( )",
        "{ { [ ( [ ] ) ] } } ( )",
        "( ( ( ( ( [ [ [ ] ] ] ) ) ) ) )",
    )
    telling = frozenset(CLOSING)
    exam_points = EXAM_DEPTHS
    curve_name = "depth"
    curve_unit = "brackets open at once"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=32),
            TaskSpec("brackets", shortest=1, longest=4),
            TrainSpec(steps=1000, learning_rate=0.01),
        )

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences of one depth."""
        depth = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return _sentences(rng, size, depth, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences in which at most, and at least once, `point` brackets are open."""
        rng = exam_rng(point)
        return asked_once(lambda: _sentences(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE)


def _sentences(rng: np.random.Generator, size: int, depth: int, held_out: bool) -> Batch:
    opens, pair, due = forms(depth)
    length = opens.shape[1]

    def draw(count: int) -> Ints:
        form = rng.integers(len(opens), size=count)
        kinds = rng.integers(KINDS_OF_BRACKET, size=(count, length // 2))
        kind = np.take_along_axis(kinds, pair[form], axis=1)
        kinds = np.hstack([kinds, np.full((count, 1), KINDS_OF_BRACKET)])  # the last one: nothing is open
        ids = 1 + kind + np.where(opens[form], 0, KINDS_OF_BRACKET)
        return np.hstack([ids, np.take_along_axis(kinds, due[form], axis=1)])

    rows = draw_side(draw, size, length, held_out)
    ids, targets = rows[:, :length], rows[:, length:]
    weights = np.full(ids.shape, 1 / length, np.float32)
    return Batch(ids, targets, weights, np.full(size, length - 1), np.ones(ids.shape, bool))


@lru_cache(maxsize=32)
def forms(depth: int) -> tuple[Bools, Ints, Ints]:
    """Return every way to open and close `depth + MORE_PAIRS` pairs with at most `depth` open, and once all.

    Returns three arrays (forms, T): whether a bracket opens, which pair it belongs to (numbered as they
    open), and which pair must close next after it: -1 where nothing is open.
    """
    pairs = depth + MORE_PAIRS
    walks = _walks(depth, pairs, pairs)
    opens = np.array(walks) == 1
    pair, due = np.empty(opens.shape, np.int64), np.empty(opens.shape, np.int64)
    for row, walk in enumerate(walks):
        stack: list[int] = []
        opened = 0
        for step, move in enumerate(walk):
            if move == 1:
                stack.append(opened)
                opened += 1
                pair[row, step] = stack[-1]
            else:
                pair[row, step] = stack.pop()
            due[row, step] = stack[-1] if stack else -1
    return opens, pair, due


def _walks(depth: int, opening: int, closing: int, height: int = 0, deepest: int = 0) -> list[list[int]]:
    """Return the walks of `opening` steps up and `closing` down from `height` to 0 that reach `depth`."""
    if height > depth or max(deepest, height + opening) < depth:
        return []
    if not opening and not closing:
        return [[]]
    deepest = max(deepest, height)
    up = _walks(depth, opening - 1, closing, height + 1, deepest) if opening else []
    down = _walks(depth, opening, closing - 1, height - 1, deepest) if height else []
    return [[1, *walk] for walk in up] + [[-1, *walk] for walk in down]
