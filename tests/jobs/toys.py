"""A recipe that is no network, for the desk: a ball that rolls to the lowest point of a parabola."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats32
from core.nets.checkpoint import Checkpoint
from core.nets.snapshot import Snapshot


@dataclass(frozen=True)
class Valley:
    """Descend from `start`, that many steps."""

    start: float
    steps: int = 40
    trainer: str = "tests.jobs.toys:Descent"

    @property
    def key(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def lowest(self) -> float:
        """Where the ball is in the end, by the closed form of gradient descent on x²."""
        return self.start * 0.9**self.steps


class Descent:
    """x ← x − 0.1 · x; the loss is x²."""

    def __init__(self, recipe: Valley, checkpoint: Checkpoint | None = None) -> None:
        self._recipe = recipe
        self.step = 0 if checkpoint is None else checkpoint.step
        self._x = recipe.start if checkpoint is None else checkpoint.weights["x"].item()
        self._losses = [] if checkpoint is None else checkpoint.losses.tolist()

    @property
    def done(self) -> bool:
        return self.step >= self._recipe.steps

    def train(self, steps: int) -> None:
        for _ in range(min(steps, self._recipe.steps - self.step)):
            self._losses.append(self._x**2)
            self._x *= 0.9
            self.step += 1

    def unreported(self, since: int = 0) -> tuple[Floats32, Floats32]:
        losses = np.array(self._losses[since:], np.float32)
        return losses, 2 * np.sqrt(losses)

    def checkpoint(self) -> Checkpoint:
        weights = {"x": np.array([self._x], np.float32)}
        return Checkpoint(self.step, weights, {}, {}, *self.unreported(), None, None, 0.0)

    def snapshot(self) -> Snapshot:
        losses, norms = self.unreported()
        self._losses = []
        return Snapshot(
            step=self.step,
            steps_total=self._recipe.steps,
            losses=losses,
            gradient_norms=norms,
            score=self._x,
            curve=(),
            weights={"x": np.array([self._x], np.float32)},
            diverged=None,
            seconds=0.0,
        )
