"""ASGI layer that compresses Streamlit's own files once and keeps the result in memory.

Streamlit sends its bundles uncompressed: 7.8 MB on a first visit, 3 MB with gzip. Only whole, immutable
answers are kept, in a bounded number of bytes, small ones as they are: to read one from the disk costs three
times as much as all the rest of its way. An HTML page is compressed each time it is sent (14 kB); everything
else passes through untouched.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._shell.server.encoding import accepts_gzip

COMPRESSIBLE = (
    "text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml",
    "font/ttf", "font/otf",
)  # fmt: skip
SMALLEST, LARGEST = 1_000, 20_000_000


@dataclass(frozen=True)
class Stored:
    """An answer as it is sent again: its headers and its body, compressed unless it is small."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class CompressedAssets:
    """Compress what `/static/` and the HTML routes answer; keep at most `capacity` bytes of the former."""

    def __init__(self, app: ASGIApp, base: str = "", capacity: int = 16_000_000) -> None:
        self._app = app
        self._static = f"{base}/static/"
        self._capacity = capacity
        self._stored: dict[str, Stored] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or let the app answer and compress what it says."""
        if not _may_compress(scope):
            await self._app(_as_it_accepts(scope), receive, send)
            return
        stored = self._stored.get(scope["path"])
        if stored is not None:
            await send({"type": "http.response.start", "status": 200, "headers": stored.headers})
            await send({"type": "http.response.body", "body": stored.body})
            return
        await _Answer(self, scope["path"], send).take(self._app, scope, receive)

    def keep(self, path: str, answer: Stored) -> None:
        """Keep an answer while there is room; the rest is compressed each time."""
        if not path.startswith(self._static) or self._size + len(answer.body) > self._capacity:
            return
        if path not in self._stored:
            self._stored[path] = answer
            self._size += len(answer.body)


class _Answer:
    """One answer on its way out: held back until it is complete if it is a text."""

    def __init__(self, owner: CompressedAssets, path: str, send: Send) -> None:
        self._owner, self._path, self._send = owner, path, send
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def take(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        await app(scope, receive, self._on_message)

    async def _on_message(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_text(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = b"".join(self._body)
        headers = MutableHeaders(raw=list(start["headers"]))
        immutable = "immutable" in headers.get("cache-control", "")
        if len(body) >= SMALLEST:
            body = await run_in_threadpool(gzip.compress, body, 6, mtime=0)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            del headers["accept-ranges"]
            if immutable:
                del headers["etag"]
            elif "etag" in headers:
                headers["etag"] = "W/" + headers["etag"].removeprefix("W/")
        if immutable:
            self._owner.keep(self._path, Stored(headers.raw, body))
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _may_compress(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    return accepts_gzip(headers.get("accept-encoding", "")) and "range" not in headers


def _as_it_accepts(scope: Scope) -> Scope:
    """Return the request without a header that Streamlit's own layer would read as a wish for gzip."""
    if scope["type"] != "http" or accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}


def _is_text(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "content-encoding" not in headers
        and headers.get("content-type", "").startswith(COMPRESSIBLE)
        and int(headers.get("content-length", f"{LARGEST + 1}")) <= LARGEST
    )
