"""How fast a run goes, and how long it still takes. Estimates for people; nothing else depends on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any

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
    """How long those that wait will wait: the work before them, under the rules by which runs begin."""

    def __init__(self) -> None:
        self._usual = USUAL

    def took(self, seconds: float) -> None:
        """Note how long a run took from its beginning to its end."""
        self._usual += 0.2 * (seconds - self._usual)

    def waits(
        self,
        running: Iterable[tuple[Any, float | None]],
        waiting: Sequence[Any],
        capacity: int,
        may_begin: Callable[[Any, Sequence[Any]], bool],
    ) -> list[float]:
        """Return the seconds until each of the waiting runs begins, in their order, by playing it through.

        Args:
            running: The runs that are trained now, and what they still take, as far as it is known.
            waiting: Those that wait, next first.
            capacity: How many train at the same time.
            may_begin: Whether one that waits may begin beside these.
        """
        order = count()
        ends = [(self._usual / 2 if left is None else left, next(order), one) for one, left in running]
        heapify(ends)
        now, begins = 0.0, dict.fromkeys(range(len(waiting)), -1.0)
        left = list(range(len(waiting)))
        while left:
            for place in list(left):
                if len(ends) >= capacity:
                    break
                if may_begin(waiting[place], [one for _, _, one in ends]):
                    begins[place] = now
                    left.remove(place)
                    heappush(ends, (now + self._usual, next(order), waiting[place]))
            if left and not ends:  # no room for anything as yet: one after the other
                begins[left.pop(0)] = now
                now += self._usual
            elif left:
                now = max(now, heappop(ends)[0])
        return list(begins.values())
