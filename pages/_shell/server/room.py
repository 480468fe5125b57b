"""Room for sessions: as many as there are files to open, and a page that says so when it is full.

A session takes four file descriptors, and three as long as Streamlit keeps it after its connection is gone;
in a class there is one more for the stream that tells where the presenter is.
Where 1,024 files may be open, which is usual, the 253rd visitor found none, and every further attempt wrote a
traceback into the log. So the limit is raised as far as the system lets a process raise it by itself,
sessions are counted, and what still fails for want of files is told once a minute.
"""

from __future__ import annotations

import errno
import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.jobs import SHARE

WANTED_FILES: Final = 65_536
SPARE_FILES: Final = 200
"""For the process itself, its workers, and requests that come and go."""
FILES_EACH: Final = 5
"""Four, and the stream of a room."""
KEPT: Final = 128
"""Sessions that Streamlit keeps after their connection is gone."""
FILES_KEPT: Final = 3
MOST_SESSIONS: Final = 1000
TELL_EVERY: Final = 60.0
_AGAIN: Final = 15
_LOG = logging.getLogger(__name__)


def raise_the_limit() -> int:
    """Let this process open as many files as the system allows; return how many that are."""
    try:
        import resource
    except ModuleNotFoundError:  # not on Windows, where there is no such limit
        return WANTED_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    for wanted in (WANTED_FILES, 10_240):
        most = wanted if hard == unlimited else min(wanted, hard)
        if soft == unlimited or soft >= most:
            break
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    return WANTED_FILES if soft == unlimited else soft


def sessions_for(files: int) -> int:
    """Return how many sessions fit where so many files may be open; UNROLLED_SESSIONS asks for fewer."""
    fit = max(1, (files - SPARE_FILES - KEPT * FILES_KEPT) // FILES_EACH)
    asked = os.environ.get("UNROLLED_SESSIONS", "")
    most = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) else MOST_SESSIONS
    return min(fit, most)


class Room:
    """Count sessions, and refuse more than there is room for.

    Args:
        app: The ASGI application behind.
        most: Sessions that may be open at once; one address may have `SHARE` of them.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most
        self._most_of_place = max(1, int(SHARE * most))
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on sessions for which there is room, and everything else; a page says when there is none."""
        place = (scope.get("client") or ("", 0))[0]
        if scope["type"] == "websocket":
            if self.refusal(place):
                await receive()
                await send({"type": "websocket.close", "code": 1013})  # try again later, which browsers do
                return
            self._open[place] += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._open -= Counter([place])
        elif _asks_for_a_page(scope) and (problem := self.refusal(place)):
            headers = {"Retry-After": str(_AGAIN), "Cache-Control": "no-store"}
            await HTMLResponse(_page(problem), 503, headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def refusal(self, place: str) -> str:
        """Return why an address gets no more sessions now, or nothing."""
        if self._open.total() >= self._most:
            return f"{self._most} people are here, and that is the most this server has room for."
        if self._open[place] >= self._most_of_place:
            return f"{self._most_of_place} people are here from your network address, and that is the most."
        return ""


def _asks_for_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    return headers.get("sec-fetch-dest", "document") in ("document", "iframe") and "text/html" in headers.get(
        "accept", ""
    )


def _page(problem: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Unrolled is full</title>'
        f'<meta http-equiv="refresh" content="{_AGAIN}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font: 1.2rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto">'
        f"<h1>There is no room just now</h1><p>{problem}</p>"
        f"<p>This page tries again by itself every {_AGAIN} seconds.</p></body></html>"
    )


class Seldom(logging.Filter):
    """Let through in one line, once a minute, that no more files can be opened; and all else as it is."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._told = clock, float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written."""
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if not isinstance(error, OSError) or error.errno not in (errno.EMFILE, errno.ENFILE):
            return True
        if self._clock() - self._told < TELL_EVERY:
            return False
        self._told = self._clock()
        record.msg = (
            "No more files can be opened, so no more visitors can come in. Raise the limit: ulimit -n."
        )
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


def keep_the_log_short() -> None:
    """Have the loggers that meet the limit say so once a minute."""
    seldom = Seldom()
    for name in ("asyncio", "uvicorn.error", "core.jobs.local.engine"):
        logging.getLogger(name).addFilter(seldom)
