"""The gate on the websockets: foreign sites stay out, a flood is slowed down, nothing is lost."""

from __future__ import annotations

import time

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages._shell.frames import BURST, RATE, FrameGate
from tests.server.asking import finish


class Session:
    """A websocket whose frames have all arrived, and an application that notes when it gets them."""

    def __init__(self, frames: int, origin: str | None, host: str = "unrolled.example") -> None:
        headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
        self.scope: Scope = {"type": "websocket", "headers": headers, "path": "/_stcore/stream"}
        self._arrived: list[Message] = [{"type": "websocket.connect"}]
        self._arrived += [{"type": "websocket.receive", "bytes": bytes([n % 256])} for n in range(frames)]
        self._arrived.append({"type": "websocket.disconnect", "code": 1000})
        self.got: list[tuple[float, Message]] = []
        self.sent: list[Message] = []

    async def app(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        began = time.monotonic()
        while not self.got or self.got[-1][1]["type"] != "websocket.disconnect":
            message = await receive()
            self.got.append((time.monotonic() - began, message))

    def run(self, gate: FrameGate) -> Session:
        async def receive() -> Message:
            return self._arrived.pop(0)

        async def send(message: Message) -> None:
            self.sent.append(message)

        finish(lambda: gate(self.scope, receive, send))
        return self


def through(frames: int, origin: str | None = None, **settings: float) -> Session:
    session = Session(frames, origin)
    rate, burst = settings.get("rate", RATE), int(settings.get("burst", BURST))
    return session.run(FrameGate(session.app, frozenset({"course.example"}), rate=rate, burst=burst))


def test_what_a_person_sends_is_not_slowed() -> None:
    session = through(BURST)
    assert session.got[-1][0] < 0.05


def test_a_flood_arrives_in_full_in_order_and_at_the_rate() -> None:
    session = through(40, rate=100, burst=10)
    frames = [message["bytes"][0] for _, message in session.got if message["type"] == "websocket.receive"]
    assert frames == list(range(40))
    assert 0.30 <= session.got[-1][0] < 0.6


@pytest.mark.parametrize(
    "origin", [None, "http://unrolled.example", "https://course.example", "http://localhost:9"]
)
def test_own_and_named_sites_may_open_a_socket(origin: str | None) -> None:
    assert through(1, origin).got


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "https://unrolled.example.evil", "null", "http://192.0.2.9"]
)
def test_foreign_sites_may_not(origin: str) -> None:
    session = through(1, origin)
    assert session.got == []
    assert session.sent == [{"type": "websocket.close", "code": 1008}]
