"""Requests that begin and do not go on are closed; those that are answered, or not begun, are left alone."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from pages._shell.server.unfinished import LOOK_EVERY, WITHIN, Unfinished
from tests.running import RunningServer


class Transport:
    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


@dataclass(eq=False)
class Connection:
    """A connection as uvicorn keeps it."""

    cycle: Any = None
    timeout_keep_alive_task: Any = None
    transport: Transport = field(default_factory=Transport)


class Websocket:
    """One that became a websocket: it has no requests any more."""

    def __init__(self) -> None:
        self.transport = Transport()


def test_only_what_waits_for_the_rest_of_a_request_is_closed_and_only_after_a_while() -> None:
    now = [0.0]
    begun, second = Connection(), Connection(SimpleNamespace(response_complete=True))
    kept = Connection(SimpleNamespace(response_complete=True), timeout_keep_alive_task=object())
    answered = Connection(SimpleNamespace(response_complete=False))
    slow = Connection()
    websocket = Websocket()
    everything: set[Any] = {begun, second, kept, answered, slow, websocket}
    unfinished = Unfinished(everything, within=30.0, clock=lambda: now[0])
    unfinished.look()
    now[0] = 29.0
    slow.cycle = SimpleNamespace(response_complete=False)  # its request has come
    unfinished.look()
    assert not any(one.transport.closed for one in everything)
    now[0] = 31.0
    unfinished.look()
    assert {one for one in everything if one.transport.closed} == {begun, second}


@pytest.mark.server
@pytest.mark.slow
def test_the_server_closes_a_request_that_does_not_go_on(server: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=WITHIN + 3 * LOOK_EVERY) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        began = time.monotonic()
        assert client.recv(1) == b""
        assert time.monotonic() - began > WITHIN - LOOK_EVERY
