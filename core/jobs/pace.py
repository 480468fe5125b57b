"""How fast a run goes, and how long it still takes. Estimates for people; nothing else depends on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

USUAL = 5.0
"""Seconds that a run is expected to take before any was seen."""

_FADES = 5.0
_TELLS_AFTER = 1.0


class Pace:
    """Seconds of real time that work takes; what is older than a few seconds counts less and less.

    Work is counted in any unit. `total` is how long the run was trained, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work = self._seconds = self._watched = self.total = 0.0
        self._last = (clock(), 0.0)
        self._begins = True

    def begin(self, work: float) -> None:
        """Note that training goes on now, with so much done."""
        self._last = (self._clock(), work)
        self._begins = True

    def note(self, work: float) -> None:
        """Note that so much is done. The first news do not tell the pace: preparations are in them."""
        now = self._clock()
        seconds, done = now - self._last[0], max(0.0, work - self._last[1])
        self.total += seconds
        if not self._begins:
            kept = 0.5 ** (seconds / _FADES)
            self._work = kept * self._work + done
            self._seconds = kept * self._seconds + seconds
            self._watched += seconds
        self._last, self._begins = (now, work), False

    def seconds(self, work: float) -> float | None:
        """Return how long so much work will take, or None in the first second of training."""
        known = self._work > 0.0 and self._watched >= _TELLS_AFTER
        return work * self._seconds / self._work if known else None


class Queue:
    """How long those that wait will wait: the work before them, shared by as many as train at once."""

    def __init__(self) -> None:
        self._usual = USUAL

    def took(self, seconds: float) -> None:
        """Note how long a run took from its beginning to its end."""
        self._usual += 0.2 * (seconds - self._usual)

    def waits(self, running: Iterable[float | None], waiting: int, capacity: int) -> list[float]:
        """Return the seconds until each of the waiting runs begins, next first.

        Args:
            running: What the running ones still take, as far as it is known.
            waiting: How many wait.
            capacity: How many train at the same time.
        """
        free = sorted(self._usual / 2 if left is None else left for left in running)[:capacity]
        free = [0.0] * (max(capacity, 1) - len(free)) + free
        begins = []
        for _ in range(waiting):
            begins.append(min(free))
            free[free.index(begins[-1])] += self._usual
        return begins
