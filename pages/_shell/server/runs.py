"""Runs as a stream to the browser: `<base>/runs/events?key=…`, the watcher's name in the header `X-Watcher`.

A page asks once and is told everything that becomes known of its runs; no page is run again for it. Every
look is a look of the watcher, so a run goes on as long as somebody's stream is open. The stream ends by
itself when all of its runs have ended.

The lab shows all of what is told, a lesson that waits shows how far its networks are. A page run happens for
a click, and when all runs ended: polling by fragments cost 6 to 9 ms a beat and visitor. Who knows a
watcher's name can watch as it, so the name stands in no address: proxies write addresses into their logs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core.jobs import place_of
from pages._shell.server.reports import ENDED, BrowserState, RunLike, TextCache, join_object, unknown
from pages._shell.server.streams import Streams, streams
from pages._shell.server.watchers import Watchers, watchers

MOST_KEYS: Final = 8
WATCHER_HEADER: Final = "X-Watcher"
_KEY = re.compile(r"[0-9a-f]{16}(~[0-9a-z]{1,16})?")


class Runs(Protocol):
    """Where runs are known; `core.jobs.Desk` is one."""

    def look(self, key: str, watcher: str) -> RunLike | None: ...
    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]: ...


class RunNews:
    """The news of some runs for one watcher: a `Source` of a stream."""

    def __init__(self, runs: Runs, keys: Sequence[str], watcher: str, texts: TextCache) -> None:
        self._runs, self._keys, self._watcher = runs, keys, watcher
        self._told = {key: BrowserState(texts) for key in keys}
        self._states: dict[str, str] = {}

    def news(self) -> list[str]:
        """Return one event with all runs of which there is something new, or none."""
        texts = []
        for key in self._keys:
            view = self._runs.look(key, self._watcher)
            if view is not None:
                text = self._told[key].news(view)
            else:
                text = None if self._states.get(key) == "unknown" else unknown(key)
            self._states[key] = "unknown" if view is None else view.state
            if text is not None:
                texts.append(text)
        return [join_object({}, runs=f"[{','.join(texts)}]")] if texts else []

    @property
    def over(self) -> bool:
        """Whether all runs have ended."""
        return ENDED.issuperset(self._states.values())

    @property
    def urgent(self) -> bool:
        """Whether somebody has just pressed Train and waits for the first measurement."""
        return not all(told.begun for told in self._told.values())

    def listen(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` whenever one of the runs changes; return how to end that."""
        return self._runs.listen(self._keys, wake)


def runs_route(
    desk: Callable[[], Runs],
    base: str = "",
    open_streams: Streams | None = None,
    known: Watchers | None = None,
) -> Route:
    """Return the route `<base>/runs/events`. `desk` is called with the first request, not before."""
    counted, names = open_streams or streams(), known or watchers()
    texts = TextCache()

    async def send(request: Request) -> Response:
        keys = list(dict.fromkeys(request.query_params.getlist("key")))
        watcher = request.headers.get(WATCHER_HEADER, "")
        if problem := _problem(keys):
            return _sentence(problem, 400)
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _sentence("Runs are shown to the pages of this server only.", 403)
        if not names.knows(watcher):
            return _sentence(
                "The server does not know this visit; it may have been restarted. Reload the page.", 403
            )
        return counted.answer(watcher, place_of(watcher), RunNews(desk(), keys, watcher, texts))

    return Route(f"{base}/runs/events", send, methods=["GET"])


def _problem(keys: Sequence[str]) -> str:
    if not 1 <= len(keys) <= MOST_KEYS:
        return f"The address names {len(keys)} runs; it has to name 1 to {MOST_KEYS}, each as key=…"
    if not all(_KEY.fullmatch(key) for key in keys):
        return "The address names a run that cannot be: a key has 16 hexadecimal digits."
    return ""


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})
