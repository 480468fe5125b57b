"""ASGI layer on the websockets: how fast a browser may send.

A frame of a browser is a rerun of a page. One tab that sends a thousand at once made every other tab wait for
8 to 13 seconds. Frames beyond the rate of a token bucket wait and then pass together: Streamlit makes one
rerun of what it gets at once, with the last state of the controls. So a tab never runs its page faster than
the rate, and never waits long either. No frame is lost, and their order stays. (To let each frame wait for a
turn of its own held up somebody who keeps a key down for half a minute.)
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

RATE = 5.0
BURST = 15
TOGETHER = 0.005


class TokenBucket:
    """Says how long a frame has to wait: not at all as long as there are tokens, and then for the next one.

    Args:
        rate: Tokens that come in a second.
        burst: How many there are at most, and at first.
        now: Seconds, at the beginning.
    """

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, float(burst)
        self._tokens, self._filled = self._burst, now

    def take(self, now: float) -> float:
        """Take a token, one of the future if there is none; return the seconds until it is there."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate) - 1.0
        self._filled = now
        return max(0.0, -self._tokens / self._rate)


class Frames:
    """Slow down a websocket that sends more than `rate` frames a second.

    Args:
        app: The ASGI application behind.
        rate: How often a second frames pass, in the long run.
        burst: Frames that pass without waiting.
        clock: Seconds, for the tests.
        sleep: How to wait, for the tests.
    """

    def __init__(
        self,
        app: ASGIApp,
        rate: float = RATE,
        burst: int = BURST,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._app = app
        self._rate, self._burst = rate, burst
        self._clock, self._sleep = clock, sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; frames of a websocket in their time."""
        await self._app(scope, self._slowed(receive) if scope["type"] == "websocket" else receive, send)

    def _slowed(self, receive: Receive) -> Receive:
        bucket = TokenBucket(self._rate, self._burst, self._clock())
        open_until = -math.inf

        async def slowed() -> Message:
            nonlocal open_until
            message = await receive()
            now = self._clock()
            if message["type"] == "websocket.receive" and now >= open_until:
                wait = bucket.take(now)
                if wait:
                    await self._sleep(wait)
                    open_until = self._clock() + TOGETHER
            return message

        return slowed
