"""Two hundred students in a room while all workers train: when they see a step, and whether all votes count.

A student is a stream over a real socket, on the same cores as the server; seen is when its event has arrived.
A browser then has to draw a frame, which is not counted here.

    python -m tests.bench.room
"""

from __future__ import annotations

import asyncio
import csv
import json
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

from core.recipes.link import from_line
from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.running import RunningServer, cpu_seconds

PEOPLE, STEPS, VOTING = 200, 40, 5.0
SOON_MS, ALL_MS = 300.0, 1000.0
TAB = "0123456789abcdef"


def rows(quick: bool = False) -> list[Row]:
    """Measure steps a second apart, 40 of them, quickly 10, and one vote of all."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder) / "server.log") as server:
        return asyncio.run(_measure(server, 10 if quick else STEPS))


class Server:
    """What asks the server, a connection a request."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: list[asyncio.StreamWriter] = []  # who is forgotten hangs up

    async def ask(self, method: str, path: str, who: str, message: object = None) -> tuple[int, str]:
        """Send a request; return the status and the answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        body = b"" if message is None else json.dumps(message).encode()
        writer.write(
            self._head(method, path, who, "Connection: close", f"Content-Length: {len(body)}") + body
        )
        said = (await reader.read()).decode()
        writer.close()
        head, _, text = said.partition("\r\n\r\n")
        return int(head.split()[1]), text

    async def follow(self, path: str, who: str) -> asyncio.StreamReader:
        """Open a stream."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(self._head("GET", path, who))
        self._lines.append(writer)
        return reader

    def _head(self, method: str, path: str, who: str, *more: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", f"X-Watcher: {who}", *more]
        return "\r\n".join([*lines, "", ""]).encode()


class Student:
    """One who follows: when it saw each step, and how many it heard to have voted."""

    def __init__(self, number: int) -> None:
        self.name = f"{number:032x}"
        self.saw: dict[int, float] = {}
        self.came = asyncio.Event()

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Read to the end."""
        while line := await reader.readline():
            if not line.startswith(b"data: "):
                continue
            place = json.loads(line[6:]).get("place")
            self.came.set()
            if place:
                self.saw.setdefault(place["cursor"]["timestep"], time.perf_counter())


async def _measure(server: RunningServer, steps: int) -> list[Row]:
    asks = Server(server.port)
    _, opened = await asks.ask("POST", "/rooms", "new", {})
    room: Mapping[str, str] = json.loads(opened)
    at, secret = f"/rooms/{room['code']}", room["secret"]
    students = [Student(number) for number in range(PEOPLE)]
    async with AsyncExitStack() as open_pages:
        training = await _train(server, open_pages)
        readers = [await asks.follow(f"{at}/events?tab={TAB}", one.name) for one in students]
        both = zip(students, readers, strict=True)
        following = [asyncio.create_task(one.read(reader)) for one, reader in both]
        await asyncio.gather(*(one.came.wait() for one in students))
        before, began = cpu_seconds(server.pid), time.perf_counter()
        sent: dict[int, float] = {}
        for step in range(1, steps + 1):
            sent[step] = time.perf_counter()
            place = {"do": "place", "path": "lstm", "query": "", "cursor": {"timestep": step}}
            status, _ = await asks.ask("POST", f"{at}/orders", secret, place)
            assert status == 204
            await asyncio.sleep(max(0.0, sent[step] + 1 - time.perf_counter()))
        await asyncio.sleep(2)
        cost = (cpu_seconds(server.pid) - before) / (time.perf_counter() - began)
        seen = [one.saw.get(step, np.inf) - sent[step] for one in students for step in sent]
        right = await _vote(asks, at, secret, students)
        trains = await training()
        for task in following:
            task.cancel()
    return [
        row(
            f"step until {PEOPLE} students see it, all workers train, p95",
            "ms",
            _ms(seen, 95),
            target=SOON_MS,
        ),
        row("the same, the last of all", "ms", _ms(seen, 100), target=ALL_MS),
        row(f"{PEOPLE} votes in {VOTING:g} s: not counted once each", "votes", right, target=0),
        row("processor time of the web process a second, of a step a second", "ms", 1000 * cost),
        row("runs that still train at the end: missing", "runs", 2 - trains, target=0),
    ]


async def _train(server: RunningServer, open_pages: AsyncExitStack) -> Callable[[], Awaitable[int]]:
    """Have two visitors train; return what tells how many of their runs are being trained."""
    keys, watchers = [], []
    for seed in range(2):
        recipe = f"recall-lstm-h64-s5000-seed{800 + seed}"
        trainer = await open_pages.enter_async_context(Session(server.url, "train", f"run={recipe}"))
        await trainer.press("Train")
        keys.append(from_line(recipe).key)
        watchers.append(trainer.watcher)
    asks = Server(server.port)
    streams = [
        await asks.follow(f"/runs/events?key={key}", watcher)
        for key, watcher in zip(keys, watchers, strict=True)
    ]
    steps = [0, 0]

    async def read(place: int) -> None:
        while line := await streams[place].readline():
            if line.startswith(b"data: "):
                steps[place] = json.loads(line[6:])["runs"][0].get("step", steps[place])

    reading = [asyncio.create_task(read(place)) for place in range(2)]

    async def still() -> int:
        before = tuple(steps)
        await asyncio.sleep(3)
        found = sum(now > then for now, then in zip(steps, before, strict=True))
        for one in reading:
            one.cancel()
        return found

    return still


def _ms(seconds: list[float], share: float) -> float:
    return float(1000 * np.percentile(seconds, share))


async def _vote(asks: Server, at: str, secret: str, students: list[Student]) -> int:
    """Have everybody vote twice, the same or another; return by how many the counts differ from the first."""
    answers = ["one", "two", "three", "four"]
    await asks.ask("POST", f"{at}/orders", secret, {"do": "ask", "question": "Which?", "answers": answers})
    rng = np.random.default_rng(0)
    said = [int(answer) for answer in rng.integers(0, 4, len(students))]

    async def one(student: Student, answer: int, wait: float) -> None:
        await asyncio.sleep(wait)
        for answer_now in (answer, (answer + 1) % 4):
            ballot = {"number": 1, "round": 1, "answer": answer_now, "tab": TAB}
            await asks.ask("POST", f"{at}/votes", student.name, ballot)

    waits = rng.uniform(0, VOTING, len(students))
    await asyncio.gather(*(one(*each) for each in zip(students, said, waits, strict=True)))
    _, text = await asks.ask("GET", f"{at}/votes", secret)
    counted = [int(line["first_vote"]) for line in csv.DictReader(text.splitlines())]
    wanted = Counter(said)
    return sum(abs(count - wanted[answer]) for answer, count in enumerate(counted))


if __name__ == "__main__":
    show(rows())
