"""The exam of a task, held many times during a run.

Every held-out sentence is read in one go and judged at its last word.
"""

import numpy as np
import torch

from core.nets.layer import Layered
from core.tasks import Task
from core.text import read


class Exam:
    """The held-out sentences of all lengths as one batch, and the probe sentence with its right answer."""

    def __init__(self, task: Task) -> None:
        parts = [task.exam(point) for point in task.exam_points]
        longest = max(part.ids.shape[1] for part in parts)
        padded = [np.pad(part.ids, ((0, 0), (0, longest - part.ids.shape[1]))) for part in parts]
        last = np.concatenate([part.last for part in parts])
        rows = np.arange(len(last))
        self._points = task.exam_points
        self._ids = torch.from_numpy(np.ascontiguousarray(np.concatenate(padded).T))
        self._last, self._rows = last, rows
        self._answers = np.concatenate([p.targets[np.arange(len(p.last)), p.last] for p in parts])
        self._starts = np.cumsum([0, *(len(part.ids) for part in parts)])[:-1]
        self.probe = read(task.probe, task.vocabulary)
        self.probe_answer = task.classes.index(task.probe_answer)

    def curve(self, model: Layered) -> tuple[tuple[int, float], ...]:
        """Return (length, share of right answers) for each length of the exam."""
        with torch.no_grad():
            logits = model.logits(self._ids, self._last, self._last, self._rows)
            answers = logits.argmax(dim=1).numpy()
        right = np.add.reduceat((answers == self._answers).astype(float), self._starts)
        sizes = np.diff([*self._starts, len(answers)])
        return tuple(zip(self._points, (right / sizes).tolist(), strict=True))
