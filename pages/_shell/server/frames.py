"""ASGI layer on the websockets: who may open one, and how fast a browser may send.

A frame of a browser is a rerun of a page. One tab that sends a thousand at once made every other tab wait for
8 to 13 seconds. Frames beyond a token bucket's rate wait and then pass together: Streamlit makes one rerun of
what it gets at once, with the last state of the controls. So a tab never runs its page faster than the rate,
and never waits long either. No frame is lost, and their order stays.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

RATE = 5.0
BURST = 15
TOGETHER = 0.005
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class FrameGate:
    """Refuse sockets that a foreign site opens; slow down one that sends more than `rate` frames a second.

    Args:
        app: The ASGI application behind.
        origins: Host names, beside the server's own, whose pages may open a socket.
        rate: How often a second frames pass, in the long run.
        burst: Frames that pass without waiting.
        clock: Seconds, for the tests.
        sleep: How to wait, for the tests.
    """

    def __init__(
        self,
        app: ASGIApp,
        origins: frozenset[str] = frozenset(),
        rate: float = RATE,
        burst: int = BURST,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._app = app
        self._origins = origins | OWN_MACHINE
        self._rate, self._burst = rate, burst
        self._clock, self._sleep = clock, sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; frames of a websocket in their time."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
        elif not self._is_welcome(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, self._slowed(receive), send)

    def _is_welcome(self, scope: Scope) -> bool:
        # Streamlit would ask a service on the internet for this machine's address before it refuses.
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return True
        parts = urlsplit(origin)
        return parts.netloc == headers.get("host") or parts.hostname in self._origins

    def _slowed(self, receive: Receive) -> Receive:
        tokens = float(self._burst)
        filled = self._clock()
        open_until = -math.inf

        async def slowed() -> Message:
            nonlocal tokens, filled, open_until
            message = await receive()
            now = self._clock()
            if message["type"] != "websocket.receive" or now < open_until:
                return message
            tokens = min(float(self._burst), tokens + (now - filled) * self._rate) - 1.0
            filled = now
            if tokens < 0.0:
                await self._sleep(-tokens / self._rate)
                open_until = self._clock() + TOGETHER
            return message

        return slowed
