"""Frames of a websocket: a flood is slowed down, nothing is lost."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages._shell.server.frames import BURST, RATE, TOGETHER, Frames, TokenBucket
from tests.server.asking import finish

HANDLING = 0.001
"""Seconds that the application below takes for a frame, by the clock of the test."""


class Session:
    """A websocket whose frames have all arrived, and an application that notes when it gets them."""

    def __init__(self, frames: int) -> None:
        self.scope: Scope = {"type": "websocket", "headers": [], "path": "/_stcore/stream"}
        self._arrived: list[Message] = [{"type": "websocket.connect"}]
        self._arrived += [{"type": "websocket.receive", "bytes": n.to_bytes(2)} for n in range(frames)]
        self._arrived.append({"type": "websocket.disconnect", "code": 1000})
        self.now = 100.0
        self.waits: list[float] = []
        self.got: list[tuple[float, Message]] = []

    async def app(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        while not self.got or self.got[-1][1]["type"] != "websocket.disconnect":
            message = await receive()
            self.got.append((self.now - 100.0, message))
            self.now += HANDLING

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def run(self, gate: Frames) -> Session:
        async def receive() -> Message:
            return self._arrived.pop(0)

        async def send(message: Message) -> None:
            raise AssertionError(message)

        finish(lambda: gate(self.scope, receive, send))
        return self


def through(frames: int, rate: float = RATE, burst: int = BURST) -> Session:
    session = Session(frames)
    return session.run(Frames(session.app, rate, burst, clock=lambda: session.now, sleep=session.sleep))


def test_what_a_person_sends_is_not_slowed() -> None:
    assert through(BURST).waits == []


def test_a_flood_arrives_in_full_and_in_order() -> None:
    got = [message["bytes"] for _, message in through(1000).got if message["type"] == "websocket.receive"]
    assert got == [n.to_bytes(2) for n in range(1000)]


def test_a_flood_passes_at_the_rate_and_together() -> None:
    session = through(400, rate=2.0, burst=10)
    times = [time for time, message in session.got if message["type"] == "websocket.receive"][10:]
    begins = [time for before, time in pairwise([0.0, *times]) if time - before > 2 * HANDLING]
    gaps = [later - earlier for earlier, later in pairwise(begins)]
    assert gaps == pytest.approx([0.5] * len(gaps), abs=0.01)
    assert len(session.waits) == len(begins) == ceil(390 / ceil(TOGETHER / HANDLING))


def test_who_pauses_may_send_again() -> None:
    bucket = TokenBucket(rate=1.0, burst=2, now=100.0)
    assert [bucket.take(now) for now in (100.0, 100.0, 102.0, 102.0, 102.0)] == [0.0, 0.0, 0.0, 0.0, 1.0]


def test_a_bucket_never_holds_more_than_a_burst() -> None:
    bucket = TokenBucket(rate=5.0, burst=3, now=0.0)
    assert [bucket.take(1e6) for _ in range(4)] == pytest.approx([0.0, 0.0, 0.0, 0.2])
