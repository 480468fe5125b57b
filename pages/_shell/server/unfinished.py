"""Requests that never end: connections on which a client begins to ask and does not go on are closed.

uvicorn waits for the rest of a request for ever. It hands no request to the layers here before its head is
complete, so they cannot help; but it keeps a list of its connections, which is looked through now and then.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from typing import Any, Final

WITHIN: Final = 30.0
LOOK_EVERY: Final = 5.0


class Unfinished:
    """Closes connections that have been waiting for the rest of a request for too long.

    Args:
        connections: Those of the server, as uvicorn keeps them.
        within: Seconds that a request may take to arrive.
        clock: Seconds, for the tests.
    """

    def __init__(
        self,
        connections: Collection[Any],
        within: float = WITHIN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connections, self._within, self._clock = connections, within, clock
        self._since: dict[Any, float] = {}

    def look(self) -> None:
        """Look through the connections once."""
        now = self._clock()
        waiting = [one for one in tuple(self._connections) if _waits_for_the_rest(one)]
        self._since = {one: self._since.get(one, now) for one in waiting}
        for one, since in self._since.items():
            if now - since >= self._within:
                one.transport.close()

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.look()


def _waits_for_the_rest(connection: Any) -> bool:
    """Return whether no request is being answered and none is waited for either: one has begun to arrive."""
    if not hasattr(connection, "cycle"):  # a websocket
        return False
    answered = connection.cycle is None or connection.cycle.response_complete
    return answered and connection.timeout_keep_alive_task is None
