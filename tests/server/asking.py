"""Asking an ASGI application without a network."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

R = TypeVar("R")


@dataclass(frozen=True)
class Answer:
    """What the application said."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, unpacked if it was compressed."""
        return self.unpacked.decode()

    @property
    def unpacked(self) -> bytes:
        """The body, unpacked if it was compressed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body


def finish(work: Callable[[], Coroutine[None, None, R]]) -> R:
    """Run a coroutine to its end, in a thread: the driver of the browser keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def ask(app: ASGIApp, path: str, **headers: str) -> Answer:
    """Send a GET request; `accept_encoding="gzip"` is a header."""
    return _answer(app, "GET", path, b"", headers)


def post(app: ASGIApp, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a POST request with a body."""
    return _answer(app, "POST", path, body, headers)


def _answer(app: ASGIApp, method: str, path: str, content: bytes, headers: Mapping[str, str]) -> Answer:
    path, _, query = path.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": content}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        await app(scope, receive, send)

    finish(answer)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)
