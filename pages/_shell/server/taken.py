"""What is taken home of a scene and made here: `<base>/taken/<kind>?page=lstm&at=<its query>`.

A scene as one HTML file, as lines of Python and as a notebook are made of a page that is run once more where
nobody watches (`pages._shell.disk`, `pages._shell.code`), at the address that its reader sees. That costs a
processor a second or more, so one is made at a time, few wait, and what was made last is kept. Networks that
the page asks for are trained under a name of the asking machine, so its share is bounded as ever; who would
have to wait long for them is told so.
"""

from __future__ import annotations

import asyncio
import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages._shell.code.notebook import notebook, plain
from pages._shell.code.scene import cells
from pages._shell.disk.lessons import lesson_file
from pages._shell.disk.recording import Link
from pages._shell.disk.states import Scenes
from pages._shell.server.encoding import unpacked_if_asked
from pages._shell.server.stage_files import stage_files
from pages._shell.server.watchers import watchers
from pages._shell.story import PAGES, page

MOST_BYTES: Final = 16_000_000
"""Of what was made last, compressed."""
MOST_LETTERS: Final = 4_000
"""Of an address."""
MOST_WAITING: Final = 4
"""Who may wait while something is made for somebody else."""
MOST_SECONDS: Final = 60.0
"""That networks are waited for which a page asks for."""

KEEP: Final = "private, no-cache"
_BUSY: Final = "Files are being made for several others. Try again in a minute."
_NO_SUCH: Final = "There is no such scene to take home."
_SLOW: Final = "Networks of this scene are still being trained. Wait for its picture, then try again."


class Asked(NamedTuple):
    """A scene at an address, and as what it is wanted."""

    kind: str
    page: str
    scene: str
    at: str

    @property
    def link(self) -> Link:
        """What its address says."""
        return parse_qs(self.at, keep_blank_values=True)


Make = Callable[[Asked, Scenes], str]


def _as_file(asked: Asked, scenes: Scenes) -> str:
    return lesson_file(asked.page, scenes, only=asked.scene, link=asked.link)


def _as_notebook(asked: Asked, scenes: Scenes) -> str:
    state = scenes.shown(asked.page, asked.link)
    return notebook(cells(asked.page, asked.scene, state.nodes, asked.link))


def _as_lines(asked: Asked, scenes: Scenes) -> str:
    state = scenes.shown(asked.page, asked.link)
    return plain(cells(asked.page, asked.scene, state.nodes, asked.link))


KINDS: Final[Mapping[str, tuple[Make, str]]] = {
    "page.html": (_as_file, "text/html; charset=utf-8"),
    "notebook.ipynb": (_as_notebook, "application/x-ipynb+json"),
    "lines.py": (_as_lines, "text/x-python; charset=utf-8"),
}
"""As what a scene can be had: what makes it, and its media type."""


class Taken:
    """What was made last, compressed, by what was asked for."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._made: OrderedDict[tuple[Asked, str], bytes] = OrderedDict()
        self._bytes = 0

    def found(self, asked: Asked) -> bytes | None:
        """Return what was made, if it is kept, by the code and modules of today."""
        key = (asked, stage_files().hash)
        if key in self._made:
            self._made.move_to_end(key)
        return self._made.get(key)

    def keep(self, asked: Asked, text: str) -> bytes:
        """Keep what was made; return it compressed."""
        packed = gzip.compress(text.encode(), compresslevel=6, mtime=0)
        self._made[asked, stage_files().hash] = packed
        self._bytes += len(packed)
        while self._bytes > self._most_bytes and len(self._made) > 1:
            _, gone = self._made.popitem(last=False)
            self._bytes -= len(gone)
        return packed


def asked_of(kind: str, name: str, at: str) -> Asked | None:
    """Return what an address asks for; None if it asks for nothing that there is."""
    if kind not in KINDS or len(at) > MOST_LETTERS or name not in {one.name for one in PAGES}:
        return None
    names = [one.name for one in page(name).scenes]
    if not names:
        return None
    said = parse_qs(at).get("scene", names[:1])[-1]
    return Asked(kind, name, said, at) if said in names else None


def taken_route(base: str = "", make: Mapping[str, tuple[Make, str]] = KINDS) -> Route:
    """Return the route `<base>/taken/<kind>`; `base` is where the app is, or empty."""
    taken, turn, waiting = Taken(), asyncio.Lock(), [0]

    async def made(asked: Asked, address: str) -> bytes:
        waiting[0] += 1
        try:
            async with turn:
                if (found := taken.found(asked)) is not None:
                    return found
                scenes = Scenes({"watcher": watchers().issue(address)}, _patience())
                return taken.keep(asked, await run_in_threadpool(make[asked.kind][0], asked, scenes))
        finally:
            waiting[0] -= 1

    async def send(request: Request) -> Response:
        if request.headers.get("sec-fetch-site") == "cross-site":
            return _sentence("Scenes are given to the pages of this server only.", 403)
        said = request.query_params
        asked = asked_of(request.path_params["kind"], said.get("page", ""), said.get("at", ""))
        if asked is None:
            return _sentence(_NO_SUCH, 404)
        packed = taken.found(asked)
        if packed is None and waiting[0] > MOST_WAITING:
            return _sentence(_BUSY, 503)
        try:
            packed = packed or await made(asked, request.client.host if request.client else "")
        except TimeoutError:
            return _sentence(_SLOW, 503)
        except (ValueError, RuntimeError) as problem:
            return _sentence(str(problem), 409)
        return await unpacked_if_asked(request, packed, make[asked.kind][1], KEEP)

    return Route(f"{base}/taken/{{kind}}", send, methods=["GET"])


def _patience() -> Callable[[], None]:
    """Return what gives up after a while."""
    until = time.monotonic() + MOST_SECONDS

    def watch() -> None:
        if time.monotonic() > until:
            raise TimeoutError

    return watch


def _sentence(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})
