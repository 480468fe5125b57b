"""Text and label: each row of a table is a text, and its label is asked for after the last word.

The table that is supplied has 460 questions, made by a small grammar, and what each of them asks for. They
are not equally many: who always says "person" is right on a third. Any table of one's own can take its place
(`core.tasks.table`).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import tokenize
from .base import Batch, Measured, chosen, last_word
from .row_task import MOST_ASKED, MOST_WORDS, RowTask

_TELLING = 0.7
"""How much of the way from a label's share to 1 its share in the rows of a telling word is, at least."""

_OFTEN = 5


class Labels(RowTask):
    """The label of a text, on rows of `spec.shortest` to `spec.longest` words; longer ones are cut."""

    name = "labels"
    title = "Text and label"
    shows = (
        "The first words of a question tell what it asks for, and up to fifteen others follow them. A GRU "
        "and an LSTM learn it from four fifths of the rows; an RNN is wrong mostly at the rarest label."
    )
    right_when = "the most probable label after the last word is that of the row"
    curve_name = "label"
    curve_unit = "that is right"
    form = "labels"
    supplied = "questions.tsv"

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self.telling = self._telling()

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=16),
            TaskSpec("labels", shortest=1, longest=40),
            TrainSpec(steps=200, learning_rate=0.01),
        )

    def cut(self, text: str) -> tuple[str, ...]:
        """Cut a row into words and marks."""
        return tokenize(text)

    def _telling(self) -> frozenset[str]:
        """Return the words that hardly ever stand in rows of more than one label."""
        labels: dict[str, Counter[str]] = {}
        for row in self._training:
            for word in set(self._words[row]):
                labels.setdefault(word, Counter())[self._answers[row][0]] += 1
        usual = dict(self.shares)
        found = set()
        for word, counts in labels.items():
            (label, count), *_ = counts.most_common(1)
            share = count / counts.total()
            if counts.total() >= _OFTEN and share - usual[label] >= _TELLING * (1 - usual[label]):
                found.add(word)
        return frozenset(found & set(self.vocabulary[1:]))

    def _named(self, left: str) -> tuple[str, ...]:
        return (left,)

    def _asked(self, rows: Sequence[int], width: int) -> Batch:
        ids, last = self._padded(rows, width)
        judged = last_word(ids, last)
        right = np.array([self._right[row][0] for row in rows])
        return Batch(ids, np.tile(right[:, None], ids.shape[1]), judged.astype(np.float32), last, judged)

    def _examined(self, held_out: Sequence[int]) -> Batch:
        whole = self._asked(held_out, MOST_WORDS)
        if len(held_out) <= MOST_ASKED:
            return whole
        return chosen(whole, np.linspace(0, len(held_out) - 1, MOST_ASKED).round().astype(np.int64))
