"""The networks that pages show, as files that browsers fetch once each.

A page sends its reader the key of a network; the browser reads sentences with it by itself. A network never
changes, so it is kept for ever under its key, which is a hash of its weights: nobody comes upon the key of a
network that was not shown to them. What is sent is what is downloaded and opened in the lab
(`core.network.files`). Held are the networks that were shown last, as many as fit; the page of a reader whose
browser asks for one that is gone puts it up again.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core import Network
from core.network.files import to_file
from pages._shell.server.encoding import accepts_gzip
from pages._shell.server.stage_files import KEEP

MOST_BYTES: Final = 48_000_000
"""Of weights: a thousand networks of the lessons, or two of the largest there are."""
_MEDIA_TYPE = "application/octet-stream"
_NO_SUCH = "This network is not at hand any more. Reload the page: it is then put up again."


class NetworkFiles:
    """The networks that were shown last, by key: the newest, and others up to `most_bytes` of weights."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._networks: OrderedDict[str, Network] = OrderedDict()
        self._files: dict[str, bytes] = {}
        self._bytes = 0

    def show(self, networks: Iterable[Network]) -> None:
        """Have networks at hand for the browsers of those who are shown them."""
        with self._lock:
            for network in networks:
                if network.key not in self._networks:
                    self._bytes += _size(network)
                self._networks[network.key] = network
                self._networks.move_to_end(network.key)
            while self._bytes > self._most_bytes and len(self._networks) > 1:
                key, gone = self._networks.popitem(last=False)
                self._files.pop(key, None)
                self._bytes -= _size(gone)

    def file(self, key: str) -> bytes:
        """Return a network as a file, compressed with gzip; made when it is asked for first.

        Raises:
            KeyError: if there is none with this key.
        """
        with self._lock:
            network, made = self._networks[key], self._files.get(key)
        if made is None:
            made = gzip.compress(to_file(network, f"network {key}"), compresslevel=6, mtime=0)
            with self._lock:
                if key in self._networks:
                    self._files[key] = made
        return made


@cache
def network_files() -> NetworkFiles:
    """Return the files of this process: one set for all sessions."""
    return NetworkFiles()


def networks_route(files: NetworkFiles, base: str = "") -> Route:
    """Return the route `<base>/networks/<key>`; `base` is the path the app is mounted at, or empty."""

    async def send(request: Request) -> Response:
        try:
            body = await run_in_threadpool(files.file, request.path_params["key"])
        except KeyError:
            return PlainTextResponse(_NO_SUCH, 404, {"Cache-Control": "no-store"})
        headers = {"Cache-Control": KEEP, "Vary": "Accept-Encoding"}
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            headers["Content-Encoding"] = "gzip"
        else:
            body = await run_in_threadpool(gzip.decompress, body)
        return Response(body, headers=headers, media_type=_MEDIA_TYPE)

    return Route(f"{base}/networks/{{key}}", send, methods=["GET", "HEAD"])


def _size(network: Network) -> int:
    return sum(array.nbytes for array in network.weights.values())
