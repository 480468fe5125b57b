"""The base of all tasks: endless sentences to learn from, and an exam of sentences that are never among them.

In most tasks a sentence belongs to the exam if the sum of its ids is divisible by `HELD_OUT`; training
sentences never are. So what counts as right in the exam was not seen in training, for any seed and any
number of steps.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from ..arrays import Bools, Ints
from ..spec import TASKS, Kind, Limit, ModelSpec, TaskName, TaskSpec, TrainSpec
from ..text import Reading, read, read_words

Measured = tuple[ModelSpec, TaskSpec, TrainSpec]
"""How a cell is trained on a task: everything but the seed."""

HELD_OUT = 8
"""One sentence in eight is held out for the exam."""

FORGOTTEN = 0.04
"""Share of filler words that training replaces by the unknown word: the network learns to ignore it."""

_ENOUGH_DRAWS = 20
"""After this many draws in a row without a new sentence, the exam has all the sentences there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Sentences and what is asked about them.

    `ids` (B, T); `targets` (B, T) the right class after each word, or the right number (float32);
    `weights` (B, T) how much each answer counts: the loss is the sum of weight x cross-entropy, or of weight
    x squared error, over the batch, divided by B. Behind a sentence that is shorter than T stand ids that
    count for nothing; `last` (B,) is the timestep of its final word. `judged` (B, T) marks the answers that
    an exam judges; a sentence is right if all of them are.
    """

    ids: Ints
    targets: NDArray[Any]
    weights: NDArray[np.float32]
    last: Ints
    judged: Bools


class Task(ABC):
    """A task, as pages, runs and tests see it.

    Attributes:
        spec: The recipe it was made from.
        name: Its name in a spec.
        title: Its name for people.
        shows: Its point, in one sentence.
        right_when: When an answer counts as right; goes on from "right when".
        vocabulary: Every word it can say; the unknown word is the first.
        classes: The classes of the readout; of a number, its name alone.
        answer: Whether a class is asked for (cross-entropy, the most probable one is the answer), or a
            number (squared error, the only logit is the answer).
        tolerance: How far from the right number an answer may be.
        spread: How large the right numbers are: the weights of the readout start that many times larger.
        embedding_spread: How large word vectors that are learnt start, 1 as in PyTorch; with thousands of
            words less, so that what is rare stays neutral.
        centre: Where the right numbers lie: the readout's bias starts there.
        unit: A power of two in which the readout is trained, so that numbers of any size train alike.
        scale: What the exam's curve counts: the share of right sentences, the perplexity of the answers, or
            the error of numbers that a network goes on with.
        vectors: (V, E), fixed word vectors that are not trained; None if they are learnt.
        probe: The sentence on which learning is watched.
        probe_answer: The right answer after it: a class, or a number as text.
        probe_at: The timestep of that answer, counted from the end.
        samples: Sentences to try, in words the network knows.
        telling: The words on which the answer depends.
        evidence: Those of them without any of which the answer is a guess; empty where a sentence needs none.
        offered: Those of them that are offered first, where there are too many to offer all; empty for any.
        kinds: Those of them that may stand in one another's place, kind by kind; empty if any may.
        exam_points: The lengths (gaps, neutral words, ...) at which the exam is held.
        exhaustive: Whether there is no sentence of those lengths but the exam's: a score is no sample then.
        curve_name: The unit of those lengths.
        curve_unit: Their unit.
        point_names: What the exam's points are called, where they are no lengths; as many as points, or none.
        pooled: Whether the score of the whole counts every answer alike; otherwise every point counts alike.
        piece: What it reads at a timestep: a word, a letter, a number.
        pieces: How many pieces (characters or words) a text has, and `distinct` ones; 0 without a text.
        unread: The share of a text that is read as the unknown word; 0 for sentences that are made.
        generates: Whether it is a language model whose own text is worth reading; it begins at `start`.
    """

    spec: TaskSpec
    name: ClassVar[TaskName]
    title: ClassVar[str]
    shows: str
    right_when: ClassVar[str]
    vocabulary: tuple[str, ...]
    classes: tuple[str, ...]
    answer: ClassVar[Literal["class", "number"]] = "class"
    tolerance: ClassVar[float] = 0.0
    spread: float = 1.0
    embedding_spread: ClassVar[float] = 1.0
    centre: float = 0.0
    unit: float = 1.0
    scale: ClassVar[Literal["share", "perplexity", "error"]] = "share"
    vectors: NDArray[np.float32] | None = None
    probe: str
    probe_answer: str
    probe_at: int = -1
    samples: tuple[str, ...]
    telling: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    offered: tuple[str, ...] = ()
    kinds: tuple[frozenset[str], ...] = ()
    exam_points: tuple[int, ...]
    exhaustive: ClassVar[bool] = False
    curve_name: ClassVar[str]
    curve_unit: ClassVar[str]
    point_names: tuple[str, ...] = ()
    pooled: ClassVar[bool] = False
    piece: ClassVar[str] = "word"
    pieces: int = 0
    distinct: int = 0
    unread: float = 0.0
    generates: ClassVar[bool] = False
    start: str = ""

    def __init__(self, spec: TaskSpec) -> None:
        self.spec = spec

    @classmethod
    @abstractmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe of a cell, whose seed is free."""

    @abstractmethod
    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences."""

    @abstractmethod
    def exam(self, point: int) -> Batch:
        """Return the held-out sentences of one length; always the same ones."""

    @property
    def baselines(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """The scores of rules that need no network, by name, at each point of the exam; mostly none."""
        return {}

    @property
    def less_is_better(self) -> bool:
        """Whether a lower score is the better one: of a perplexity, and of an error."""
        return self.scale != "share"

    @property
    def lengths(self) -> Limit:
        """The unit of the spec's `shortest` and `longest`, and how far they may go."""
        return TASKS[self.name].lengths

    @property
    def trained_points(self) -> tuple[int, ...]:
        """The points of the exam within the lengths that are trained on, where there are others beside them.

        Empty if all points are trained on, or none; and for a language model, whose curve counts the context,
        not the length of a passage.
        """
        within = tuple(p for p in self.exam_points if self.spec.shortest <= p <= self.spec.longest)
        lengths = self.scale == "share" and not self.point_names
        return within if lengths and len(within) < len(self.exam_points) else ()

    @cached_property
    def exam_sizes(self) -> Mapping[int, int]:
        """How many sentences each point of the exam asks: fewer where fewer exist."""
        return {point: len(self.exam(point).ids) for point in self.exam_points}

    @property
    def exam_answers(self) -> int:
        """How many different answers the whole exam judges: of made sentences, one each."""
        return sum(self.exam_sizes.values())

    @cached_property
    def chance(self) -> float:
        """The score over the whole exam of a model that ignores the sentence, measured on the exam itself.

        For a language model: the perplexity of a model that knows only how often each symbol occurs. For a
        series: the error of the best rule that needs no network.
        """
        return self.best_constant(self.exam_points)

    def best_constant(self, points: Sequence[int]) -> float:
        """Return the share right for the best single answer: a mean over some points of the exam.

        Of a pooled exam it is that of all its answers, so that of one class in ten answers of which nine are
        right it is nine tenths.
        """
        exams = [self.exam(point) for point in points]
        answers = self._constants([exam.targets[exam.judged] for exam in exams])
        near = [np.abs(exam.targets[..., None] - answers) <= self.tolerance for exam in exams]
        right = [
            (close | ~exam.judged[..., None]).all(axis=1) for close, exam in zip(near, exams, strict=True)
        ]
        sizes = [len(each) for each in right] if self.pooled else None
        return float(np.average([each.mean(axis=0) for each in right], axis=0, weights=sizes).max())

    def _constants(self, right: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Return the answers among which the best single one is, given the right ones."""
        if self.answer == "class":
            return np.arange(len(self.classes))
        numbers = np.unique(np.concatenate(right))
        edges = np.unique([numbers, numbers - self.tolerance, numbers + self.tolerance])
        return np.concatenate([edges, (edges[1:] + edges[:-1]) / 2])

    @property
    def trained_span(self) -> str:
        """The lengths that are trained on, such as "40" or "10–50"."""
        shortest, longest = self.spec.shortest, self.spec.longest
        return f"{shortest}" if shortest == longest else f"{shortest}–{longest}"

    def read(self, text: str) -> Reading:
        """Cut a text into words of this task and look them up.

        Raises:
            ValueError: if there is no word in the text.
        """
        return read(text, self.vocabulary)

    def look_up(self, reading: Reading, vocabulary: tuple[str, ...]) -> Reading:
        """Return what was read, in the words of a network that has others than the task's."""
        found = read_words(reading.words, vocabulary)
        return replace(found, dropped=reading.dropped, text=reading.text)

    def seams(self, ids: Ints) -> Ints:
        """Return from which timestep on a decoder reads each of (B, T) sentences, (B,); T for never."""
        return np.full(len(ids), ids.shape[1])

    def write(self, words: Sequence[str]) -> str:
        """Put words of this task together to text."""
        return " ".join(words)


def exam_rng(point: int) -> np.random.Generator:
    """Return the generator of the exam at one length: fixed, so that every run sits the same exam."""
    return np.random.default_rng((0xE8A3, point))


def choose_last(rest: Ints, first: int, rng: np.random.Generator, held_out: bool) -> Ints:
    """Choose one of `HELD_OUT` words with ids from `first` on, so that the sentence is held out or is not.

    A sentence is held out if the sum of its ids is divisible by `HELD_OUT`. `rest` (B,) is the sum of the
    other ids. Returns ids (B,).

    >>> choose_last(np.array([20, 21]), 1, np.random.default_rng(0), held_out=True)
    array([4, 3])
    """
    side = np.zeros(len(rest), np.int64) if held_out else rng.integers(1, HELD_OUT, size=len(rest))
    return first + (side - rest - first) % HELD_OUT


def forget_some(ids: Ints, rng: np.random.Generator) -> Ints:
    """Replace a small share of the words by the unknown word; shape as it came."""
    return np.where(rng.random(ids.shape) < FORGOTTEN, 0, ids)


def last_word(ids: Ints, last: Ints) -> Bools:
    """Return (B, T), true at the last word of each sentence."""
    marked: Bools = np.arange(ids.shape[1]) == last[:, None]
    return marked


def joined(batches: Sequence[Batch]) -> Batch:
    """Return several batches as one, the shorter ones filled up with what counts for nothing."""
    longest = max(batch.ids.shape[1] for batch in batches)

    def padded(values: NDArray[Any]) -> NDArray[Any]:
        return np.pad(values, ((0, 0), (0, longest - values.shape[1]))) if values.ndim == 2 else values

    return Batch(*(np.concatenate([padded(getattr(b, part)) for b in batches]) for part in Batch.__slots__))


def asked_once(draw: Callable[[], Batch], size: int, answers: int = 1) -> Batch:
    """Return `size` sentences for an exam, none of them twice, and of each of `answers` answers equally many.

    `draw` returns some sentences, and others each time; with several `answers` exactly one is judged in each
    sentence. There are fewer than `size` where no more exist: `_ENOUGH_DRAWS` in a row then find none.
    """
    seen: set[bytes] = set()
    drawn: list[Batch] = []
    places: dict[object, list[int]] = {}
    rows = useless = 0
    while useless < _ENOUGH_DRAWS and (len(places) < answers or sum(map(len, places.values())) < size):
        batch = draw()
        useless += 1
        right = batch.targets[batch.judged].tolist() if answers > 1 else [None] * len(batch.ids)
        for row, (ids, last, answer) in enumerate(zip(batch.ids, batch.last, right, strict=True)):
            key, alike = ids[: last + 1].tobytes(), places.setdefault(answer, [])
            if key not in seen and len(alike) < size // answers:
                seen.add(key)
                alike.append(rows + row)
                useless = 0
        drawn.append(batch)
        rows += len(batch.ids)
    fewest = min(map(len, places.values()))
    return chosen(joined(drawn), sorted(place for alike in places.values() for place in alike[:fewest]))


def chosen(batch: Batch, rows: Sequence[int] | Ints) -> Batch:
    """Return some sentences of a batch."""
    return Batch(*(getattr(batch, part)[rows] for part in Batch.__slots__))


def close_up(words: Ints) -> tuple[Ints, Ints]:
    """Move the words of each row together over the gaps marked -1.

    Returns ids (B, T), 0 behind the end, and lengths (B,).
    """
    present = words >= 0
    lengths = present.sum(axis=1)
    order = np.argsort(~present, axis=1, kind="stable")[:, : lengths.max()]
    return np.maximum(np.take_along_axis(words, order, axis=1), 0), lengths
