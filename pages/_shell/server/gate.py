"""ASGI layer at the door: under which names the server answers, whose pages get a session, what is closed.

A session is a websocket, and browsers open one for any page that asks. So the page has to come from the
server itself: its `Origin` names the host that the request is for. Proxies change what the request says of
that; what they pass on in `X-Forwarded-Host` counts as well, as no page can set it. What is refused is told:
to the browser in a sentence, and once in a while in the log, where the one looks who has to set the proxy
right.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
TELL_EVERY = 60.0
_LOG = logging.getLogger(__name__)


class Gate:
    """Refuse foreign pages, foreign names, and what is nobody's business.

    Args:
        app: The ASGI application behind.
        origins: Host names, beside the server's own, whose pages may open a session.
        hosts: Host names under which the server answers, "*.example.org" with all below; empty for any name.
            Without them a foreign page whose name is made to point here is taken for one of the server's own.
        closed: Paths that do not exist for visitors.
        open_to_health: A path that answers under any name, for whoever watches the server.
        clock: Seconds, for the tests.
    """

    def __init__(
        self,
        app: ASGIApp,
        origins: frozenset[str] = frozenset(),
        hosts: Sequence[str] = (),
        closed: Sequence[str] = (),
        open_to_health: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._origins = origins
        self._hosts, self._closed, self._health = tuple(hosts), tuple(closed), open_to_health
        self._clock = clock
        self._told: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may enter."""
        if scope["type"] == "http":
            if scope["path"] in self._closed:
                await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
                return
            problem = "" if scope["path"] == self._health else self._foreign_name(Headers(scope=scope))
            if problem:
                self._tell(problem)
                await PlainTextResponse(problem, 421)(scope, receive, send)
                return
        elif scope["type"] == "websocket":
            headers = Headers(scope=scope)
            problem = self._foreign_name(headers) or refusal(headers.get("origin"), headers, self._origins)
            if problem:
                self._tell(problem)
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
            scope = _as_its_own(scope, headers)
        await self._app(scope, receive, send)

    def _foreign_name(self, headers: Headers) -> str:
        if not self._hosts:
            return ""
        host = headers.get("host", "")
        page = _split(f"//{host}")
        if page is not None and any(_matches(page[0], pattern) for pattern in self._hosts):
            return ""
        return f"This server does not answer to the name {host[:200]!r}, which server.allowedHosts lacks."

    def _tell(self, problem: str) -> None:
        """Write it into the log, each thing once a minute."""
        now = self._clock()
        self._told = {text: at for text, at in self._told.items() if now - at < TELL_EVERY}
        if problem not in self._told and len(self._told) < 8:
            self._told[problem] = now
            _LOG.warning("%s", problem)


def refusal(origin: str | None, headers: Headers, origins: frozenset[str]) -> str:
    """Return why a page of this origin gets no session, or nothing. Only browsers name an origin."""
    if origin is None:
        return ""
    host = headers.get("host", "")
    page = _split(origin)
    if page is not None:
        name, netloc = page
        if name in origins | OWN_MACHINE or netloc in (host, headers.get("x-forwarded-host")):
            return ""
        if name and name == host.lower():  # a proxy took the port away, and the name is the same
            return ""
    return (
        f"A page of {origin[:200]!r} asks for a session, and this server was asked as {host[:200]!r}. If the "
        "page is its own, a proxy between them does not pass on the name: let it send the header Host as the "
        "browser did (nginx: proxy_set_header Host $http_host;). If another site shows this one, name that "
        "site in server.corsAllowedOrigins."
    )


def _as_its_own(scope: Scope, headers: Headers) -> Scope:
    """Return the request with its origin as host: Streamlit compares them once more, by the letter."""
    page = _split(headers.get("origin", ""))
    if page is None or not page[1] or page[1] == headers.get("host"):
        return scope
    changed = MutableHeaders(raw=list(scope["headers"]))
    changed["host"] = page[1]
    return {**scope, "headers": changed.raw}


def _split(address: str) -> tuple[str, str] | None:
    """Return the name in an address, and the name with its port; None when it is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname or "", parts.netloc


def _matches(name: str, pattern: str) -> bool:
    name, pattern = name.rstrip("."), pattern.strip().lower().rstrip(".")
    if pattern.startswith("*."):
        return name.endswith(pattern[1:])
    return pattern in ("*", name)
