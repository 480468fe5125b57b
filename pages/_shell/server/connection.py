"""What a page says when its connection does not come through: a proxy is set up wrongly, most of the time.

Streamlit's page shows a grey skeleton then, for ever. `StartPage` adds a module to it that asks
`<base>/connection` for the reason and shows that; the one who set up the proxy finds the same sentence in the
server's log (`gate`).
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._shell.server.gate import refusal
from pages._shell.server.stage_files import stage_url

NO_UPGRADE: Final = (
    "The page is here, but its connection to the server (a websocket) does not come through. If a proxy "
    "stands between them, it has to pass on upgrades (nginx: proxy_http_version 1.1; "
    'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";). '
    "This page tries again by itself."
)


def connection_route(origins: frozenset[str], base: str = "") -> Route:
    """Return the route `<base>/connection?origin=…`: why a page of that origin has no session."""

    async def send(request: Request) -> Response:
        problem = refusal(request.query_params.get("origin"), request.headers, origins)
        return PlainTextResponse(problem or NO_UPGRADE, headers={"Cache-Control": "no-store"})

    return Route(f"{base}/connection", send, methods=["GET"])


class StartPage:
    """ASGI layer that adds the module to Streamlit's page, wherever that is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; change a page on its way out."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks_for_a_page(scope):
            await self._app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]  # packed further out
        start: Message | None = None
        body: list[bytes] = []

        async def changed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    page = _with_module(b"".join(body))
                    MutableHeaders(raw=start["headers"])["content-length"] = str(len(page))
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self._app({**scope, "headers": plain}, receive, changed)


def _asks_for_a_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "")


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
    return start["status"] == 200 and is_page


def _with_module(page: bytes) -> bytes:
    tag = f'<script type="module" src="./{stage_url()}/connection.js"></script></head>'
    return page.replace(b"</head>", tag.encode(), 1)
