"""Runs as a stream to the browser: `<base>/runs/events?key=…&watcher=…`, Server-Sent Events.

A page asks once and is told everything that becomes known of its runs, a tenth of a second after it is; no
page is run again for it. Every look is a look of the watcher, so a run goes on as long as somebody's stream
is open. The stream ends by itself when all of its runs have ended.
"""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import cache
from types import FrameType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from pages._shell.server.reports import ENDED, Texts, Told, Watched, unknown

Look = Callable[[str, str], Watched | None]

MOST_KEYS = 8
_KEY = re.compile(r"[0-9a-f]{16}(~[0-9a-z]{1,16})?")
_WATCHER = re.compile(r"[0-9a-f]{32}")
_PATIENCE = 10.0
_BEAT, _SLOWEST, _UNHURRIED = 0.1, 0.25, 16
_QUICK_BEAT, _HURRY = 0.02, 1.0


class Streams:
    """The streams that are open: not too many, in all and of one watcher, and all ended with the server."""

    def __init__(self, most: int = 400, most_of_one: int = 3) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._open: Counter[str] = Counter()
        self.texts = Texts()
        self.ending = False

    @property
    def beat(self) -> float:
        """Seconds between two looks; longer when many look."""
        return min(_SLOWEST, _BEAT * max(1.0, self._open.total() / _UNHURRIED))

    def refusal(self, watcher: str) -> str:
        """Return why this watcher gets no more streams now, or nothing."""
        if self.ending:
            return "The server is closing. Reload the page in a minute."
        if self._open[watcher] >= self._most_of_one:
            return f"This visit watches its runs {self._open[watcher]} times already. Close another tab."
        if self._open.total() >= self._most:
            return f"{self._most} people watch runs here, and that is the most. Try again in a minute."
        return ""

    def enter(self, watcher: str) -> None:
        """Count a stream."""
        self._open[watcher] += 1

    def leave(self, watcher: str) -> None:
        """Count it no more."""
        self._open[watcher] -= 1
        if self._open[watcher] <= 0:
            del self._open[watcher]

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
                if callable(before):
                    before(number, frame)

            if callable(before):
                signal.signal(number, end)


class _Counted(StreamingResponse):
    """An answer that is counted as long as it lasts, however it ends."""

    def __init__(self, streams: Streams, watcher: str, content: AsyncIterator[str]) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(content, headers=headers, media_type="text/event-stream")
        self._streams, self._watcher = streams, watcher
        streams.enter(watcher)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave(self._watcher)


@cache
def streams() -> Streams:
    """Return the streams of this process."""
    return Streams()


def stream_route(look: Look, base: str = "", open_streams: Streams | None = None) -> Route:
    """Return the route `<base>/runs/events`; `look` is the desk's."""
    counted = open_streams or streams()

    async def send(request: Request) -> Response:
        keys = list(dict.fromkeys(request.query_params.getlist("key")))
        watcher = request.query_params.get("watcher", "")
        problem = _problem(keys, watcher)
        if problem:
            return _sentence(problem, 400)
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _sentence("Runs are shown to the pages of this server only.", 403)
        problem = counted.refusal(watcher)
        if problem:
            return _sentence(problem, 503)
        return _Counted(counted, watcher, _events(look, keys, watcher, counted))

    return Route(f"{base}/runs/events", send, methods=["GET"])


def _problem(keys: list[str], watcher: str) -> str:
    if not 1 <= len(keys) <= MOST_KEYS:
        return f"The address names {len(keys)} runs; it has to name 1 to {MOST_KEYS}, each as key=…"
    if not all(_KEY.fullmatch(key) for key in keys):
        return "The address names a run that cannot be: a key has 16 hexadecimal digits."
    if not _WATCHER.fullmatch(watcher):
        return "The address does not say who watches, as watcher=… with 32 hexadecimal digits."
    return ""


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})


async def _events(look: Look, keys: list[str], watcher: str, counted: Streams) -> AsyncIterator[str]:
    told = {key: Told(counted.texts) for key in keys}
    known: dict[str, str] = {}
    silent = hurried = 0.0
    while not counted.ending:
        news = []
        for key in keys:
            view = look(key, watcher)
            text = told[key].news(view) if view is not None else unknown(key)
            state = view.state if view is not None else "unknown"
            if text is not None and (view is not None or known.get(key) != state):
                news.append(text)
            known[key] = state
        if news:
            yield f'data: {{"runs":[{",".join(news)}]}}\n\n'
            silent = 0.0
        if ENDED.issuperset(known.values()):
            yield "event: end\ndata: {}\n\n"
            return
        beat = counted.beat
        if hurried < _HURRY and not all(one.begun for one in told.values()):
            beat, hurried = _QUICK_BEAT, hurried + _QUICK_BEAT  # somebody has just pressed Train
        await asyncio.sleep(beat)
        silent += beat
        if silent >= _PATIENCE:
            yield ": still here\n\n"
            silent = 0.0
