"""How fast a run goes, and how long it still takes. Estimates for people; nothing else depends on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

USUAL = 5.0
"""Seconds that a run is expected to take before any was seen."""

_FADES = 5.0


class Pace:
    """Seconds of real time a step takes; what is older than a few seconds counts less and less.

    `total` is how long the run was trained, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steps = self._seconds = self.total = 0.0
        self._last: tuple[float, int] | None = None

    def begin(self, step: int) -> None:
        """Note that training goes on now from this step."""
        self._last = (self._clock(), step)

    def note(self, step: int) -> None:
        """Note that this step is reached."""
        now = self._clock()
        if self._last is not None:
            seconds, steps = now - self._last[0], max(0, step - self._last[1])
            self.total += seconds
            kept = 0.5 ** (seconds / _FADES)
            self._steps = kept * self._steps + steps
            self._seconds = kept * self._seconds + seconds
        self._last = (now, step)

    def seconds(self, steps: int) -> float | None:
        """Return how long so many steps will take, or None if nothing is known yet."""
        return steps * self._seconds / self._steps if self._steps else None


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
