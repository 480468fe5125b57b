"""ASGI layer that puts the security headers on every answer.

Scripts come from this server and nowhere else: no inline script runs but the one line of Streamlit's own
page and the one of `start_page`, which are allowed by their hashes. A page may be framed by this site only,
unless UNROLLED_FRAME_ANCESTORS names others (a course site: `https://lms.example.edu`).
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._shell.server.start_page import WHERE

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def script_hashes(html: str) -> list[str]:
    """Return the policy sources, `'sha256-…'`, that allow the inline scripts of a page and no others."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def content_security_policy(html: str, frame_ancestors: str = "'self'") -> str:
    """Return the policy for a server whose start page is `html`."""
    # blob: is how the browser side of a Streamlit component is loaded; styles are written inline by Streamlit
    # and Plotly.
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "blob:", *script_hashes(html)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": frame_ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """Add the headers to every HTTP answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        page = Path(streamlit.__file__).parent / "static" / "index.html"
        ancestors = " ".join(["'self'", os.environ.get("UNROLLED_FRAME_ANCESTORS", "")]).strip()
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(page.read_text("utf-8") + WHERE, ancestors),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",  # an address holds what its reader typed; proxies log referrers
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if ancestors == "'self'":
            self._headers["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on and add the headers on the way back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(self._headers)
                if vary := headers.getlist("vary"):  # several layers name what they look at
                    names = (name.strip() for part in vary for name in part.split(","))
                    del headers["vary"]
                    headers["vary"] = ", ".join(dict.fromkeys(names))
            await send(message)

        await self._app(scope, receive, with_headers)
