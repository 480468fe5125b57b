"""The exam of a task, held many times during a run: all held-out sentences are read in one go.

Most tasks count right sentences (`ShareExam`); a language model's answers are measured by their perplexity
(`TextExam`), the numbers with which a series is gone on with by their error (`HorizonExam`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ..arrays import Bools, Floats, Ints
from ..instruments.continuation import go_on
from ..instruments.generate import draw_on, noise
from ..tasks import Batch, Task
from ..tasks.base import joined
from ..tasks.reviews import STARS, Reviews, stars_of
from ..tasks.series import Series
from ..tasks.translation import END
from ..text import encode
from .layer import Layered

MOST_WRITTEN = 26
"""Words of a review that is let run on: the longest of the grammar, with its end."""

Curve = tuple[tuple[int, float], ...]


class Exam(Protocol):
    """What measures a network."""

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """Return (length, score) for each length of the exam, and the score of the whole."""


def exam_of(task: Task, *, looks_ahead: bool = False) -> Exam:
    """Return the exam of a task, for a network that looks ahead in the sentence or does not."""
    if isinstance(task, Series):
        return HorizonExam(task)
    if isinstance(task, Reviews):
        return WritingExam(task)
    return TextExam(task, looks_ahead) if task.scale == "perplexity" else ShareExam(task)


class ShareExam:
    """The share of right sentences: those in which every answer that is judged is right.

    The score of the whole is the mean of the curve; of a pooled exam, the share of all sentences.
    """

    def __init__(self, task: Task) -> None:
        self._task = task
        parts = [task.exam(point) for point in task.exam_points]
        self._sizes = [len(part.ids) for part in parts]
        self._asked = _Answers(joined(parts))

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """See `Exam`."""
        wrong = np.bincount(
            self._asked.rows[~self._right(self._asked.of(model).numpy())], minlength=sum(self._sizes)
        )
        starts = np.cumsum([0, *self._sizes])[:-1]
        shares = np.add.reduceat((wrong == 0).astype(float), starts) / self._sizes
        whole = np.average(shares, weights=self._sizes if self._task.pooled else None)
        return tuple(zip(self._task.exam_points, shares.tolist(), strict=True)), float(whole)

    def _right(self, logits: Floats) -> Bools:
        """Return which of the judged answers (N, K) are right, (N,)."""
        targets = self._asked.targets
        right: Bools = (
            np.abs(logits[:, 0] - targets) <= self._task.tolerance
            if self._task.answer == "number"
            else logits.argmax(axis=1) == targets
        )
        return right


class TextExam:
    """The perplexity of the answers after each number of words read; of the whole: of all answers.

    Shorter passages are the beginnings of the longest ones, so a network that does not look ahead reads only
    those: which point of the curve an answer belongs to is then told by its timestep.
    """

    def __init__(self, task: Task, looks_ahead: bool) -> None:
        self._points = task.exam_points
        parts = [task.exam(point) for point in self._points]
        self._asked = _Answers(joined(parts) if looks_ahead else _longest(parts))
        if looks_ahead:
            of_row = np.repeat(np.arange(len(parts)), [len(part.ids) for part in parts])
            self._part = of_row[self._asked.rows]
        else:
            self._part = np.searchsorted(self._points, self._asked.steps, side="right")

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """See `Exam`."""
        targets = torch.from_numpy(self._asked.targets)
        each = functional.cross_entropy(self._asked.of(model), targets, reduction="none")
        losses = each.numpy().astype(float)
        means = np.bincount(self._part, losses) / np.bincount(self._part)
        return tuple(zip(self._points, np.exp(means).tolist(), strict=True)), float(np.exp(losses.mean()))


class HorizonExam:
    """The error of a series so many steps ahead, where a network goes on by itself; then their mean."""

    def __init__(self, task: Series) -> None:
        self._task = task
        self._ids = task.exam(task.exam_points[0]).ids

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """See `Exam`."""
        points = self._task.exam_points
        said = go_on(model.model, model.arrays(), self._ids, points[-1], self._task.ids_of)
        with np.errstate(all="ignore"):
            curve = tuple((point, self._task.error(said[:, point - 1], point)) for point in points)
        return curve, float(np.mean([error for _, error in curve]))


class WritingExam:
    """The share of right reviews among those that a network writes by itself, by stars; then the mean."""

    def __init__(self, task: Reviews) -> None:
        self._task = task
        given = np.repeat(encode(STARS, task.vocabulary), [*task.exam_sizes.values()])
        self._ids = given[:, None]
        self._noise = noise(MOST_WRITTEN, len(given), len(task.classes))

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """See `Exam`."""
        written = draw_on(model.model, model.arrays(), self._ids, self._noise)
        right = [
            self._task.vocabulary[stars] == str(stars_of(self._words(ids)))
            for stars, ids in zip(self._ids[:, 0], written, strict=True)
        ]
        ends = np.cumsum([*self._task.exam_sizes.values()])
        shares = [float(np.mean(part)) for part in np.split(right, ends[:-1])]
        return tuple(zip(self._task.exam_points, shares, strict=True)), float(np.mean(shares))

    def _words(self, ids: Ints) -> list[str]:
        """Return the words before the sign for the end; nothing where it was never written."""
        words = [self._task.vocabulary[index] for index in ids]
        return words[: words.index(END)] if END in words else []


class _Answers:
    """The answers that are judged in some sentences: their timesteps, sentences and targets, (N,) each."""

    def __init__(self, batch: Batch) -> None:
        self.steps, self.rows = np.nonzero(batch.judged.T)
        self.targets = batch.targets[self.rows, self.steps]
        self._ids, self._last = torch.from_numpy(np.ascontiguousarray(batch.ids.T)), batch.last

    def of(self, model: Layered) -> Tensor:
        """Return what a network answers, (N, K)."""
        with torch.no_grad():
            return model.logits(self._ids, self._last, self.steps, self.rows)


def _longest(parts: Sequence[Batch]) -> Batch:
    """Return the longest of some passages, whose beginnings the others are, with what all of them judge."""
    width = parts[-1].judged.shape[1]
    judged = [np.pad(part.judged, ((0, 0), (0, width - part.judged.shape[1]))) for part in parts]
    return replace(parts[-1], judged=np.logical_or.reduce(judged))
