"""A seed of an experiment as a recipe for the desk: its networks are trained in turn, then measured.

Imports torch only where it trains. A seed that is lost with its process begins again: it takes seconds.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrays import Floats32
from ..nets.checkpoint import Checkpoint
from ..nets.snapshot import Snapshot
from .experiment import Experiment, Trained

if TYPE_CHECKING:
    from ..nets.run import Run


@dataclass(frozen=True, slots=True)
class Seed:
    """One seed of an experiment: a `core.jobs.Recipe`."""

    experiment: Experiment
    seed: int

    @property
    def key(self) -> str:
        """16 hex digits."""
        return hashlib.sha256(f"{self.experiment.fingerprint} {self.seed}".encode()).hexdigest()[:16]

    @property
    def steps(self) -> int:
        """The training steps of all its networks, and one in which they are measured."""
        return sum(spec.train.steps for spec in self.experiment.recipes(self.seed)) + 1

    @property
    def trainer(self) -> str:
        """What trains and measures it."""
        return f"{__name__}:SeedRun"


@dataclass(frozen=True, slots=True, eq=False)
class Measured(Snapshot):
    """A seed while it is trained; `values` are there at the end, a number a line.

    Where an experiment measures its networks singly, those of the first ones are there before.
    """

    values: tuple[float, ...] = ()


class SeedRun:
    """Trains the networks of a seed and measures them: a `core.jobs.active.Run`.

    Args:
        recipe: The seed.
        checkpoint: Where it stood; it begins again all the same.
    """

    def __init__(self, recipe: Seed, checkpoint: Checkpoint | None = None) -> None:  # noqa: ARG002
        self.step = 0
        self._recipe = recipe
        self._specs = recipe.experiment.recipes(recipe.seed)
        self._steps = recipe.steps
        self._told = 0
        self._run: Run | None = None
        self._trained: list[Trained] = []
        self._values: tuple[float, ...] = ()
        self._began = time.thread_time()

    @property
    def done(self) -> bool:
        """Whether it has been measured."""
        return self.step >= self._steps

    def train(self, steps: int) -> None:
        """Take that many steps, or as many as are left; of a network that diverged they are skipped."""
        while steps > 0 and not self.done:
            if len(self._trained) == len(self._specs):
                self._values = self._measured()
                self.step += 1
                return
            taken = self._train_one(steps)
            steps -= taken
            self.step += taken

    def unreported(self, since: int = 0) -> tuple[Floats32, Floats32]:
        """Return a NaN a step: several networks have no loss in common."""
        nothing = np.full(max(0, self.step - self._told - since), np.nan, np.float32)
        return nothing, nothing

    def checkpoint(self) -> Checkpoint:
        """Return its beginning."""
        none = np.zeros(0, np.float32)
        return Checkpoint(0, {}, {}, {}, none, none, None, None, 0.0)

    def snapshot(self) -> Measured:
        """Return how far it is, and what was measured once it was."""
        losses, norms = self.unreported()
        self._told = self.step
        return Measured(
            step=self.step,
            steps_total=self._steps,
            losses=losses,
            gradient_norms=norms,
            score=float("nan"),
            curve=(),
            weights={},
            diverged=None,
            seconds=time.thread_time() - self._began,
            values=self._values,
        )

    def _train_one(self, steps: int) -> int:
        """Train the network whose turn it is, by that many steps at most; return how many were its own."""
        from ..nets.run import Run

        before = sum(spec.train.steps for spec in self._specs[: len(self._trained)])
        spec = self._specs[len(self._trained)]
        if self._run is None:
            self._run = Run(spec)
        left = spec.train.steps - (self.step - before)
        self._run.train(min(steps, left))
        if steps >= left:
            last = self._run.snapshot()
            self._trained.append(Trained(self._run.network(), last.score, last.curve, last.seconds))
            self._run = None
            if self._recipe.experiment.singly:
                self._values += self._of((self._trained[-1],))
        return min(steps, left)

    def _of(self, trained: tuple[Trained, ...]) -> tuple[float, ...]:
        with np.errstate(all="ignore"):  # what is not finite is told as such
            return tuple(map(float, self._recipe.experiment.measure(self._recipe.seed, trained)))

    def _measured(self) -> tuple[float, ...]:
        experiment = self._recipe.experiment
        values = self._of(tuple(self._trained))
        if len(values) != len(experiment.lines):
            wanted = f"expected one a line, {len(experiment.lines)}"
            raise ValueError(f"{experiment.id} measured {len(values)} numbers; {wanted}.")
        return values


def measured_of(view: Any) -> Measured | None:
    """Return what was measured last of a seed on the desk, a `core.jobs.RunView`."""
    last = view.history[-1] if view.history else None
    return last if isinstance(last, Measured) else None
