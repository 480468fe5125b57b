"""ASGI layer that bounds the files that visitors send: how much one session, one address and all may keep.

Streamlit bounds each file, but not how many, and keeps them in memory until their session is forgotten. Fifty
files of 23 MB held 1.3 GB for minutes. The page lets go of a file as soon as it has been read (`let_go`).

Streamlit's field shows an answer's status only ("AxiosError: Request failed with status code 429"): its
client reads neither body nor reason. So why a file was refused is kept for its session, whose page is run
once more and says it (`why_refused`), in place of the field's own words.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.jobs import SHARE

MOST_OF_ONE: Final = 2
"""Files of the largest size that a session may keep at once: the next may come while one is read."""
MOST: Final = 12
MOST_UNTOLD: Final = 256
"""Refusals that are kept until their page has said them."""
WITHIN: Final = 60.0
"""Seconds in which a file has to arrive."""
LEAST: Final = 2**20
"""What a file counts for at least, so that small ones without number are too many as well."""


def held_by_sessions() -> dict[str, int]:
    """Return how many bytes of files Streamlit keeps for each session."""
    if not runtime.exists():
        return {}
    kept = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {
        session: sum(max(LEAST, len(file.data)) for file in list(files.values()))
        for session, files in list(kept.items())
    }


def let_go(file: UploadedFile) -> None:
    """Forget a file that the page has read."""
    context = get_script_run_ctx()
    if context is not None:
        manager = context.uploaded_file_mgr
        if hasattr(manager, "remove_file"):
            manager.remove_file(session_id=context.session_id, file_id=file.file_id)


class Refusals:
    """Why the last file of a session was refused, until its page has said it; the oldest are forgotten.

    Args:
        most: How many are kept.
    """

    def __init__(self, most: int = MOST_UNTOLD) -> None:
        self._most = most
        self._untold: dict[str, str] = {}

    def note(self, session: str, sentence: str) -> None:
        """Keep why a file of a session was refused."""
        self._untold.pop(session, None)
        self._untold[session] = sentence
        for oldest in list(self._untold)[: -self._most]:
            self._untold.pop(oldest, None)

    def take(self, session: str) -> str:
        """Return why, once; nothing if no file was refused since."""
        return self._untold.pop(session, "")


@cache
def refusals() -> Refusals:
    """Return the refusals of this process."""
    return Refusals()


def note_for_page(session: str, sentence: str) -> None:
    """Keep why a file was refused, and have the session's page run once more to say it.

    Streamlit has no public way to run another session's page. Where this one is gone, the next run says it.
    """
    refusals().note(session, sentence)
    sessions = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    known = None if sessions is None else sessions.get_active_session_info(session)
    if known is not None and hasattr(known.session, "_client_state"):
        known.session.request_rerun(known.session._client_state)


def why_refused() -> str:
    """Return why the last file of the running page's session was refused, once; or nothing."""
    context = get_script_run_ctx()
    return refusals().take(context.session_id) if context is not None else ""


def largest_file() -> int:
    """Return how many bytes a file may have, by Streamlit's settings."""
    return int(config.get_option("server.maxUploadSize")) * 2**20


class Uploads:
    """Refuse a file for which there is no room, before it is read; give up one that does not arrive.

    Args:
        app: The ASGI application behind.
        base: The path that the app is mounted at.
        held: Bytes that are kept for each session.
        largest: Bytes that a file may have.
        within: Seconds in which a file has to arrive.
        tell: Is told the session and the sentence of each refusal.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str = "",
        held: Callable[[], Mapping[str, int]] = held_by_sessions,
        largest: Callable[[], int] = largest_file,
        within: float = WITHIN,
        tell: Callable[[str, str], None] = note_for_page,
    ) -> None:
        self._app, self._held, self._largest, self._within = app, held, largest, within
        self._tell = tell
        self._path = re.compile(rf"{re.escape(base)}/_stcore/upload_file/([^/]+)/[^/]+")
        self._coming: dict[str, int] = {}
        self._places: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; files as far as there is room."""
        found = self._path.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session, place = found[1], (scope.get("client") or ("", 0))[0]
        size = self._announced(Headers(scope=scope))
        if problem := self._refusal(session, place, size):
            await self._let_pass(receive)
            self._tell(session, problem)
            await PlainTextResponse(problem, 429, {"Connection": "close"})(scope, receive, send)
            return
        self._places[session] = place
        self._coming[session] = self._coming.get(session, 0) + size
        try:
            await self._in_time(session, scope, receive, send)
        finally:
            self._coming[session] -= size
            if not self._coming[session]:
                del self._coming[session]

    def _announced(self, headers: Headers) -> int:
        """Return how many bytes will come at most; Streamlit refuses what is larger than it says."""
        length = headers.get("content-length", "")
        return max(LEAST, min(int(length), self._largest())) if length.isdecimal() else self._largest()

    def _refusal(self, session: str, place: str, size: int) -> str:
        """Return why there is no room for a file, or nothing."""
        used = dict(self._coming)
        for name, kept in self._held().items():
            used[name] = used.get(name, 0) + kept
        self._places = {name: at for name, at in self._places.items() if name in used}
        of_place = sum(kept for name, kept in used.items() if self._places.get(name) == place)
        if used.get(session, 0) + size > MOST_OF_ONE * self._largest():
            return "Too many files of this visit are here at once. Reload the page and send one at a time."
        if sum(used.values()) + size > MOST * self._largest():
            return "The server holds as many files as it can. Try again in a minute."
        if of_place + size > SHARE * MOST * self._largest():
            return (
                "The server holds as many files from your network address as it can. Try again in a minute."
            )
        return ""

    async def _let_pass(self, receive: Receive) -> None:
        """Read what is not kept: a browser hears an answer only when it has sent what it had to."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._within):
                while (await receive()).get("more_body"):
                    pass

    async def _in_time(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        answered = False

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            async with asyncio.timeout(self._within):
                await self._app(scope, receive, noted)
        except TimeoutError:
            if not answered:
                sentence = f"The file did not arrive within {self._within:g} s. Send it again."
                self._tell(session, sentence)
                await PlainTextResponse(sentence, 408, {"Connection": "close"})(scope, receive, send)
