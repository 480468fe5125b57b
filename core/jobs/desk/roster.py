"""The runs on the desk: which are trained, which wait for their turn, and what follows from a report.

The desk holds the lock; nothing here is called without it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..engine import Engine, Report, State
from .admission import Quotas, RunRefusedError, count_watchers
from .job import HOUSE, Job
from .pace import Queue
from .turns import Turns

LOST_IN_A_ROW: Final = 3
IN_SIGHT: Final = 4
"""How many times `keep` runs are kept while somebody still looks at them."""


class Roster:
    """All runs by key, the least recently looked at first.

    Args:
        engine: Trains them.
        quotas: How many each watcher may have.
        keep: Runs that are kept after they ended; those of the house are kept for good.
        patience: Seconds after which what nobody looked at is out of sight.
        tell: Called with the key of every run that changes.
    """

    def __init__(
        self, engine: Engine, quotas: Quotas, keep: int, patience: float, tell: Callable[[str], None]
    ) -> None:
        self.jobs: OrderedDict[str, Job] = OrderedDict()
        self._tell = tell
        self._engine, self._quotas, self._keep, self._patience = engine, quotas, keep, patience
        self._by_ticket: dict[str, Job] = {}
        self._arrivals = self._tickets = 0
        self._turns = Turns()
        self._queue = Queue()

    def admit(self, watcher: str, *, joining: bool) -> None:
        """Let a watcher have one more run.

        Raises:
            RunRefusedError: when it may not.
        """
        self._quotas.admit(self.jobs.values(), watcher, joining=joining)

    def put(self, job: Job, watcher: str) -> None:
        """Take in a run of a watcher, in place of one with its key."""
        before = self.jobs.get(job.key)
        if before is not None:
            self.withdraw(before)
            if before.kept_for_house:
                job.join(HOUSE)
        self._arrivals += 1
        job.arrival = self._arrivals
        job.join(watcher)
        self._show(job)
        self.jobs.move_to_end(job.key)

    def queue(self, job: Job, watcher: str) -> None:
        """Have a run wait for this watcher's turn."""
        job.turn = self._turns.take(watcher)
        job.enter("queued")

    def bring_forward(self, job: Job, watcher: str) -> None:
        """Note that one more waits for a run: it comes sooner, if the newcomer's turn does."""
        if job.active:
            job.turn = min(job.turn, self._turns.take(watcher))

    def may_watch(self, job: Job, watcher: str) -> bool:
        """Whether somebody who looks at a run counts as its watcher: it is one, or may have one more run."""
        if watcher in job.seen:
            return True
        try:
            self.admit(watcher, joining=True)
        except RunRefusedError:
            return False
        return True

    def wake(self, job: Job, watcher: str) -> None:
        """Have a run that was set aside go on, now that a watcher is there."""
        if job.aside:
            self.queue(job, watcher)
            self.give_out()

    def withdraw(self, job: Job) -> None:
        """Have it trained no more."""
        if job.ticket is not None:
            self._by_ticket.pop(job.ticket, None)
            self._engine.drop(job.ticket)
            job.ticket = None

    def hold(self, job: Job) -> None:
        """Have it stand at its checkpoint."""
        self.withdraw(job)
        job.hold()
        self.give_out()

    def stop(self, job: Job, message: str) -> None:
        """End a run before its end."""
        self.withdraw(job)
        self.end(job, "stopped", message)

    def end(self, job: Job, state: State, message: str) -> None:
        """Note how a run ended. A private copy that came to its end is there for all."""
        if state == "done":
            self._queue.took(job.pace.total)
        job.end(state, message)
        shared = self.jobs.get(job.spec.key)
        if job.private and state in ("done", "diverged") and (shared is None or shared.useless):
            self._show(job.published())
        self._drop_oldest()

    def set_aside(self, job: Job) -> None:
        """Take a run that nobody watches out of the queue or the engine, and keep its checkpoint."""
        self.withdraw(job)
        job.set_aside()

    def _show(self, job: Job) -> None:
        job.tell = self._tell
        self.jobs[job.key] = job
        self._tell(job.key)

    def give_out(self) -> None:
        """Have waiting runs trained as far as there is room, and tell the others their place."""
        capacity = self._engine.capacity

        def may_begin(job: Job, beside: Sequence[Job]) -> bool:
            return self._quotas.may_begin(job, count_watchers(beside), len(beside), capacity)

        running = [job for job in self.jobs.values() if job.state == "running"]
        waiting = []
        for job in in_turn(self.jobs.values()):
            if may_begin(job, running):
                self._begin(job)
                running.append(job)
            else:
                waiting.append(job)
        trouble = self._engine.trouble
        waits = self._queue.waits([(job, job.seconds_left) for job in running], waiting, capacity, may_begin)
        for place, (job, seconds) in enumerate(zip(waiting, waits, strict=True), start=1):
            if (job.place, job.message) != (place, trouble):
                job.enter("queued", trouble, place=place)
            job.estimate(None if trouble else seconds)

    def note(self, report: Report) -> None:
        """Take a report of the engine; a late one of an attempt that was given up changes nothing."""
        if report[0] == "ready":
            self.give_out()
            return
        job = self._by_ticket.get(report[1])
        if job is None:
            return
        if report[0] == "progress":
            job.add_tail(*report[2:])
        elif report[0] == "snapshots":
            job.add(*report[2:])
        else:
            del self._by_ticket[report[1]]
            job.ticket = None
            if report[0] == "lost":
                self._lose(job)
            elif report[2] == "held":
                job.hold()
            else:
                self.end(job, report[2], report[3])
            self.give_out()

    def forget(self, since: float, paused_since: float) -> None:
        """Set aside what nobody has watched since then, and stop what is paused and nobody came back to."""
        for job in [job for job in self.jobs.values() if not job.over]:
            if job.active:
                job.forget_unseen(since)
                if not job.seen:
                    self.set_aside(job)
            elif job.looked_at < paused_since:
                self._abandon(job)
        self._stop_oldest_aside()
        self.give_out()

    def _stop_oldest_aside(self) -> None:
        aside = [job for job in self.jobs.values() if job.aside]
        for job in aside[: max(0, len(aside) - self._keep)]:
            self._abandon(job)

    def _abandon(self, job: Job) -> None:
        job.abandoned = True
        self.stop(job, "Stopped, because nobody came back to it.")

    def _begin(self, job: Job) -> None:
        self._turns.serve(job.turn)
        self._tickets += 1
        job.ticket = f"{job.key}/{self._tickets}"
        self._by_ticket[job.ticket] = job
        job.begin()
        self._engine.train(job.ticket, job.spec, job.checkpoint, job.until)

    def _lose(self, job: Job) -> None:
        job.lose()
        if self._engine.trouble:
            job.lost_in_a_row = 0  # the run is not to blame
        if job.lost_in_a_row >= LOST_IN_A_ROW:
            self.end(job, "failed", f"The process that trained this run died {LOST_IN_A_ROW} times in a row.")

    def _drop_oldest(self) -> None:
        ended = [job for job in self.jobs.values() if job.over and not job.kept_for_house]
        given_up = [job for job in ended if job.useless]
        finished = [job for job in ended if not job.useless]
        # What left no network, such as a seed that was measured, comes in scores: it pushes no network out.
        networks = [job for job in finished if job.network is not None]
        others = [job for job in finished if job.network is None]
        since = time.monotonic() - self._patience
        kinds = (given_up, max(1, self._keep // 4)), (networks, self._keep), (others, self._keep)
        for jobs, usual in kinds:
            for too_many, job in zip(range(len(jobs) - usual, 0, -1), jobs, strict=False):
                if job.looked_at < since or too_many > (IN_SIGHT - 1) * usual:
                    del self.jobs[job.key]
                    self._tell(job.key)


def in_turn(jobs: Iterable[Job]) -> list[Job]:
    """Return the waiting jobs, next first."""
    return sorted((job for job in jobs if job.state == "queued"), key=lambda job: (job.turn, job.arrival))
