"""A run while it is trained, in short slices: what is measured when, and what is told when.

The same for every engine, so that a run leaves the same numbers wherever it was trained. Imports no torch:
the class of the run is imported in the process that trains.

Checkpoints travel in the reports (weights, optimiser, generator, losses not yet handed over), about five a
second, more rarely for large networks. So the runs of a dead worker go on elsewhere from the last one, to the
same bits. Nothing is written to disk.
"""

from __future__ import annotations

import importlib
import pickle
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..spec.schedule import snapshot_steps
from .desk.history import without_weights
from .engine import End, Recipe, Report

if TYPE_CHECKING:
    from ..arrays import Floats32
    from ..nets.checkpoint import Checkpoint
    from ..nets.snapshot import Snapshot

SLICE = 0.04
REPORT_EVERY = 0.1
CHECKPOINT_EVERY = 0.2
CHECKPOINT_SHARE = 0.02
"""Checkpoints of large networks come more rarely: making and sending them takes this share of the time."""


class Run(Protocol):
    """What trains, made of a recipe and a checkpoint or None; `core.nets.run.Run` is one."""

    @property
    def step(self) -> int:
        """Training steps that are done."""

    @property
    def done(self) -> bool:
        """Whether there is nothing more to train, because it came to its end or diverged."""

    def train(self, steps: int) -> None:
        """Train that many steps, or fewer at the end."""

    def unreported(self, since: int = 0) -> tuple[Floats32, Floats32]:
        """Return losses and gradient norms after the last snapshot, without the first `since`."""

    def snapshot(self) -> Snapshot:
        """Measure; the losses of the steps since the last snapshot are handed over with it."""

    def checkpoint(self) -> Checkpoint:
        """Return all that is needed to go on from here."""


class Assignment(NamedTuple):
    """What is to be trained: by which class ("module:class"), from where, until which step or to the end."""

    trainer: str
    recipe: Recipe
    checkpoint: Checkpoint | None = None
    until: int | None = None

    def packed(self) -> bytes:
        """Return it as it travels. Only `ActiveRun` reads that: what cannot be read fails that run alone."""
        return pickle.dumps(tuple(self), pickle.HIGHEST_PROTOCOL)


def load(name: str) -> Any:
    """Return what "module:attribute" names."""
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


class ActiveRun:
    """One attempt at a run: call `work` until it is `over`, and pass on what it tells.

    Args:
        ticket: Stands in every report.
        assignment: A packed `Assignment`.
    """

    def __init__(self, ticket: str, assignment: bytes) -> None:
        self.ticket = ticket
        self.over = False
        self._assignment = assignment
        self._run: Run | None = None
        self._stops: deque[int] = deque()
        self._until: int | None = None
        self._seconds_per_step = 0.0
        self._unreported: list[Snapshot] = []
        self._told = 0
        self._diverged: str | None = None
        self._report_at = self._checkpoint_at = 0.0

    def work(self) -> list[Report]:
        """Train for about one slice, measure if it is time, and return what is to be told now."""
        try:
            run = self._run or self._started()
            self._train(run)
            return list(self._reports(run, time.monotonic()))
        except Exception as error:  # noqa: BLE001 - whatever a run does, the others go on
            traceback.print_exc()
            self.over = True
            return [("ended", self.ticket, "failed", _in_words(error, begun=self._run is not None))]

    def _started(self) -> Run:
        trainer, recipe, checkpoint, until = Assignment(*pickle.loads(self._assignment))  # noqa: S301 - ours
        self._assignment = b""  # a checkpoint is large
        run_class = load(trainer)
        if "torch" in sys.modules:
            sys.modules["torch"].set_num_threads(1)
        run: Run = run_class(recipe, checkpoint)
        self._until = until
        self._told = 0 if checkpoint is None else len(checkpoint.losses)
        steps = {*snapshot_steps(recipe.steps), *(() if until is None else (until,))}
        self._stops = deque(sorted(step for step in steps if step > run.step))
        self._run = run
        return run

    def _train(self, run: Run) -> None:
        """Train at most to the next step that is measured, and measure there."""
        if not run.done and not self._held(run):
            fitting = int(SLICE / self._seconds_per_step) if self._seconds_per_step else 1
            n = min(self._stops[0] - run.step, max(1, fitting))
            before = time.perf_counter()
            run.train(n)
            self._seconds_per_step = (time.perf_counter() - before) / n
        if run.done or self._held(run) or run.step >= self._stops[0]:
            if self._stops and run.step >= self._stops[0]:
                self._stops.popleft()
            measured = run.snapshot()
            self._unreported.append(measured)
            self._diverged, self._told = measured.diverged, 0

    def _held(self, run: Run) -> bool:
        return self._until is not None and run.step >= self._until

    def _reports(self, run: Run, now: float) -> Iterator[Report]:
        self.over = run.done or self._held(run)
        if now < self._report_at and not self.over:
            return
        self._report_at = now + REPORT_EVERY
        losses, norms = run.unreported(self._told)
        checkpoint = self._checkpoint(run, now) if not run.done else None
        if self._unreported:
            *earlier, last = self._unreported
            self._unreported = []
            goes_with = None if len(losses) else checkpoint
            yield "snapshots", self.ticket, [*map(without_weights, earlier), last], goes_with
        if len(losses):
            self._told += len(losses)
            yield "progress", self.ticket, losses, norms, checkpoint
        if self.over:
            yield "ended", self.ticket, *self._end(run)

    def _checkpoint(self, run: Run, now: float) -> Checkpoint | None:
        """Return a checkpoint if it is time for one."""
        if now < self._checkpoint_at and not self.over:
            return None
        checkpoint = run.checkpoint()
        arrays = (*checkpoint.weights.values(), *checkpoint.optimiser.values())
        size = sum(array.nbytes for array in arrays)
        cost = time.monotonic() - now + size / 1e9  # pickling and a socket move about a gigabyte a second
        self._checkpoint_at = now + max(CHECKPOINT_EVERY, cost / CHECKPOINT_SHARE)
        return checkpoint

    def _end(self, run: Run) -> tuple[End, str]:
        if not run.done:
            return "held", ""
        return ("diverged", self._diverged) if self._diverged else ("done", "")


_NO_MEMORY = ("allocate memory", "not enough memory", "bad_alloc")
"""How torch says it."""


def _in_words(error: Exception, *, begun: bool) -> str:
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, MemoryError) or any(one in said for one in _NO_MEMORY):
        return (
            "This training needs more memory than one may use here. "
            "Choose fewer units, fewer layers or fewer sentences in a step."
        )
    if isinstance(error, ImportError | AttributeError) and not begun:
        return f"The processes that train do not have this version of the program: {said}"
    return f"The training {'met an error' if begun else 'could not begin'}: {said}"
