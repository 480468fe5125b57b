"""Small answers leave at once: connections of this server do not gather what they send.

An answer goes out in two parts, its head and its body. TCP holds the second back until the other side has
confirmed the first, and the other side waits up to 40 ms with that, for something to send along (Nagle's
algorithm and delayed acknowledgements, RFC 1122, 4.2.3). asyncio turns this off on sockets that were made for
TCP by name; Streamlit's names no protocol. Each small file took 44 ms, and a page loads 170 of them. What the
listening socket is told holds for the connections that it accepts afterwards.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Collection, Iterable
from typing import Any, Final

LOOK_EVERY: Final = 0.02
TCP_FAMILIES: Final = (socket.AF_INET, socket.AF_INET6)


def this_server() -> Any:
    """Return uvicorn's server, or None; known by its handler of SIGTERM, as long as no other one is set."""
    return getattr(signal.getsignal(signal.SIGTERM), "__self__", None)


def connections_of(server: Any) -> Collection[Any]:
    """Return the connections of uvicorn's server as it keeps them; none where there is no such server."""
    found: Collection[Any] = getattr(getattr(server, "server_state", None), "connections", ())
    return found


async def send_at_once(server: Any) -> None:
    """Wait until uvicorn's server listens, then turn gathering off, on connections that are there too."""
    while not getattr(server, "started", True):
        await asyncio.sleep(LOOK_EVERY)
    listening = [one for listener in getattr(server, "servers", ()) for one in listener.sockets]
    accepted = [one.transport.get_extra_info("socket") for one in tuple(connections_of(server))]
    without_delay([*listening, *filter(None, accepted)])


def without_delay(sockets: Iterable[Any]) -> None:
    """Have sockets of TCP send what they are given at once; others always do."""
    for one in sockets:
        if one.family in TCP_FAMILIES:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
