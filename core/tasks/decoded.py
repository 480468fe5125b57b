"""What tasks of an encoder and a decoder share: the sign at which writing begins, the batches and the exam.

While it writes, the decoder reads what it should have written before (teacher forcing). A sentence counts as
right if all its answers are, and then it would have written the same by itself.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskName, TaskSpec, TrainSpec
from ..text import MAX_TOKENS, Reading, read_words
from .base import Batch, Measured, Task, asked_once, exam_rng

GO = "<go>"
"""The sign to answer."""

EXAM_SIZE = 48


class DecodedTask(Task):
    """A task whose answer a decoder writes after the sign; lengths are those of what is read."""

    @abstractmethod
    def draw(self, rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
        """Draw `size` sentences that read `length` words, of the exam or of all others."""

    def seams(self, ids: Ints) -> Ints:
        """Return where each sentence (B, T) has its sign to answer: there the decoder begins."""
        signs = ids == self.vocabulary.index(GO)
        return np.asarray(np.where(signs.any(axis=1), signs.argmax(axis=1), ids.shape[1]), np.int64)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences of one length."""
        length = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return self.draw(rng, size, length, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences that read `point` words."""
        rng = exam_rng(point)
        return asked_once(lambda: self.draw(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE)

    def read_with_sign(self, found: Sequence[str], longest: int | None, text: str) -> Reading:
        """Look words up, each cut at `longest` letters; the sign is put at the end where it is missing."""
        words = list(found)
        if GO not in map(str.lower, words[:MAX_TOKENS]):
            words.insert(MAX_TOKENS - 1, GO)
        kept = tuple(word[:longest] for word in words[:MAX_TOKENS])
        return replace(read_words(kept, self.vocabulary), dropped=len(words) - len(kept), text=text)


def decoded_recipe(kind: Kind, name: TaskName, shortest: int, longest: int) -> Measured:
    """Return the measured recipe of a cell on sentences that read `shortest` to `longest` words."""
    return (
        ModelSpec(kind, embedding_size=16, hidden_size=64, decoder=True),
        TaskSpec(name, shortest=shortest, longest=longest),
        TrainSpec(steps=1000, learning_rate=0.01),
    )
