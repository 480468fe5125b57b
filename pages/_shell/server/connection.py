"""What a page says when its connection does not come through: a proxy is set up wrongly, most of the time.

Streamlit's page shows a grey skeleton then, for ever. `start_page` adds a module to it that asks
`<base>/connection` for the reason and shows that; the one who set up the proxy finds the same sentence in the
server's log (`gate`).
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages._shell.server.gate import refusal

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
