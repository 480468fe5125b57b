"""Who may train how much: the quotas of a watcher and of a place, and the end of the queue.

A place is where watchers come from, such as a network address: what stands before the first "." of their
names.

A quota belongs to a watcher: two runs trained at once, six more waiting or paused, and turns in the queue
(start-time fair queueing, `turns`). Runs that only the house waits for take half of the room at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .job import HOUSE, Job

SHARE: Final = 0.75
"""The part of what all share that one place may use. Not little: a whole class may come from one address."""


class RunRefusedError(RuntimeError):
    """A run that the desk does not take now; the message says why and what to do, in words for a learner."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """How many runs one watcher may have, and how many the desk takes in all.

    Attributes:
        active: Runs of a watcher that are trained at the same time.
        waiting: Runs that it may have beside these, in the queue or paused.
        queue: Runs that may wait in all; those that only one place waits for may fill `SHARE` of it.
    """

    active: int = 2
    waiting: int = 6
    queue: int = 256

    def admit(self, jobs: Iterable[Job], watcher: str, *, joining: bool) -> None:
        """Let a watcher have one more run, of its own or one that others have as well.

        Raises:
            RunRefusedError: when it has too many, or too many wait.
        """
        if watcher == HOUSE:
            return
        going = [job for job in jobs if not job.over]
        having = sum(watcher in job.seen for job in going)
        most = self.active + self.waiting
        if having >= most:
            raise RunRefusedError(
                f"You have {having} runs going, waiting or paused, and {most} is the most. "
                "Stop one, or wait until one is done."
            )
        if joining:
            return
        queued = [job for job in going if job.state == "queued"]
        if len(queued) >= self.queue:
            raise RunRefusedError(
                f"{len(queued)} runs are waiting, and that is the most. Try again in a minute."
            )
        place = place_of(watcher)
        of_place = sum({place_of(name) for name in job.seen} == {place} for job in queued)
        if of_place >= max(1, int(SHARE * self.queue)):
            raise RunRefusedError(
                f"{of_place} runs that were asked for from your network address are waiting, and that is the "
                "most. Try again in a minute."
            )

    def may_begin(self, job: Job, having: Mapping[str, int], running: int, capacity: int) -> bool:
        """Whether a run may begin now.

        What only the house waits for leaves half of the room to visitors, and trains fast, side by side with
        little else.

        Args:
            job: One that waits.
            having: How many runs of each watcher are trained now.
            running: How many are trained now in all.
            capacity: How many can be.
        """
        if running >= capacity:
            return False
        if job.for_house_only:
            return running < max(1, capacity // 2)
        return any(watcher == HOUSE or having.get(watcher, 0) < self.active for watcher in job.seen)


def count_watchers(jobs: Iterable[Job]) -> Counter[str]:
    """Return how many of these runs each watcher has."""
    return Counter(watcher for job in jobs for watcher in job.seen)


def place_of(watcher: str) -> str:
    """Return where a watcher comes from; a name without a "." is a place of its own."""
    return watcher.partition(".")[0]
