"""Language models: they predict what comes next, after every piece of a text.

A text is cut into pieces (characters or words) and into blocks; every `HELD_OUT`th block is kept for the exam
and never read in training, though a text that repeats itself says the same elsewhere. The curve is the
perplexity of known held-out answers by how much of their passage was read.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..arrays import Ints
from ..spec import TaskSpec
from ..spec.tasks import CORPORA
from ..text import UNKNOWN, encode
from .base import HELD_OUT, Batch, Task, forget_some

SUPPLIED = {name: files(__package__) / "corpora" / f"{name}.txt" for name in CORPORA}

FIRST_HELD_OUT = 4
MOST_PASSAGES = 48
SAMPLES = 6
FEWEST = 12
"""A text of fewer pieces than this is repeated."""


class Language(Task):
    """A language model of one text; subclasses say what a piece is.

    `shortest` and `longest` are how many pieces are read at a stretch. `ids` (N,) is the whole text,
    in small numbers because many texts may be held at a time.
    """

    scale = "perplexity"
    generates = True
    curve_name = "context"
    shows_elsewhere: ClassVar[str] = (
        "How soon a text is learnt by heart depends on its length and on the network's size. Watch the "
        "held-out perplexity: while it falls, what is learnt holds for new text; once it rises, the network "
        "learns by heart."
    )
    """What it shows on another text than the rhymes."""

    contexts: ClassVar[tuple[int, ...]]
    """The exam's points: how many pieces of a passage were read."""

    sample_length: ClassVar[int]
    most_pieces: ClassVar[int]
    """The largest vocabulary, the unknown piece included."""

    fewest_seen: ClassVar[int] = 1
    """How often a piece must occur in the training part to be in the vocabulary."""

    preferred_start: ClassVar[str]
    """The beginning of a generated text, if the corpus contains it."""

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        if spec.text or spec.corpus != "rhymes":
            self.shows = self.shows_elsewhere
        pieces = self.cut(spec.text or SUPPLIED[spec.corpus].read_text(encoding="utf-8")) or ["…"]
        self.pieces, self.distinct = len(pieces), len(set(pieces))
        pieces *= -(-FEWEST // len(pieces))
        block = min(2 * self.contexts[-1] + 1, len(pieces) // (FIRST_HELD_OUT + 2))
        starts = range(FIRST_HELD_OUT * block, len(pieces) - block + 1, HELD_OUT * block)
        self.held_out = tuple((start, start + block) for start in starts)
        self.vocabulary = self.classes = self._choose(pieces)
        self.ids: NDArray[np.integer[Any]] = encode(pieces, self.vocabulary).astype(np.uint16)
        self._width = min(self.contexts[-1], block - 1)
        self.unread = float(np.mean(self.ids == 0))
        points = [point for point in self.contexts if point <= self._width]
        self._judges_all = not self._held_out_answers(0, points[-1]).any()
        spans = zip([0, *points], points, strict=False)
        self.exam_points = tuple(
            point
            for before, point in spans
            if self._judges_all or self._held_out_answers(before, point).any()
        )
        self.start = self.preferred_start if self.preferred_start in self.vocabulary else pieces[0]
        self.probe_answer, self.samples = self._samples()
        self.probe = self.samples[0]

    @property
    def exam_answers(self) -> int:
        """How many places of the text the exam asks for: passages overlap, most are asked more than once."""
        places = self._passages[:, None] + np.arange(self.exam_points[-1]) + 1
        return len(np.unique(places[(self.ids[places] != 0) | self._judges_all]))

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The parts of the text that training reads, between held-out blocks, as (start, end)."""
        starts = (0, *(end for _, end in self.held_out))
        ends = (*(start for start, _ in self.held_out), len(self.ids))
        return tuple(zip(starts, ends, strict=True))

    @abstractmethod
    def cut(self, text: str) -> list[str]:
        """Cut a text into pieces."""

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` passages of one length from between the held-out blocks."""
        low, high = (min(end, self._longest) for end in (self.spec.shortest, self.spec.longest))
        length = int(rng.integers(low, high + 1))
        first = self._begins(rng, length, size)
        passages = self.ids[first[:, None] + np.arange(length + 1)].astype(np.int64)
        ids, targets = forget_some(passages[:, :-1], rng), passages[:, 1:]
        weights = np.full(ids.shape, 1 / length, np.float32)
        return Batch(ids, targets, weights, np.full(size, length - 1), np.ones(ids.shape, bool))

    def exam(self, point: int) -> Batch:
        """Return the first `point` pieces of held-out passages.

        Judged are the answers after them and after fewer, down to the exam's point before this one: together
        the points judge every known answer of a passage once. Where the text says what is read as unknown,
        nothing is judged: a network that says "unknown" there has predicted no word. Only a text without any
        known answer is judged as a whole.
        """
        before = max((p for p in self.exam_points if p < point), default=0)
        passages = self.ids[self._passages[:, None] + np.arange(point + 1)].astype(np.int64)
        ids, targets = passages[:, :-1], passages[:, 1:]
        after = np.arange(point) >= before
        weights = np.tile(after / (point - before), (len(ids), 1)).astype(np.float32)
        judged = after & ((targets != 0) | self._judges_all)
        return Batch(ids, targets, weights, np.full(len(ids), point - 1), judged)

    def _held_out_answers(self, before: int, point: int) -> Ints:
        """Return the ids of the held-out answers after more than `before` pieces and at most `point`."""
        answers: Ints = self.ids[self._passages[:, None] + np.arange(before, point) + 1].astype(np.int64)
        return answers

    @cached_property
    def _passages(self) -> Ints:
        """The beginnings of the exam's passages; several that overlap lie in each held-out block."""
        width = self._width
        stride = max(1, width // 8)
        begins = [first for start, end in self.held_out for first in range(start, end - width, stride)]
        chosen = np.linspace(0, len(begins) - 1, min(MOST_PASSAGES, len(begins))).round().astype(np.int64)
        return np.asarray(begins, np.int64)[chosen]

    @cached_property
    def _longest(self) -> int:
        """How many pieces can be read at a stretch, with one to come after them."""
        return max(end - start for start, end in self.stretches) - 1

    def _begins(self, rng: np.random.Generator, length: int, size: int) -> Ints:
        """Draw places where a passage of `length` pieces, and the answer to its last, may begin, (size,)."""
        starts, ends = np.array(self.stretches).T
        room = np.maximum(ends - starts - length, 0)
        drawn = rng.integers(room.sum(), size=size)
        stretch = np.searchsorted(room.cumsum(), drawn, side="right")
        return np.asarray(starts[stretch] + drawn - (room.cumsum() - room)[stretch])

    def _choose(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """Return the unknown piece and the most frequent ones of the training part, in a fixed order."""
        seen = Counter(pieces)
        for start, end in self.held_out:
            seen.subtract(pieces[start:end])
        del seen[UNKNOWN]
        known = sorted(seen, key=lambda piece: (-seen[piece], piece))[: self.most_pieces - 1]
        often = [piece for piece in known if seen[piece] >= self.fewest_seen]
        return (UNKNOWN, *sorted(often or known))

    @cached_property
    def chance(self) -> float:
        """The held-out perplexity of a model that knows only how often each piece occurs."""
        counts = np.ones(len(self.vocabulary))
        for start, end in self.stretches:
            counts += np.bincount(self.ids[start:end], minlength=len(counts))
        exams = [self.exam(point) for point in self.exam_points]
        answers = np.concatenate([exam.targets[exam.judged] for exam in exams])
        return float(np.exp(-np.log(counts / counts.sum())[answers].mean()))

    def _samples(self) -> tuple[str, tuple[str, ...]]:
        """Return held-out passages of known pieces as text, and what comes after the first of them."""
        found: dict[str, str] = {}
        for first in self._passages:
            ids = self.ids[first : first + min(self._width, self.sample_length) + 1]
            words = [self.vocabulary[index] for index in ids]
            blank = [not self.write([word]).strip() for word in words]
            if any(blank[: len(words) // 2]):  # begin with a whole word
                words = words[1 + blank.index(True) :]
            if UNKNOWN not in words and len(words) > 1 and self.write(words[:1]).strip():
                found.setdefault(self.write(words[:-1]).replace("\n", "↵"), words[-1])
        found = found or {self.write([self.start]).replace("\n", "↵"): self.vocabulary[-1]}
        spread = np.linspace(0, len(found) - 1, min(SAMPLES, len(found))).round().astype(int)
        chosen = [list(found)[place] for place in spread]
        return found[chosen[0]], tuple(chosen)
