"""Turns in the queue: watchers take turns, however many runs each of them asks for."""

from __future__ import annotations


class Turns:
    """Gives each request of a watcher a round; the queue goes round by round, in order of arrival within one.

    The first request of a watcher belongs to the round that is being served, the next to the round after, and
    so on (start-time fair queueing: Goyal, Vin and Cheng 1996). Rounds never change: only who was not yet
    served can come in before someone who waits.
    """

    def __init__(self) -> None:
        self._now = 0
        self._last: dict[str, int] = {}

    def take(self, watcher: str) -> int:
        """Return the round of a new request."""
        taken = max(self._now, self._last.get(watcher, -1) + 1)
        self._last[watcher] = taken
        return taken

    def serve(self, taken: int) -> None:
        """Note that a request of this round is being served."""
        self._now = max(self._now, taken)
        self._last = {watcher: last for watcher, last in self._last.items() if last >= self._now}
