"""What pages show, described: each description is fetched once a browser and kept for ever under its hash.

A description says which staves stand under one another and what they are called; it is the same for all
sentences. So a page sends its hash beside the sentence, one more for each option of its controls, and the
browser fetches those that it does not know (`assets/stage/networks.js`). The keys of the networks stand in
the page's message too: they are fetched beside the description and not after it, so a first picture waits no
longer. Sent with each message, descriptions made 6 to 13 of its 9 to 16 kB. To send them once a session
would have the server remember what each browser knows; an element of its own on the page, kept by Streamlit's
cache of messages, would leave a gap on the page and travel with each first visit uncompressed.

Held are those that were shown last, compressed. Nobody comes upon the hash of what was not shown to them.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages._shell.server.encoding import unpacked_if_asked
from pages._shell.server.stage_files import KEEP

MOST_BYTES: Final = 4_000_000
"""Of compressed descriptions: about three thousand."""

_NO_SUCH = "This picture is not at hand any more. Reload the page: it is then put up again."


class Descriptions:
    """The descriptions that were shown last, by their hash: those of the newest page, and others that fit."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def show(self, texts: Mapping[str, str]) -> None:
        """Have descriptions at hand, JSON texts by their hash, for the browsers that are to show them."""
        with self._lock:
            for key, text in texts.items():
                if key not in self._packed:
                    self._packed[key] = gzip.compress(text.encode(), mtime=0)
                    self._bytes += len(self._packed[key])
                self._packed.move_to_end(key)
            while self._bytes > self._most_bytes and len(self._packed) > len(texts):
                _, gone = self._packed.popitem(last=False)
                self._bytes -= len(gone)

    def __getitem__(self, key: str) -> bytes:
        """Return a description as JSON, compressed with gzip. Raises KeyError when there is none."""
        with self._lock:
            return self._packed[key]


@cache
def descriptions() -> Descriptions:
    """Return the descriptions of this process: one set for all sessions."""
    return Descriptions()


def descriptions_route(known: Descriptions, base: str = "") -> Route:
    """Return the route `<base>/descriptions/<hash>`; `base` is where the app is, or empty."""

    async def send(request: Request) -> Response:
        try:
            packed = known[request.path_params["key"]]
        except KeyError:
            return PlainTextResponse(_NO_SUCH, 404, {"Cache-Control": "no-store"})
        return await unpacked_if_asked(request, packed, "application/json", KEEP)

    return Route(f"{base}/descriptions/{{key}}", send, methods=["GET", "HEAD"])
