"""A presenter goes to another lesson, and two hundred pages go after: when half and all are there, and what
the presenter's own page has of it meanwhile.

A student is a stream and a session over real sockets, on the same cores as the server; it is there when the
page's run has ended. Each waits first as the browser does (`assets/stage/room/follower.js`). A browser then
fetches what the lesson draws with, which is not counted here.

    python -m tests.bench.following
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

from tests.bench.load import until_trained
from tests.bench.room import TAB, Server
from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.running import ROOT, RunningServer, cpu_seconds

PEOPLE = 200
WAYS = (("lstm", "gradients"), ("gradients", "lstm"))
ALL_S, PRESENTER_MS = 10.0, 1000.0
FOLLOWER = ROOT / "assets" / "stage" / "room" / "follower.js"


def rows(quick: bool = False) -> list[Row]:
    """Measure two ways from lesson to lesson, quickly one."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder) / "server.log") as server:
        return asyncio.run(_measure(server, WAYS[:1] if quick else WAYS))


def spread() -> float:
    """Return the milliseconds a person, within which pages set out, as the browser's module says it."""
    found = re.search(r"const APART = (\d+);", FOLLOWER.read_text(encoding="utf-8"))
    assert found is not None
    return float(found[1])


class Student:
    """One whose page goes where the presenter is."""

    def __init__(self, session: Session, page: str, apart: float) -> None:
        self.session, self.page, self._apart = session, page, apart
        self.there: dict[str, float] = {}

    async def follow(self, reader: asyncio.StreamReader) -> None:
        """Read the stream to its end, and go."""
        people = 0
        while line := await reader.readline():
            if not line.startswith(b"data: "):
                continue
            news = json.loads(line[6:])
            people = news.get("class", {}).get("people", people)
            path = (news.get("place") or {}).get("path", self.page)
            if path != self.page:
                self.page = path
                await asyncio.sleep(random.random() * people * self._apart / 1000)
                await self.session.go(path)
                self.there[path] = time.perf_counter()


async def _measure(server: RunningServer, ways: tuple[tuple[str, str], ...]) -> list[Row]:
    await until_trained(server)
    asks, apart = Server(server.port), spread()
    _, opened = await asks.ask("POST", "/rooms", "new", {})
    room: Mapping[str, str] = json.loads(opened)
    at, secret = f"/rooms/{room['code']}", room["secret"]
    taken: list[float] = []
    own: list[float] = []
    steps: list[float] = []
    cost = 0.0
    async with AsyncExitStack() as open_pages:
        presenter = await open_pages.enter_async_context(Session(server.url, ways[0][0]))
        students = []
        for _ in range(PEOPLE):
            session = await open_pages.enter_async_context(Session(server.url, ways[0][0]))
            students.append(Student(session, ways[0][0], apart))
        readers = [await asks.follow(f"{at}/events?tab={TAB}", f"{number:032x}") for number in range(PEOPLE)]
        following = [
            asyncio.create_task(one.follow(reader)) for one, reader in zip(students, readers, strict=True)
        ]
        for _, path in ways:
            before = cpu_seconds(server.pid)
            own.append(await presenter.go(path))
            set_out = time.perf_counter()
            await asks.ask("POST", f"{at}/orders", secret, {"do": "place", "path": path, "query": ""})
            while not all(path in one.there for one in students):
                stepped = time.perf_counter()
                cursor = {"timestep": len(steps)}
                place = {"do": "place", "path": path, "query": "", "cursor": cursor}
                await asks.ask("POST", f"{at}/orders", secret, place)
                steps.append(time.perf_counter() - stepped)
                own.append(await presenter.rerun())
                await asyncio.sleep(0.2)
            taken += [one.there[path] - set_out for one in students]
            cost += cpu_seconds(server.pid) - before
        for task in following:
            task.cancel()
    name = f"another lesson, {PEOPLE} students' pages"
    return [
        row(f"{name}: half are there after", "s", float(np.median(taken))),
        row(f"{name}: the last is there after", "s", max(taken), target=ALL_S),
        row("the presenter's own page meanwhile, p95", "ms", _p95(own), target=PRESENTER_MS),
        row("the presenter's steps meanwhile, until the server has them, p95", "ms", _p95(steps)),
        row("processor time of a page's way to another lesson", "ms", 1000 * cost / len(taken)),
    ]


def _p95(seconds: list[float]) -> float:
    return float(1000 * np.percentile(seconds, 95))


if __name__ == "__main__":
    show(rows())
