"""What the server sends leaves at once, on the connections of a real uvicorn."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from pages._shell.server.prompt import connections_of, send_at_once, this_server, without_delay
from tests.running import ROOT


def test_connections_send_without_delay() -> None:
    assert delays(told=False) == [True]  # else there would be nothing to do
    assert delays(told=True) == [False]


def test_sockets_that_are_not_of_tcp_are_left_alone() -> None:
    one, other = socket.socketpair()
    with one, other:
        without_delay([one])


def delays(*, told: bool) -> list[bool]:
    """Return what a process of its own finds: a browser may have left a loop in this one."""
    code = (
        f"import asyncio, json, runpy; _delays = runpy.run_path({__file__!r})['_delays'];"
        f"print(json.dumps(asyncio.run(_delays(told={told}))))"
    )
    asked = [sys.executable, "-c", code]
    found: list[bool] = json.loads(subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout)
    return found


async def _delays(*, told: bool) -> list[bool]:
    """Return which connections gather what they send, on a socket made as Streamlit makes it."""

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(send_at_once(this_server()))] if told else []
        yield
        await asyncio.gather(*tasks)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(Starlette(lifespan=lifespan), log_config=None, ws="none"))
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        _, writer = await asyncio.open_connection(*listening.getsockname())
        while not connections_of(server):
            await asyncio.sleep(0.01)
        accepted = [one.transport.get_extra_info("socket") for one in connections_of(server)]
        found = [not one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in accepted]
        writer.close()
        server.should_exit = True
        await serving
        return found
