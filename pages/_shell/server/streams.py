"""Streams of events to browsers (Server-Sent Events): bounded, kept alive, and ended with the server.

What is told is the business of a `Source`; `runs` has one. A stream looks at its source when that says that
something changed, at most every tenth of a second, and at least every `LOOK_EVERY` seconds. A reader that is
gone is noticed by the comment that a silent stream sends.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from functools import cache
from types import FrameType
from typing import Final, Protocol

from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from core.jobs import SHARE

LOOK_EVERY: Final = 5.0
"""Seconds after which a stream looks at its source without having been told to."""
PATIENCE: Final = 10.0
"""Seconds of silence after which a stream says that it is alive."""
BEAT: Final = 0.1
SLOWEST: Final = 0.25
UNHURRIED: Final = 16
"""Streams beyond which each looks more rarely."""
QUICK_BEAT: Final = 0.02
HURRY: Final = 1.0
"""Seconds at the beginning in which an urgent source is looked at more often."""


class Source(Protocol):
    """What one stream tells. All of it is called on the server's event loop, but for `wake`."""

    def news(self) -> Iterable[str]:
        """Return the data of the events that the reader does not know yet."""

    @property
    def over(self) -> bool:
        """Whether there will be no more news; the stream then ends."""

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for the first news."""

    def listen(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake`, from any thread, whenever there may be news; return how to end that."""


class Streams:
    """The streams that are open.

    Args:
        most: How many may be open in all; one place may open `SHARE` of them.
        most_of_one: How many one owner may have open.
    """

    def __init__(self, most: int = 400, most_of_one: int = 3) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._most_of_place = max(1, int(SHARE * most))
        self._owners: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._wakes: set[Callable[[], None]] = set()
        self.ending = False

    @property
    def open(self) -> int:
        """How many are open now."""
        return self._owners.total()

    @property
    def beat(self) -> float:
        """Seconds between two looks at least; longer when many streams are open."""
        return min(SLOWEST, BEAT * max(1.0, self.open / UNHURRIED))

    def refusal(self, owner: str, place: str) -> str:
        """Return why an owner gets no more streams now, or nothing."""
        if self.ending:
            return "The server is closing. Reload the page in a minute."
        if self._owners[owner] >= self._most_of_one:
            return f"This visit has {self._owners[owner]} streams open already. Close another tab."
        if self.open >= self._most:
            return f"{self._most} people watch here, and that is the most. Try again in a minute."
        if self._places[place] >= self._most_of_place:
            return (
                f"{self._most_of_place} people watch from your network address, and that is the most. "
                "Try again in a minute."
            )
        return ""

    def answer(self, owner: str, place: str, source: Source) -> Response:
        """Return a stream of a source's news, or 503 and a sentence when no more can be opened."""
        if problem := self.refusal(owner, place):
            return PlainTextResponse(problem, 503, {"Cache-Control": "no-store"})
        return _Counted(self, owner, place, self._events(source))

    def enter(self, owner: str, place: str) -> None:
        """Count a stream."""
        self._owners[owner] += 1
        self._places[place] += 1

    def leave(self, owner: str, place: str) -> None:
        """Count it no more."""
        self._owners -= Counter([owner])
        self._places -= Counter([place])

    async def _events(self, source: Source) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        moved = asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(moved.set)

        end = source.listen(wake)
        self._wakes.add(wake)
        began = spoke = loop.time()
        try:
            while not self.ending:
                moved.clear()
                for data in source.news():
                    yield f"data: {data}\n\n"
                    spoke = loop.time()
                if source.over:
                    yield "event: end\ndata: {}\n\n"
                    return
                if loop.time() - spoke >= PATIENCE:
                    yield ": still here\n\n"
                    spoke = loop.time()
                hurries = source.urgent and loop.time() - began < HURRY
                await asyncio.sleep(QUICK_BEAT if hurries else self.beat)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await moved.wait()
        finally:
            self._wakes.discard(wake)
            end()

    def end_with_the_server(self) -> None:
        """End all streams at the signal that ends the server: it waits for every open answer.

        To be called while the server's own handlers are in place; they are called as before.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)

            def end(number: int, frame: FrameType | None, before: object = before) -> None:
                self.ending = True
                for wake in tuple(self._wakes):
                    wake()
                if callable(before):
                    before(number, frame)

            if callable(before):
                signal.signal(number, end)


class _Counted(StreamingResponse):
    """An answer that is counted as long as it lasts, however it ends."""

    def __init__(self, streams: Streams, owner: str, place: str, content: AsyncIterator[str]) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(content, headers=headers, media_type="text/event-stream")
        self._streams, self._owner, self._place = streams, owner, place
        streams.enter(owner, place)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave(self._owner, self._place)


@cache
def streams() -> Streams:
    """Return the streams of this process."""
    return Streams()
