"""Where a run runs: one desk takes the recipes of all pages and has worker processes train each once.

Two people who ask for the same spec watch the same run. Watchers take turns in the queue; a run that nobody
watches is stopped; a worker that dies or hangs is replaced and its runs begin again, to the same numbers.
Knows no torch and no Streamlit.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import OrderedDict
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from core.jobs.crew import Crew, Member
from core.jobs.job import HOUSE, Job, RunView, in_turn
from core.jobs.turns import Turns
from core.jobs.wire import DEFAULT_RUN, Report, State
from core.network import Network
from core.spec import RunSpec

_LOG = logging.getLogger(__name__)
TICK = 0.25
LOST_WORKERS = 3


class RunRefusedError(RuntimeError):
    """A run that the desk does not take now; the message says why and what to do, in words for a learner."""


class Desk:
    """Takes runs, shows them, and keeps the finished ones.

    Args:
        workers: Training processes.
        active_per_worker: Runs that a process trains at the same time.
        keep: Runs that are kept after they ended; the least recently looked at goes first, those of the house
            never.
        patience: Seconds after which a watcher that does not look counts as gone.
        runs_per_watcher: Runs that one watcher may have going and waiting.
        queue: Runs that may wait.
        run: What the workers train with, "module:class".
    """

    def __init__(
        self,
        workers: int = 2,
        active_per_worker: int = 2,
        keep: int = 64,
        patience: float = 30.0,
        *,
        runs_per_watcher: int = 4,
        queue: int = 256,
        run: str = DEFAULT_RUN,
    ) -> None:
        self._keep, self._patience = keep, patience
        self._runs_per_watcher, self._queue = runs_per_watcher, queue
        self._crew = Crew(workers, active_per_worker, run)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._arrivals = 0
        self._tickets = 0
        self._turns = Turns()
        self._lock = threading.Lock()
        self._wake_out, self._wake_in = os.pipe()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def start(self) -> Self:
        """Start the workers; they take a few seconds to be ready. Does nothing the second time."""
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("This desk is closed; make a new one.")
            if self._thread is None:
                self._crew.fill()
                self._thread = threading.Thread(target=self._attend, name="desk", daemon=True)
                self._thread.start()
        return self

    def close(self) -> None:
        """End the workers. What is finished can still be looked at. Does nothing the second time."""
        with self._lock:
            if self._closed.is_set():
                return
            self._closed.set()
            for job in self._jobs.values():
                if job.active:
                    job.end("stopped", "The server is closing.")
        os.close(self._wake_in)
        if self._thread is not None:
            self._thread.join()
        self._crew.close()
        os.close(self._wake_out)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        with self._lock:
            return tuple(member.process.pid for member in self._crew)

    def submit(self, spec: RunSpec, watcher: str) -> RunView:
        """Have `spec` trained, or join the run that trains it or has trained it, as `watcher`.

        Raises:
            RunRefusedError: when the watcher has too many runs going and waiting, or too many wait in all.
        """
        key = spec.key
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.state in ("stopped", "failed"):
                self._admit(watcher, joining=False)
                job = self._jobs[key] = self._new_job(spec, key, watcher, before=job)
            elif job.active and watcher not in job.seen:
                self._admit(watcher, joining=True)
                job.turn = min(job.turn, self._turns.take(watcher))
            job.join(watcher)
            self._jobs.move_to_end(key)
            self._give_out()
            self._drop_oldest()
            return job.view()

    def look(self, key: str, watcher: str) -> RunView | None:
        """Return how a run stands and note that `watcher` is there; None when the desk does not know the run.

        A watcher that has left sees what it saw last.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                return None
            self._jobs.move_to_end(key)
            if watcher in job.left:
                return job.left[watcher]
            job.see(watcher)
            return job.view()

    def leave(self, key: str, watcher: str) -> None:
        """Stop a run for `watcher`: it stops for all when nobody else watches."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or not job.active:
                return
            job.leave(watcher)
            if not job.seen:
                self._stop(job, "")

    def network(self, key: str) -> Network | None:
        """Return the network of a run as it is now, or None when there is none yet."""
        with self._lock:
            job = self._jobs.get(key)
            return None if job is None else job.network

    def _new_job(self, spec: RunSpec, key: str, watcher: str, before: Job | None) -> Job:
        self._arrivals += 1
        job = Job(spec, key, self._arrivals, self._turns.take(watcher))
        if before is not None and before.kept_for_house:
            job.join(HOUSE)
        return job

    def _admit(self, watcher: str, *, joining: bool) -> None:
        if self._closed.is_set():
            raise RunRefusedError("The server is closing; no run can begin. Reload the page in a minute.")
        if watcher == HOUSE:
            return
        having = sum(job.active and watcher in job.seen for job in self._jobs.values())
        if having >= self._runs_per_watcher:
            raise RunRefusedError(
                f"You have {having} runs going or waiting, and {self._runs_per_watcher} is the most. "
                "Stop one, or wait until one is done."
            )
        waiting = sum(job.state == "queued" for job in self._jobs.values())
        if waiting >= self._queue and not joining:
            raise RunRefusedError(f"{waiting} runs are waiting, and that is the most. Try again in a minute.")

    def _stop(self, job: Job, message: str) -> None:
        for member in self._crew:
            member.drop(job)
        job.end("stopped", message)
        self._give_out()

    def _give_out(self) -> None:
        """Hand waiting runs to workers with room, and tell the others their place."""
        waiting = []
        for job in in_turn(self._jobs.values()):
            member = self._crew.with_room(alone=job.for_house_only)
            if member is None:
                waiting.append(job)
                continue
            self._turns.serve(job.turn)
            self._tickets += 1
            member.train(f"{job.key}/{self._tickets}", job)
            job.enter("running")
        for place, job in enumerate(waiting, start=1):
            if job.place != place:
                job.enter("queued", place=place)

    def _drop_oldest(self) -> None:
        ended = [key for key, job in self._jobs.items() if not job.active and not job.kept_for_house]
        for key in ended[: max(0, len(ended) - self._keep)]:
            del self._jobs[key]

    def _attend(self) -> None:
        """Listen to the workers, replace the dead, forget watchers that are gone: the desk's own thread."""
        while True:
            with self._lock:
                if self._closed.is_set():
                    return
                members = {member.connection: member for member in self._crew}
            for source in wait([*members, self._wake_out], timeout=TICK):
                if source in members:
                    self._hear(members[source])
            with self._lock:
                if self._closed.is_set():
                    return
                self._keep_house()

    def _hear(self, member: Member) -> None:
        try:
            report: Report = member.connection.recv()
        except Exception as error:  # noqa: BLE001 - whatever one worker does, the desk goes on
            if not isinstance(error, EOFError | ConnectionError):
                _LOG.exception("A training process sent what cannot be read; it is replaced.")
            with self._lock:
                self._replace(member, crashed=True)
            return
        with self._lock:
            self._note(member, report)

    def _note(self, member: Member, report: Report) -> None:
        if report[0] == "ready":
            member.greet()
        elif report[0] == "snapshots":
            if report[1] in member.jobs:
                member.jobs[report[1]].add(report[2])
        else:
            member.dropping.pop(report[1], None)
            job = member.jobs.pop(report[1], None)
            if job is not None:
                self._end(job, report[2], report[3])
            self._give_out()

    def _end(self, job: Job, state: State, message: str) -> None:
        job.end(state, message)
        self._drop_oldest()

    def _keep_house(self) -> None:
        for member in self._crew:
            if member.hangs:
                self._replace(member, crashed=False)
        self._crew.fill()
        since = time.monotonic() - self._patience
        for job in [job for job in self._jobs.values() if job.active]:
            job.forget_unseen(since)
            if not job.seen:
                self._stop(job, "Stopped, because nobody was watching.")
        if self._crew.failed_starts >= LOST_WORKERS:
            for job in in_turn(self._jobs.values()):
                self._end(job, "failed", "The training processes do not start; the server's log says why.")
        self._give_out()

    def _replace(self, member: Member, *, crashed: bool) -> None:
        for job in self._crew.remove(member):
            job.lost_workers += crashed
            if job.lost_workers >= LOST_WORKERS:
                self._end(job, "failed", f"The process that trained this run died {LOST_WORKERS} times.")
            else:
                job.restart()
        self._crew.fill()
        self._give_out()
