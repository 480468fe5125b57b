"""Who waits for news of which run: streams that would otherwise have to ask again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable


class Bell:
    """Wakes listeners when their runs have changed.

    The desk notes changes while it holds its lock and rings when it has let go of it, so that no listener is
    called under the lock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, list[Callable[[], None]]] = {}
        self._changed: set[str] = set()

    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` after every change of one of these runs, from any thread; return how to end that."""
        wanted = tuple(keys)
        with self._lock:
            for key in wanted:
                self._listeners.setdefault(key, []).append(wake)

        def end() -> None:
            with self._lock:
                for key in wanted:
                    left = [other for other in self._listeners.get(key, ()) if other is not wake]
                    if left:
                        self._listeners[key] = left
                    else:
                        self._listeners.pop(key, None)

        return end

    def note(self, key: str) -> None:
        """Note that a run has changed."""
        with self._lock:
            self._changed.add(key)

    def ring(self) -> None:
        """Wake those who wait for what has changed, each once."""
        if not self._changed:
            return
        with self._lock:
            woken = [wake for key in self._changed for wake in self._listeners.get(key, ())]
            self._changed.clear()
        for wake in dict.fromkeys(woken):
            wake()
