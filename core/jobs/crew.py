"""The training processes as the desk sees them: started, given jobs, replaced when they die or hang.

A member is one process. The crew never decides what is trained; it says which member has room, and what a
dead one was doing. Each time a job is handed out it gets a new ticket, so that late news of an earlier
attempt cannot be taken for news of this one.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Final

from core.jobs.job import Job
from core.jobs.wire import DEFAULT_RUN, Order, start_worker

ANSWER_WITHIN: Final = 2.0


@dataclass(eq=False)
class Member:
    """One training process: its end of the wire, and its jobs by ticket.

    `dropping` holds the tickets that it was told to drop, and until when it has to confirm that.
    """

    process: subprocess.Popen[bytes]
    connection: Connection
    ready: bool = False
    jobs: dict[str, Job] = field(default_factory=dict)
    dropping: dict[str, float] = field(default_factory=dict)

    @property
    def load(self) -> int:
        """How many runs its process holds, those it has been told to drop included."""
        return len(self.jobs) + len(self.dropping)

    def train(self, ticket: str, job: Job) -> None:
        """Hand it a job."""
        self.jobs[ticket] = job
        self._order(("train", ticket, job.spec.to_dict()))

    def drop(self, job: Job) -> None:
        """Tell it to drop a job, if it has it; it must confirm within `ANSWER_WITHIN` seconds."""
        for ticket in [ticket for ticket, held in self.jobs.items() if held is job]:
            del self.jobs[ticket]
            self.dropping[ticket] = time.monotonic() + ANSWER_WITHIN
            self._order(("cancel", ticket))

    def greet(self) -> None:
        """Note that it has started; what it was told meanwhile it has to confirm from now on."""
        self.ready = True
        self.dropping = dict.fromkeys(self.dropping, time.monotonic() + ANSWER_WITHIN)

    @property
    def hangs(self) -> bool:
        """Whether it has not confirmed something in time."""
        now = time.monotonic()
        return self.ready and any(deadline < now for deadline in self.dropping.values())

    def end(self) -> None:
        """Kill the process; it has nothing that is worth saving."""
        self.connection.close()
        self.process.kill()
        self.process.wait()

    def _order(self, order: Order) -> None:
        # A process that has just died cannot be told: the desk reads the end of the file next.
        with suppress(OSError):
            self.connection.send(order)


class Crew:
    """A fixed number of members, each replaced when it is gone."""

    def __init__(self, size: int, runs_each: int, run: str = DEFAULT_RUN) -> None:
        self._size, self._runs_each, self._run = size, runs_each, run
        self._members: list[Member] = []
        self._start_again_at = 0.0
        self.failed_starts = 0

    def __iter__(self) -> Iterator[Member]:
        return iter(tuple(self._members))

    def fill(self) -> None:
        """Start the processes that are missing; later and later if they keep dying before they are ready."""
        while len(self._members) < self._size and time.monotonic() >= self._start_again_at:
            self._members.append(Member(*start_worker(self._run)))

    def with_room(self, *, alone: bool = False) -> Member | None:
        """Return the member with the fewest runs, or None if all are full; `alone` asks for an idle one."""
        most = 1 if alone else self._runs_each
        free = [member for member in self._members if member.load < most]
        return min(free, key=lambda member: (member.load, not member.ready), default=None)

    def remove(self, member: Member) -> list[Job]:
        """End a member and return the jobs that it leaves behind."""
        self._members.remove(member)
        member.end()
        self.failed_starts = 0 if member.ready else self.failed_starts + 1
        if self.failed_starts:
            self._start_again_at = time.monotonic() + min(30.0, 0.25 * 2**self.failed_starts)
        return list(member.jobs.values())

    def close(self) -> None:
        """End all members."""
        for member in self:
            self._members.remove(member)
            member.end()
