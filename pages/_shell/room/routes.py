"""The addresses of rooms.

`POST <base>/rooms` opens one. Below `<base>/rooms/<code>`: `events` is the stream, `orders` is what the
presenter sends, `votes` counts a vote (POST) or gives all counts as CSV (GET), `code.svg` is the link as a QR
code. `<base>/join/<code>` is the page that leads in.

Who asks says in the header `X-Watcher` who it is: a student by a random name of its own, the presenter by the
secret. No address holds them: proxies write addresses into their logs.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import cache
from io import BytesIO
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pages._shell.room.classes import RefusedError, Room, Rooms
from pages._shell.room.joining import asking_page, page_of
from pages._shell.room.news import RoomNews
from pages._shell.room.told import MOST_BYTES, parsed
from pages._shell.room.votes import as_csv
from pages._shell.server.runs import WATCHER_HEADER
from pages._shell.server.stage_files import stage_files
from pages._shell.server.streams import Streams

JOIN: Final = "stage/room/join.js"
WITHIN: Final = 10.0
"""Seconds in which a message has to arrive."""

_NAME = re.compile(r"[0-9a-f]{32}")
_TAB = re.compile(r"[0-9a-f]{8,32}")
_NO_STORE: Final = {"Cache-Control": "no-store"}
MOST_LINK: Final = 300

Answer = Callable[[Request], Awaitable[Response]]


def rooms_routes(
    known: Rooms | None = None, base: str = "", open_streams: Streams | None = None
) -> list[BaseRoute]:
    """Return the routes of rooms below `base`."""
    answers = _Answers(known or here(), open_streams or streams_here())
    at = f"{base}/rooms/{{code}}"
    return [
        Route(f"{base}/rooms", _told(answers.open), methods=["POST"]),
        Route(f"{at}/events", _told(answers.events), methods=["GET"]),
        Route(f"{at}/orders", _told(answers.orders), methods=["POST"]),
        Route(f"{at}/votes", _told(answers.cast), methods=["POST"]),
        Route(f"{at}/votes", _told(answers.counts), methods=["GET"]),
        Route(f"{at}/code.svg", _told(answers.qr), methods=["GET"]),
        Route(f"{base}/join", answers.ask_for_code, methods=["GET"]),
        Route(f"{base}/join/{{code}}", answers.join, methods=["GET"]),
    ]


class _Answers:
    """What is answered at each address."""

    def __init__(self, rooms: Rooms, counted: Streams) -> None:
        self._rooms, self._counted = rooms, counted

    async def open(self, request: Request) -> Response:
        room, secret = self._rooms.open(request.client.host if request.client else "")
        return JSONResponse({"code": room.code, "secret": secret}, 201, _NO_STORE)

    async def events(self, request: Request) -> Response:
        room, said = self._room(request), request.headers.get(WATCHER_HEADER, "")
        if room.is_presenter(said):
            return self._counted.answer(f"{room.code} presents", room.code, RoomNews(room))
        tab = request.query_params.get("tab", "")
        if not _NAME.fullmatch(said) or not _TAB.fullmatch(tab):
            raise RefusedError("A room is followed by its page. Open the link of the room.", 403)
        room.check_room_for(said)
        return self._counted.answer(f"{room.code} {said}", room.code, RoomNews(room, said, tab))

    async def orders(self, request: Request) -> Response:
        room = self._presented(request)
        room.do(parsed(await _body(request)))
        return Response(status_code=204, headers=_NO_STORE)

    async def cast(self, request: Request) -> Response:
        room = self._room(request)
        ballot = parsed(await _body(request))
        room.cast(request.headers.get(WATCHER_HEADER, ""), str(ballot.get("tab", "")), ballot)
        return Response(status_code=204, headers=_NO_STORE)

    async def counts(self, request: Request) -> Response:
        text = as_csv(self._presented(request).votes)
        return Response(text, media_type="text/csv; charset=utf-8", headers=_NO_STORE)

    async def qr(self, request: Request) -> Response:
        room, link = self._room(request), request.query_params.get("link", "")
        if not link.endswith(f"/join/{room.code}") or len(link) > MOST_LINK:
            raise RefusedError("Only the link of the room itself is drawn.", 400)
        return Response(drawn(link), media_type="image/svg+xml", headers=_NO_STORE)

    async def ask_for_code(self, request: Request) -> Response:
        code = request.query_params.get("code", "").strip()
        if code.isascii() and code.isalpha():
            return RedirectResponse(f"join/{code.upper()[:12]}", 303, _NO_STORE)
        return HTMLResponse(asking_page("", "./"), headers=_NO_STORE)

    async def join(self, request: Request) -> Response:
        try:
            room = self._room(request)
        except RefusedError as refused:
            return HTMLResponse(asking_page(str(refused), "../"), refused.status, _NO_STORE)
        path, query = room.where
        address, script = f"../{path}{query}", f"../stage/{stage_files().hash}/{JOIN}"
        return HTMLResponse(page_of(room.code, address, script), headers=_NO_STORE)

    def _room(self, request: Request) -> Room:
        return self._rooms.find(str(request.path_params["code"]))

    def _presented(self, request: Request) -> Room:
        room = self._room(request)
        if not room.is_presenter(request.headers.get(WATCHER_HEADER, "")):
            raise RefusedError("Only who opened the room can do this.", 403)
        return room


def drawn(link: str) -> bytes:
    """Return a link as a QR code, an SVG that is black on white on any page."""
    import segno  # only who shows a code needs it

    file = BytesIO()
    segno.make_qr(link, error="m").save(file, kind="svg", border=3, dark="#000", light="#fff", omitsize=True)
    return file.getvalue()


def _told(answer: Answer) -> Answer:
    """Return what gives an answer, or the sentence why it does not; a page of another site gets none.

    A page of another site may not send the header; and where the browser says so, it is known as one.
    """

    async def with_sentence(request: Request) -> Response:
        try:
            if request.headers.get("sec-fetch-site") == "cross-site":
                raise RefusedError("Rooms are for the pages of this server only.", 403)
            if request.method == "POST" and WATCHER_HEADER not in request.headers:
                raise RefusedError(f"The header {WATCHER_HEADER} is missing.", 403)
            return await answer(request)
        except RefusedError as refused:
            return PlainTextResponse(str(refused), refused.status, _NO_STORE)
        except ValueError as problem:
            return PlainTextResponse(str(problem), 400, _NO_STORE)

    return with_sentence


async def _body(request: Request) -> bytes:
    found = b""
    try:
        async with asyncio.timeout(WITHIN):
            async for part in request.stream():
                found += part
                if len(found) > MOST_BYTES:
                    raise RefusedError(f"A message has at most {MOST_BYTES:,} bytes.", 413)
    except TimeoutError:
        raise RefusedError("The message did not arrive.", 408) from None
    return found


@cache
def here() -> Rooms:
    """Return the rooms of this process."""
    return Rooms()


@cache
def streams_here() -> Streams:
    """Return the streams of rooms: counted by themselves, so that a class takes none from who trains."""
    return Streams(here().most_streams, most_of_one=6)
