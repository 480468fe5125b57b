"""Tasks on the rows of a table: some rows to learn from, the others to ask.

One row in five of each kind is held out, the same ones for every seed. A network never learns from a
held-out row, nor from one that reads like it. Rows are read in small letters; what the training rows have
only once is read as the unknown word.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files

import numpy as np

from ..arrays import Ints
from ..spec import TaskSpec
from ..spec.rows import RowForm, pairs_of
from ..text import UNKNOWN, encode
from .base import Batch, Task, chosen, forget_some

CORPORA = files(__package__) / "corpora"
ONE_IN = 5
"""One row in so many is held out."""

MOST_ASKED = 400
"""Answers of the whole exam; of more, some are drawn."""

MOST_WORDS = 120
"""Words of a row that are read."""

MOST_KNOWN = 1000
SAMPLES = 6
_SAMPLE_LENGTH = 12
_OF_A_CLASS = 2
_SEED = 0x7AB1E


class RowTask(Task):
    """A task on rows; subclasses say how one is cut, and what is asked of it.

    Attributes:
        rows: How many rows there are.
        learnt: How many of them are learnt from; the others are held out.
        counts: How often each class is right, in all rows.
        probe_answers: The classes that are right of the probe.
    """

    pooled = True
    form: RowForm
    supplied: str
    """The file of the rows that are supplied."""

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        text = spec.text or (CORPORA / self.supplied).read_text(encoding="utf-8").strip()
        pairs = pairs_of(self.form, text)
        self._words = [self.cut(right)[:MOST_WORDS] or (UNKNOWN,) for _, right in pairs]
        self._answers = [self._named(left)[:MOST_WORDS] for left, _ in pairs]
        held_out = self._draw_held_out([left if self.form == "labels" else "" for left, _ in pairs])
        asked = {self._words[row] for row in held_out}
        rest = sorted(set(range(len(pairs))) - set(held_out))
        training = [row for row in rest if self._words[row] not in asked] or rest
        self.rows, self.learnt = len(pairs), len(pairs) - len(held_out)
        self.vocabulary = self._choose([self._words[row] for row in training])
        self.counts = Counter(name for row in self._answers for name in row)
        self.classes = tuple(sorted(self.counts))
        of_class = {name: index for index, name in enumerate(self.classes)}
        self._ids = [encode(words, self.vocabulary) for words in self._words]
        self._right = [np.array([of_class[name] for name in row], np.int64) for row in self._answers]
        self.unread = float(np.mean(np.concatenate(self._ids) == 0))
        self._training = self._long_enough(training, asked)
        self._held_out = self._examined(held_out)
        self._points = self._right_at(self._held_out)
        there = np.unique(self._points)
        self.exam_points = tuple((1 + there).tolist())
        self.point_names = tuple(self.classes[index] for index in there)
        shown = self._shown(held_out)
        self.samples = tuple(shown)
        self.probe = self.samples[0]
        self.probe_answers = self._answers[shown[self.probe]]
        self.probe_answer = self.probe_answers[self.probe_at]

    @abstractmethod
    def cut(self, text: str) -> tuple[str, ...]:
        """Cut a row into words."""

    @abstractmethod
    def _named(self, left: str) -> tuple[str, ...]:
        """Return the classes that are right of a row, as it is written."""

    @abstractmethod
    def _asked(self, rows: Sequence[int], width: int) -> Batch:
        """Return rows, cut at `width` words, with what is asked of each."""

    @abstractmethod
    def _examined(self, held_out: Sequence[int]) -> Batch:
        """Return the whole exam: one answer a row of the batch."""

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` of the training rows, which are long enough, cut at the longest length trained on."""
        drawn = rng.integers(len(self._training), size=size)
        batch = self._asked([self._training[place] for place in drawn], self.spec.longest)
        behind = np.arange(batch.ids.shape[1]) > batch.last[:, None]
        ids = np.where(behind, batch.ids, forget_some(batch.ids, rng))
        return Batch(ids, batch.targets, batch.weights, batch.last, batch.judged)

    def exam(self, point: int) -> Batch:
        """Return the held-out rows whose right answer is one class, the first at 1."""
        found = chosen(self._held_out, np.flatnonzero(self._points == point - 1))
        width = int(found.last.max()) + 1
        ids, targets = found.ids[:, :width], found.targets[:, :width]
        return Batch(ids, targets, found.weights[:, :width], found.last, found.judged[:, :width])

    @property
    def exam_answers(self) -> int:
        """How many answers the whole exam judges."""
        return len(self._points)

    @cached_property
    def shares(self) -> tuple[tuple[str, float], ...]:
        """How large a share of all answers each class is, the largest first."""
        return tuple((name, count / self.counts.total()) for name, count in self.counts.most_common())

    def _padded(self, rows: Sequence[int], width: int) -> tuple[Ints, Ints]:
        """Return ids (B, T), T at most `width`, and the last timestep of each row, (B,)."""
        cut = [self._ids[row][:width] for row in rows]
        last = np.array([len(ids) - 1 for ids in cut])
        ids = np.zeros((len(rows), int(last.max()) + 1), np.int64)
        for place, row in enumerate(cut):
            ids[place, : len(row)] = row
        return ids, last

    def _right_at(self, batch: Batch) -> Ints:
        """Return the class that is judged in each row of the exam, (N,)."""
        rows, steps = np.nonzero(batch.judged)
        return np.asarray(batch.targets[rows, steps], np.int64)

    def _draw_held_out(self, kinds: Sequence[str]) -> list[int]:
        """Return one row in `ONE_IN` of each kind, and at least one."""
        rng = np.random.default_rng(_SEED)
        places: dict[str, list[int]] = {}
        for row in rng.permutation(len(kinds)).tolist():
            places.setdefault(kinds[row], []).append(row)
        taken = [rows[: max(1, round(len(rows) / ONE_IN))] for rows in places.values()]
        return sorted(row for rows in taken for row in rows)

    def _choose(self, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """Return the unknown word and the most frequent ones in a fixed order."""
        seen = Counter(word for words in rows for word in words)
        del seen[UNKNOWN]
        known = sorted(seen, key=lambda word: (-seen[word], word))[: MOST_KNOWN - 1]
        often = [word for word in known if seen[word] > 1]
        return (UNKNOWN, *sorted(often or known))

    def _long_enough(self, rows: Sequence[int], asked: set[tuple[str, ...]]) -> list[int]:
        """Return the rows that are trained on: not too short, and never what the exam asks."""
        low, high = self.spec.shortest, self.spec.longest
        fair = [row for row in rows if self._words[row][:high] not in asked] or list(rows)
        lengths = [len(self._ids[row]) for row in fair]
        low = min(low, max(lengths))
        return [row for row, length in zip(fair, lengths, strict=True) if length >= low]

    def _shown(self, held_out: Sequence[int]) -> dict[str, int]:
        """Return held-out rows of known words as text, of many classes, and which rows they are."""

        def worth(row: int) -> tuple[float, int]:
            ids = self._ids[row]
            return float(np.mean(ids == 0)), abs(len(ids) - _SAMPLE_LENGTH)

        found: dict[str, int] = {}
        classes: Counter[tuple[str, ...]] = Counter()
        for row in sorted(held_out, key=worth):
            if classes[self._answers[row]] < _OF_A_CLASS:
                found.setdefault(self.write(self._words[row]), row)
                classes[self._answers[row]] += 1
        return dict(list(found.items())[:SAMPLES])
