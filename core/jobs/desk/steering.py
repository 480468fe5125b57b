"""Pausing, stepping and changing runs, for one watcher and never at the cost of the others.

A run under `spec.key` may be watched by many and is never held up. A watcher that pauses it gets a copy,
under "key~eight letters"; one that changes its course gets a run of another recipe. The desk holds the lock.
"""

from __future__ import annotations

import hashlib

from ...spec import RunSpec
from ..engine import Recipe
from .admission import RunRefusedError
from .changing import Keep, changed
from .job import Job
from .roster import Roster


class Steering:
    """Pause, step and change runs. Each method returns the run that the watcher has afterwards."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def pause(self, job: Job, watcher: str) -> Job:
        """Hold a run at its checkpoint, as the watcher's own."""
        if job.active:
            job = self._own(job, job.spec, watcher)
            self._roster.hold(job)
        return job

    def go_on(self, job: Job, watcher: str, steps: int | None) -> Job:
        """Let a paused run take that many steps, or all that are left."""
        if job.state == "paused":
            self._admit_stranger(job, watcher)
            job.join(watcher)
            if steps is not None and not job.aside:
                job.until = min(job.history.step + steps, job.spec.steps)
            self._roster.queue(job, watcher)
            self._roster.give_out()
        return job

    def change(self, job: Job, watcher: str, learning_rate: float | None, clip: float | Keep | None) -> Job:
        """Let a run go on with another learning rate or clip; paused if it was paused.

        Raises:
            RunRefusedError: when it has ended.
            ValueError: when a value is out of range, or it was changed too often.
        """
        if job.over:
            raise RunRefusedError("This run has ended; its course cannot be changed. Train a new one.")
        if not isinstance(job.spec, RunSpec):
            raise RunRefusedError("The course of this run cannot be changed. Train another one.")
        spec = changed(job.spec, job.checkpoint, learning_rate, clip)
        if spec == job.spec:
            return job
        fork = self._own(job, spec, watcher) if job.held else self._shared(job, spec, watcher)
        self._roster.give_out()
        return fork

    def leave(self, job: Job, watcher: str) -> None:
        """Forget a watcher; a run that nobody watches is given up."""
        job.leave(watcher)
        self._give_up_unwatched(job)

    def _own(self, job: Job, spec: Recipe, watcher: str) -> Job:
        """Return a copy of a run that stands at its checkpoint and is this watcher's alone.

        The watcher leaves the shared run. A run that is already the watcher's own is returned as it is.
        """
        key = f"{spec.key}~{hashlib.sha256(watcher.encode()).hexdigest()[:8]}"
        if job.key == key:
            return job
        self._admit_stranger(job, watcher)
        own = job.copy(spec, key)
        job.leave_for(watcher, own)
        self._give_up_unwatched(job)
        self._roster.put(own, watcher)
        return own

    def _shared(self, job: Job, spec: Recipe, watcher: str) -> Job:
        """Return the run of another recipe, which goes on from this one's checkpoint; leave this one."""
        self._admit_stranger(job, watcher)
        fork = self._roster.jobs.get(spec.key)
        if fork is None or fork.useless:
            fork = job.copy(spec, spec.key)
            fork.turn = job.turn
            fork.enter("queued")
            self._roster.put(fork, watcher)
        fork.join(watcher)
        self.leave(job, watcher)
        return fork

    def _give_up_unwatched(self, job: Job) -> None:
        if not job.seen:
            self._roster.stop(job, "")

    def _admit_stranger(self, job: Job, watcher: str) -> None:
        if watcher not in job.seen:
            self._roster.admit(watcher, joining=True)
