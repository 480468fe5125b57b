"""Room for sessions: counted, shared, and told when there is none; and a log that stays short."""

from __future__ import annotations

import asyncio
import errno
import logging
import re
import resource
import subprocess
import sys

import pytest
from starlette.types import Message, Receive, Scope, Send

from pages._shell.server.room import MOST_SESSIONS, Room, Seldom, sessions_for
from tests.running import ROOT
from tests.server.asking import ask, finish

BROWSER = {"accept": "text/html,*/*;q=0.8", "sec_fetch_dest": "document"}


async def below(scope: Scope, receive: Receive, send: Send) -> None:
    """Hold a session until it is closed; answer everything else."""
    if scope["type"] == "websocket":
        while (await receive())["type"] != "websocket.disconnect":
            pass
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a page"})


class Visit:
    """A session that stays open until `leave`."""

    def __init__(self, room: Room, client: str) -> None:
        self.sent: list[Message] = []
        self._left = asyncio.Event()
        scope: Scope = {"type": "websocket", "path": "/", "headers": [], "client": (client, 1)}
        self.task = asyncio.create_task(room(scope, self._receive, self._send))

    async def _receive(self) -> Message:
        await self._left.wait()
        return {"type": "websocket.disconnect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    async def leave(self) -> None:
        self._left.set()
        await self.task


def test_sessions_are_counted_shared_and_counted_down() -> None:
    room = Room(below, most=8)

    async def come_and_go() -> None:
        here = [Visit(room, "192.0.2.1") for _ in range(6)]
        await asyncio.sleep(0)
        assert "6 people are here from your network address" in room.refusal("192.0.2.1")
        assert room.refusal("192.0.2.2") == ""
        there = [Visit(room, f"192.0.2.{number}") for number in (2, 3)]
        await asyncio.sleep(0)
        assert "8 people are here" in room.refusal("192.0.2.4")
        assert not any(visit.sent for visit in (*here, *there))
        for visit in (*here, *there):
            await visit.leave()
        assert room.refusal("192.0.2.1") == ""

    finish(come_and_go)


def test_who_finds_no_room_is_told_so_by_a_page_that_tries_again() -> None:
    room = Room(below, most=1)

    async def full() -> None:
        first = Visit(room, "192.0.2.1")
        await asyncio.sleep(0)
        second = Visit(room, "192.0.2.2")
        await second.leave()
        assert second.sent == [{"type": "websocket.close", "code": 1013}]
        answer = await asyncio.to_thread(ask, room, "/lstm", **BROWSER)
        assert answer.status == 503
        assert answer.headers["retry-after"] == "15"
        assert re.search(r'http-equiv="refresh" content="15"', answer.text)
        assert "1 people are here" in answer.text
        for path, headers in (("/_stcore/health", {}), ("/stage/x/stage/mount.js", {"accept": "*/*"})):
            assert (await asyncio.to_thread(ask, room, path, **headers)).status == 200
        await first.leave()
        assert (await asyncio.to_thread(ask, room, "/lstm", **BROWSER)).status == 200

    finish(full)


def test_as_many_sessions_fit_as_there_are_files_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    # 200 to spare, three for each of 128 that are kept, five for each that is open: one of them for a room
    assert sessions_for(1024) == 88
    assert sessions_for(65_536) == MOST_SESSIONS
    assert sessions_for(10) == 1
    monkeypatch.setenv("UNROLLED_SESSIONS", "50")
    assert sessions_for(65_536) == 50
    monkeypatch.setenv("UNROLLED_SESSIONS", "many")
    assert sessions_for(65_536) == MOST_SESSIONS


def test_the_limit_is_raised_as_far_as_the_system_lets_it() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    program = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
from pages._shell.server.room import raise_the_limit
print(raise_the_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said, is_so = map(int, done.stdout.split())
    assert said == is_so
    assert said > 256 or hard <= 256


def test_that_there_are_no_files_left_is_told_once_a_minute_and_in_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [0.0]
    log = logging.getLogger("unrolled.test")
    log.addFilter(Seldom(lambda: now[0]))
    for second in range(100):
        now[0] = float(second)
        try:
            raise OSError(errno.EMFILE, "Too many open files")
        except OSError:
            log.exception("socket.accept() out of system resource")
    log.warning("another thing")
    assert [record.message[:25] for record in caplog.records] == ["No more files can be open"] * 2 + [
        "another thing"
    ]
    assert "Traceback" not in caplog.text
