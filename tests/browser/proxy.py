"""A small proxy before the server, with the mistakes that proxies make, in a process of its own.

python -m tests.browser.proxy <its port> <the server's port> <mistake>
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from tests.running import ROOT, free_port
from tests.waiting import until

Head = list[bytes]
"""The lines of a request up to its body; the first is "GET /path HTTP/1.1"."""

PREFIX = "/user/x/proxy/8501"


def without_prefix(head: Head) -> Head:
    """Take a prefix off the path and say so, as jupyter-server-proxy does."""
    names = ("X-Forwarded-Context", "X-ProxyContextPath", "X-Forwarded-Prefix")
    told = [f"{name}: {PREFIX}".encode() for name in names]
    return [head[0].replace(f" {PREFIX}/".encode(), b" /", 1), *head[1:], *told]


def is_held_back(head: Head) -> bool:
    """Whether jupyter-server-proxy keeps the answer until it has ended: all but what is asked as a stream."""
    said = [line.lower().replace(b" ", b"") for line in head]
    return b"accept:text/event-stream" not in said and not any(line.startswith(b"upgrade:") for line in said)


def with_another_name(head: Head) -> Head:
    """Ask under the server's address, as nginx does unless it is told otherwise."""
    return [re.sub(rb"(?i)^host:.*", b"Host: 127.0.0.1:8501", line) for line in head]


def without_upgrade(head: Head) -> Head:
    """Ask for no websocket any more, as nginx does unless it is told otherwise."""
    return [line for line in head if not line.lower().startswith((b"upgrade:", b"connection:"))]


MISTAKES: Mapping[str, Callable[[Head], Head]] = {
    change.__name__: change for change in (without_prefix, with_another_name, without_upgrade)
}


@contextmanager
def proxy(behind: int, mistake: Callable[[Head], Head]) -> Iterator[int]:
    """Run a proxy in front of a port; give its own."""
    port = free_port()
    command = [sys.executable, "-m", __name__, str(port), str(behind), mistake.__name__]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            until(lambda: process.stdout is not None and process.stdout.readline() == b"ready\n")
            yield port
        finally:
            process.kill()


async def serve(port: int, behind: int, change: Callable[[Head], Head]) -> None:
    """Pass each connection's first request on, changed, and after it everything as it comes."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).removesuffix(b"\r\n\r\n").split(b"\r\n")
            there, to_server = await asyncio.open_connection("127.0.0.1", behind)
            if not any(line.lower().startswith(b"upgrade:") for line in head):
                head = [line for line in head if not line.lower().startswith(b"connection:")]
                head.append(b"Connection: close")  # the next request comes on a connection of its own
            to_server.write(b"\r\n".join(change(head)) + b"\r\n\r\n")
            asking = asyncio.create_task(pump(reader, to_server))
            if change is without_prefix and is_held_back(head):
                writer.write(await there.read())
                await writer.drain()
            else:
                await pump(there, writer)
            asking.cancel()
            to_server.close()
        writer.close()

    server = await asyncio.start_server(pass_on, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Pass on what comes, to its end."""
    with suppress(OSError):
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), MISTAKES[sys.argv[3]]))
