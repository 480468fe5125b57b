"""Sixty people on one server, each changing something once a second: alone, while all workers train and the
runs are watched, and while one tab floods the server. Two hundred, each every ten seconds, while all train.

Time is counted from sending the change to the end of the page's run, over a real socket, the visitors and the
server on the same cores.

    python -m tests.bench.load
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from core import default_run, task
from core.recipes.link import from_line
from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.running import RunningServer, cpu_seconds

SESSIONS = 60
HALL, HALL_SECONDS = 200, 10
PAGES = ("unrolled", "lstm", "gradients")
TRAINERS = 2
ALONE_MS, TRAINING_MS, HALL_MS, FLOOD_MS = 25.0, 80.0, 120.0, 250.0
FLOOD = 1000


def rows(quick: bool = False) -> list[Row]:
    """Measure the reruns of open pages: 20 seconds and three turns of the hall; quickly, 5 and one."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder) / "server.log") as server:
        return asyncio.run(_measure(server, 5 if quick else 20, 1 if quick else 3))


async def _measure(server: RunningServer, seconds: int, turns: int) -> list[Row]:
    await until_trained(server)
    async with AsyncExitStack() as open_pages:

        async def opened(count: int) -> list[Session]:
            pages = islice(cycle(PAGES), count)
            return [await open_pages.enter_async_context(Session(server.url, page)) for page in pages]

        visitors = await opened(SESSIONS)
        await act(visitors, 3)
        before = cpu_seconds(server.pid)
        alone = await act(visitors, seconds)
        cost = (cpu_seconds(server.pid) - before) / len(alone)
        for seed in range(TRAINERS):
            trained = recipes(seed)
            query = "&".join(f"run={recipe}" for recipe in trained)
            trainer = await open_pages.enter_async_context(Session(server.url, "train", query))
            await trainer.press("Train")
            await open_pages.enter_async_context(watched(server.port, trained, trainer.watcher))
        training = await act(visitors, seconds)
        hall = await act([*visitors, *await opened(HALL - SESSIONS)], turns, HALL_SECONDS)
        flooder = await open_pages.enter_async_context(Session(server.url, "lstm"))
        flood = asyncio.create_task(flooder.flood(FLOOD))
        flooded = await act(visitors, seconds)
        flood.cancel()
    name = f"rerun p95, {SESSIONS} sessions acting once a second"
    return [
        row(name, "ms", p95(alone), target=ALONE_MS),
        row(f"{name}, all workers train", "ms", p95(training), target=TRAINING_MS),
        row(
            f"rerun p95, {HALL} sessions acting every {HALL_SECONDS} s, all workers train",
            "ms",
            p95(hall),
            target=HALL_MS,
        ),
        row(f"{name}, the same and {FLOOD} reruns from one tab", "ms", p95(flooded), target=FLOOD_MS),
        row("CPU time of the web process per rerun", "ms", 1000 * cost),
    ]


async def until_trained(server: RunningServer) -> None:
    """Wait until every page shows its picture instead of the progress of a training."""
    for page in PAGES:
        async with Session(server.url, page) as session:
            while not session.has_picture:
                await asyncio.sleep(0.2)
                await session.rerun()


async def act(visitors: Sequence[Session], turns: int, every: float = 1) -> list[float]:
    """Let each visitor type a sentence once in so many seconds, spread over them; return the times."""

    async def one(visitor: Session, number: int) -> list[float]:
        rng = np.random.default_rng(number)
        await asyncio.sleep(every * number / len(visitors))
        taken = []
        for _ in range(turns):
            next_turn = asyncio.get_running_loop().time() + every
            taken.append(await visitor.type("Sentence", _sentence(rng)))
            await asyncio.sleep(max(0.0, next_turn - asyncio.get_running_loop().time()))
        return taken

    times = await asyncio.gather(*(one(visitor, number) for number, visitor in enumerate(visitors)))
    return [time for visitor in times for time in visitor]


def _sentence(rng: np.random.Generator) -> str:
    """Return one of the samples or, every other time, a sentence that nobody typed before."""
    this = task(default_run("lstm", "recall").task)
    if rng.random() < 0.5:
        return str(rng.choice(this.samples))
    return " ".join(rng.choice(this.vocabulary[1:], size=18))


def recipes(seed: int) -> list[str]:
    """Return two runs that train for as long as it is measured."""
    return [f"recall-{kind}-h64-s5000-seed{700 + seed}" for kind in ("lstm", "gru")]


@asynccontextmanager
async def watched(port: int, recipes: Sequence[str], watcher: str) -> AsyncIterator[None]:
    """Have the stream of these runs read, as the lab in a browser does."""
    keys = "&".join(f"key={from_line(recipe).key}" for recipe in recipes)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [f"GET /runs/events?{keys} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"X-Watcher: {watcher}"]
    writer.write("\r\n".join([*head, "", ""]).encode())

    async def read() -> None:
        while await reader.read(65536):
            pass

    reading = asyncio.create_task(read())
    try:
        yield
    finally:
        reading.cancel()
        writer.close()


def p95(seconds: Sequence[float]) -> float:
    return float(1000 * np.percentile(seconds, 95))


if __name__ == "__main__":
    show(rows())
