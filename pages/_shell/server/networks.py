"""The networks that pages show, as files that browsers fetch once each, and their probes.

A page sends its reader the key of a network; the browser reads sentences with it by itself. A network never
changes, so it is kept for ever under its key, which is a hash of its weights: nobody comes upon the key of a
network that was not shown to them. What is sent is what is downloaded and opened in the lab
(`core.network.files`). Held are the networks that were shown last, as many as fit; the page of a reader whose
browser asks for one that is gone puts it up again.

A probe that is not there yet (`fitting` makes those of the lessons) is fitted when a browser first asks for
it, in a thread: a fraction of a second on a free processor. Whoever waits for one holds no thread.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from core import Network
from core.network.files import to_file
from pages._shell.caches.probes import probe_of
from pages._shell.server.encoding import unpacked_if_asked
from pages._shell.server.stage_files import KEEP

MOST_BYTES: Final = 48_000_000
"""Of weights: hundreds of networks of the lessons, or two of the largest there are."""
PROBE_LAG: Final = 12
"""Words after the subject at which probes are compared: as many as in the default sentence of recall."""

_MEDIA_TYPE = "application/octet-stream"
_NO_SUCH = "This network is not at hand any more. Reload the page: it is then put up again."


class NetworkFiles:
    """The networks that were shown last, by key: the newest, and others up to `most_bytes` of weights."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._networks: OrderedDict[str, Network] = OrderedDict()
        self._files: dict[str, bytes] = {}
        self._probes: dict[str, bytes] = {}
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
                self._probes.pop(key, None)
                self._bytes -= _size(gone)

    def network(self, key: str) -> Network | None:
        """Return the network with this key, None if it is not at hand."""
        with self._lock:
            return self._networks.get(key)

    def file(self, key: str) -> bytes:
        """Return a network as a file, compressed with gzip; made when it is asked for first.

        Raises:
            KeyError: if there is none with this key.
        """
        return self._made(self._files, key, lambda network: to_file(network, f"network {key}"))

    def probe(self, key: str) -> bytes:
        """Return the probe of a network's subject as JSON, compressed; fitted when it is asked for first.

        Raises:
            KeyError: if there is none with this key.
            ValueError: if its task has no subject.
        """
        return self._made(self._probes, key, _probe)

    def is_fitted(self, key: str) -> bool:
        """Return whether a probe is there; what is not at hand need not be waited for either."""
        with self._lock:
            return key in self._probes or key not in self._networks

    def _made(self, kept: dict[str, bytes], key: str, make: Callable[[Network], bytes]) -> bytes:
        """Return what is made of a network, compressed; kept as long as the network is."""
        with self._lock:
            network, made = self._networks[key], kept.get(key)
        if made is None:
            made = gzip.compress(make(network), compresslevel=6, mtime=0)
            with self._lock:
                if key in self._networks:
                    kept[key] = made
        return made


@cache
def network_files() -> NetworkFiles:
    """Return the files of this process: one set for all sessions."""
    return NetworkFiles()


def networks_routes(files: NetworkFiles, base: str = "") -> list[Route]:
    """Return the routes `<base>/networks/<key>` and `…/probe`; `base` is where the app is, or empty."""
    fitting = asyncio.Lock()

    async def send_network(request: Request) -> Response:
        return await _answer(request, files.file, _MEDIA_TYPE)

    async def send_probe(request: Request) -> Response:
        if files.is_fitted(request.path_params["key"]):
            return await _answer(request, files.probe, "application/json")
        async with fitting:
            return await _answer(request, files.probe, "application/json")

    path = f"{base}/networks/{{key}}"
    return [
        Route(path, send_network, methods=["GET", "HEAD"]),
        Route(f"{path}/probe", send_probe, methods=["GET", "HEAD"]),
    ]


async def _answer(request: Request, made: Callable[[str], bytes], media_type: str) -> Response:
    """Return what is made of a network; where there is none, a sentence that nobody keeps."""
    try:
        packed = await run_in_threadpool(made, request.path_params["key"])
    except KeyError:
        return PlainTextResponse(_NO_SUCH, 404, {"Cache-Control": "no-store"})
    except ValueError as error:
        return PlainTextResponse(str(error), 404, {"Cache-Control": "no-store"})
    return await unpacked_if_asked(request, packed, media_type, KEEP)


def _probe(network: Network) -> bytes:
    """Return the probe of a network's subject, and how it does on test sentences, as JSON."""
    probe, score = probe_of(network)
    chance = float(score.chance[score.lags == PROBE_LAG].sum())
    found = {"lag": PROBE_LAG, "share": _finite(score.at(PROBE_LAG)), "chance": _finite(chance)}
    return json.dumps({"probe": probe.to_dict("f32"), **found}, separators=(",", ":")).encode()


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _size(network: Network) -> int:
    return sum(array.nbytes for array in network.weights.values())
