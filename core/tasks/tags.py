"""Words and tags: each row of a table is a sentence, and each of its words has a tag.

The table that is supplied has 460 short sentences, made by a small grammar, with their parts of speech. Half
of its nouns and verbs are words that can be either ("watch", "light", "water"): what stands before them
tells. Any table of one's own can take its place (`core.tasks.table`).
"""

from collections.abc import Sequence

import numpy as np

from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import Reading, read_words
from .base import Batch, Measured
from .row_task import MOST_ASKED, MOST_WORDS, RowTask


class Tags(RowTask):
    """The tag of every word, on rows of `spec.shortest` to `spec.longest` words; longer ones are cut.

    Each answer of the exam is one word's: sentences stand there once for each word that is asked.
    """

    name = "tags"
    title = "Words and tags"
    shows = (
        "The word before tells whether “watch” is a noun or a verb, and all three cells learn that. Where "
        "only the word after could tell, a network that reads from the left goes on guessing."
    )
    right_when = (
        "the most probable tag of a word is right as soon as the word was read; each word counts alike"
    )
    curve_name = "tag"
    curve_unit = "that is right"
    form = "tags"
    supplied = "tagged.tsv"

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        words = self.read(self.probe).words
        letters = [place for place, word in enumerate(words) if word[-1].isalnum()]
        self.probe_at = (letters[-1] if letters else len(words) - 1) - len(words)
        self.probe_answer = self.probe_answers[self.probe_at]

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=16),
            TaskSpec("tags", shortest=1, longest=40),
            TrainSpec(steps=150, learning_rate=0.01),
        )

    def cut(self, text: str) -> tuple[str, ...]:
        """Cut a row at its spaces."""
        return tuple(word.lower() for word in text.split())

    def read(self, text: str) -> Reading:
        """Cut a sentence at its spaces, as the rows are.

        Raises:
            ValueError: if there is no word in it.
        """
        found = text.split() if isinstance(text, str) else []
        if not found:
            raise ValueError("There is no word in this sentence. Type some, with spaces between.")
        return read_words(found, self.vocabulary)

    def _named(self, left: str) -> tuple[str, ...]:
        return tuple(left.split())

    def _asked(self, rows: Sequence[int], width: int) -> Batch:
        ids, last = self._padded(rows, width)
        there = np.arange(ids.shape[1]) <= last[:, None]
        targets = np.zeros(ids.shape, np.int64)
        for place, row in enumerate(rows):
            targets[place, : last[place] + 1] = self._right[row][: last[place] + 1]
        weights = (there / (last + 1)[:, None]).astype(np.float32)
        return Batch(ids, targets, weights, last, there)

    def _examined(self, held_out: Sequence[int]) -> Batch:
        places = [(row, step) for row in held_out for step in range(len(self._ids[row]))]
        if len(places) > MOST_ASKED:
            drawn = np.random.default_rng(len(places)).choice(len(places), MOST_ASKED, replace=False)
            places = [places[place] for place in np.sort(drawn)]
        rows, steps = zip(*places, strict=True)
        batch = self._asked(rows, MOST_WORDS)
        judged = np.zeros(batch.judged.shape, bool)
        judged[np.arange(len(steps)), steps] = True
        weights = judged.astype(np.float32)
        return Batch(batch.ids, batch.targets, weights, batch.last, judged)
