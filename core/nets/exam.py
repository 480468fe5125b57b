"""The exam of a task, held many times during a run.

All held-out sentences are read in one go. A sentence is right if every answer that is judged in it is.
"""

import numpy as np
import torch

from core.arrays import Bools, Floats
from core.nets.layer import Layered
from core.tasks import Task
from core.tasks.base import joined


class Exam:
    """The held-out sentences of all lengths as one batch, and the probe sentence with its right answer."""

    def __init__(self, task: Task) -> None:
        parts = [task.exam(point) for point in task.exam_points]
        whole = joined(parts)
        self._points = task.exam_points
        self._ids = torch.from_numpy(np.ascontiguousarray(whole.ids.T))
        self._last = whole.last
        self._steps, self._rows = np.nonzero(whole.judged.T)
        self._targets = whole.targets[self._rows, self._steps]
        self._task = task
        self._sizes = [len(part.ids) for part in parts]
        self.probe = task.read(task.probe)
        self.probe_answer = task.probe_answer

    def curve(self, model: Layered) -> tuple[tuple[int, float], ...]:
        """Return (length, share of right sentences) for each length of the exam."""
        with torch.no_grad():
            logits = model.logits(self._ids, self._last, self._steps, self._rows).numpy()
        wrong = np.bincount(self._rows[~self._right(logits)], minlength=len(self._last))
        starts = np.cumsum([0, *self._sizes])[:-1]
        right = np.add.reduceat((wrong == 0).astype(float), starts)
        return tuple(zip(self._points, (right / self._sizes).tolist(), strict=True))

    def _right(self, logits: Floats) -> Bools:
        """Return which of the judged answers (N, K) are right, (N,)."""
        number = self._task.answer == "number"
        right: Bools = (
            np.abs(logits[:, 0] - self._targets) <= self._task.tolerance
            if number
            else logits.argmax(axis=1) == self._targets
        )
        return right
