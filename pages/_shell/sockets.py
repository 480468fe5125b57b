"""One option of the server's sockets: send at once.

A rerun of a page is many small messages. Streamlit binds its port with a socket on which asyncio does not switch off Nagle's algorithm
(it does so only where the protocol is named), so each group of messages waits for the browser's delayed acknowledgement: 40 ms.
"""

from __future__ import annotations

import os
import socket


def send_at_once(port: int) -> int:
    """Set TCP_NODELAY on what listens on `port` in this process, for connections inherit it; return how many sockets did."""
    found = 0
    for descriptor in _open_descriptors():
        try:
            listening = socket.socket(fileno=os.dup(descriptor))
        except OSError:
            continue  # a file, a pipe
        with listening:
            if _listens_on(listening, port):
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                found += 1
    return found


def _open_descriptors() -> list[int]:
    # Linux and macOS list them here.
    return [int(name) for name in os.listdir("/dev/fd") if name.isdecimal()]


def _listens_on(opened: socket.socket, port: int) -> bool:
    try:
        return (
            opened.family in (socket.AF_INET, socket.AF_INET6)
            and opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
            and opened.getsockname()[1] == port
        )
    except OSError:
        return False
