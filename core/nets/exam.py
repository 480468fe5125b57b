"""The exam of a task, held many times during a run.

All held-out sentences are read in one go. A sentence is right if every answer that is judged in it is; a
language model's answers are measured by their perplexity. Its shorter passages are the beginnings of the
longest ones, so a network that does not look ahead reads only those.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional

from ..arrays import Bools, Floats
from ..tasks import Batch, Task
from ..tasks.base import joined
from .layer import Layered

Curve = tuple[tuple[int, float], ...]


class Exam:
    """The held-out sentences of all lengths as one batch, and the probe sentence with its right answer."""

    def __init__(self, task: Task, *, looks_ahead: bool = False) -> None:
        parts = [task.exam(point) for point in task.exam_points]
        at_once = task.scale == "perplexity" and not looks_ahead
        whole = _longest(parts) if at_once else joined(parts)
        self._points = task.exam_points
        self._ids = torch.from_numpy(np.ascontiguousarray(whole.ids.T))
        self._last = whole.last
        self._steps, self._rows = np.nonzero(whole.judged.T)
        self._targets = whole.targets[self._rows, self._steps]
        self._task = task
        self._sizes = [len(part.ids) for part in parts]
        of_row = np.repeat(np.arange(len(parts)), self._sizes)
        of_step = np.searchsorted(self._points, np.arange(whole.ids.shape[1]), side="right")
        self._part = of_step[self._steps] if at_once else of_row[self._rows]
        self.probe = task.read(task.probe)
        self.probe_answer = task.probe_answer

    def measure(self, model: Layered) -> tuple[Curve, float]:
        """Return (length, value) for each length of the exam, and the value of the whole.

        The value is the share of right sentences, the whole the mean of the curve; or the perplexity of all
        judged answers.
        """
        with torch.no_grad():
            logits = model.logits(self._ids, self._last, self._steps, self._rows)
        if self._task.scale == "perplexity":
            return self._perplexities(logits)
        wrong = np.bincount(self._rows[~self._right(logits.numpy())], minlength=len(self._last))
        starts = np.cumsum([0, *self._sizes])[:-1]
        shares = np.add.reduceat((wrong == 0).astype(float), starts) / self._sizes
        return tuple(zip(self._points, shares.tolist(), strict=True)), float(np.mean(shares))

    def _perplexities(self, logits: torch.Tensor) -> tuple[Curve, float]:
        targets = torch.from_numpy(self._targets)
        each = functional.cross_entropy(logits, targets, reduction="none").numpy().astype(float)
        means = np.bincount(self._part, each) / np.bincount(self._part)
        return tuple(zip(self._points, np.exp(means).tolist(), strict=True)), float(np.exp(each.mean()))

    def _right(self, logits: Floats) -> Bools:
        """Return which of the judged answers (N, K) are right, (N,)."""
        number = self._task.answer == "number"
        right: Bools = (
            np.abs(logits[:, 0] - self._targets) <= self._task.tolerance
            if number
            else logits.argmax(axis=1) == self._targets
        )
        return right


def _longest(parts: Sequence[Batch]) -> Batch:
    """Return the longest of some passages, whose beginnings the others are, with what all of them judge."""
    width = parts[-1].judged.shape[1]
    judged = [np.pad(part.judged, ((0, 0), (0, width - part.judged.shape[1]))) for part in parts]
    return replace(parts[-1], judged=np.logical_or.reduce(judged))
