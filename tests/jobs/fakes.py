"""Runs that behave badly on purpose, for the workers of a desk under test; the seed says how."""

from __future__ import annotations

import os
import signal
import time

import numpy as np

from core.arrays import Floats32
from core.nets.checkpoint import Checkpoint
from core.nets.snapshot import Snapshot
from core.network import Network, initial_network
from core.spec import ModelSpec, RunSpec, TaskSpec, TrainSpec

FAKE = "tests.jobs.fakes:FakeRun"
FAILS, CANNOT_BEGIN, HANGS, DIES, DIVERGES, GREEDY = 101, 102, 103, 104, 105, 106
QUICK = 10_000
"""Steps of runs with seeds from here on take no time."""


def spec(seed: int = 0, steps: int = 20) -> RunSpec:
    """Return a small recipe; a fake step takes 5 ms."""
    return RunSpec(ModelSpec("rnn", 2, 3), TaskSpec("sentiment", 0, 2), TrainSpec(steps=steps), seed)


class FakeRun:
    """A run whose weights count the steps, and that can fail, hang, die or diverge at its third step."""

    def __init__(self, spec: RunSpec, checkpoint: Checkpoint | None = None) -> None:
        if spec.seed == CANNOT_BEGIN:
            raise ValueError("no such beginning")
        self.spec, self.step = spec, 0
        self._diverged: str | None = None
        self._losses: list[float] = []
        if checkpoint is not None:
            self.step, self._losses = checkpoint.step, checkpoint.losses.tolist()

    @property
    def done(self) -> bool:
        return self._diverged is not None or self.step >= self.spec.train.steps

    def train(self, steps: int) -> None:
        for _ in range(steps):
            if self.done:
                return
            self._train_one()

    def _train_one(self) -> None:
        time.sleep(0.005 if self.spec.seed < QUICK else 0)
        self.step += 1
        self._losses.append(1.0 / self.step)
        if self.step < 3:
            return
        if self.spec.seed == FAILS:
            raise ArithmeticError("the third step does not work")
        if self.spec.seed == HANGS:
            time.sleep(3600)
        if self.spec.seed == GREEDY:
            np.ones((20_000, 20_000))
        if self.spec.seed == DIES:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.spec.seed == DIVERGES:
            self._diverged = "The loss became NaN (not a number) at step 3; the gradient norm before it was 7"

    def checkpoint(self) -> Checkpoint:
        losses, norms = self.unreported()
        weights = dict(self.network().weights)
        return Checkpoint(self.step, weights, {}, {}, losses, norms, None, self._diverged, 0.0)

    def unreported(self, since: int = 0) -> tuple[Floats32, Floats32]:
        losses = np.array(self._losses[since:], np.float32)
        return losses, losses

    def network(self) -> Network:
        weights = dict(initial_network(self.spec).weights)
        weights["readout.bias"] = np.full(2, self.step, np.float32)
        return Network(self.spec, self.step, weights)

    def snapshot(self) -> Snapshot:
        losses = np.array(self._losses, np.float32)
        self._losses = []
        return Snapshot(
            step=self.step,
            steps_total=self.spec.train.steps,
            losses=losses,
            gradient_norms=losses,
            score=0.5,
            curve=((3, 0.5),),
            profile=np.zeros(4),
            cell_profile=None,
            weights=dict(self.network().weights),
            diverged=self._diverged,
            seconds=0.005 * self.step,
        )
