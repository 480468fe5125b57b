"""Sixty people on one server, each changing something once a second; alone, and while two networks train.

Time is counted from sending the change to the end of the page's run, over a real socket, the visitors and the
server on the same cores.

    python -m tests.bench.load
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from core import default_run, task
from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.running import RunningServer, cpu_seconds

SESSIONS = 60
PAGES = ("unrolled", "lstm", "gradients")
ALONE_MS, TRAINING_MS = 25.0, 80.0


def rows(quick: bool = False) -> list[Row]:
    """Measure the reruns of open pages. A quick run counts 5 seconds, a full one 20."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder) / "server.log") as server:
        return asyncio.run(_measure(server, 5 if quick else 20))


async def _measure(server: RunningServer, seconds: int) -> list[Row]:
    await _until_trained(server)
    async with AsyncExitStack() as open_pages:
        visitors = [
            await open_pages.enter_async_context(Session(server.url, page))
            for page in islice(cycle(PAGES), SESSIONS)
        ]
        await _act(visitors, 3)
        before = cpu_seconds(server.pid)
        alone = await _act(visitors, seconds)
        cost = (cpu_seconds(server.pid) - before) / len(alone)
        trainers = [
            await open_pages.enter_async_context(Session(server.url, "train", _recipe(kind)))
            for kind in ("lstm", "gru")
        ]
        for trainer in trainers:
            await trainer.press("Train")
        watching = [asyncio.create_task(trainer.poll(seconds)) for trainer in trainers]
        training = await _act(visitors, seconds)
        await asyncio.gather(*watching)
    name = f"rerun p95, {SESSIONS} sessions acting once a second"
    return [
        row(name, "ms", _p95(alone), target=ALONE_MS),
        row(f"{name}, two trainings", "ms", _p95(training), target=TRAINING_MS),
        row("CPU time of the web process per rerun", "ms", 1000 * cost),
    ]


async def _until_trained(server: RunningServer) -> None:
    """Wait until every page shows its picture instead of the progress of a training."""
    for page in PAGES:
        async with Session(server.url, page) as session:
            while "bidi_component" not in session.kinds:
                await asyncio.sleep(0.2)
                await session.rerun()


async def _act(visitors: Sequence[Session], seconds: int) -> list[float]:
    """Let each visitor type a sentence once a second, spread over the second; return the times."""

    async def one(visitor: Session, number: int) -> list[float]:
        rng = np.random.default_rng(number)
        await asyncio.sleep(number / len(visitors))
        taken = []
        for _ in range(seconds):
            next_second = asyncio.get_running_loop().time() + 1
            taken.append(await visitor.type("Sentence", _sentence(rng)))
            await asyncio.sleep(max(0.0, next_second - asyncio.get_running_loop().time()))
        return taken

    times = await asyncio.gather(*(one(visitor, number) for number, visitor in enumerate(visitors)))
    return [time for visitor in times for time in visitor]


def _sentence(rng: np.random.Generator) -> str:
    """Return one of the samples or, every other time, a sentence that nobody typed before."""
    this = task(default_run("lstm", "recall").task)
    if rng.random() < 0.5:
        return str(rng.choice(this.samples))
    return " ".join(rng.choice(this.vocabulary[1:], size=18))


def _recipe(kind: str) -> str:
    return f"train_cells={kind}&recall_steps=5000&recall_seed=7"


def _p95(seconds: Sequence[float]) -> float:
    return float(1000 * np.percentile(seconds, 95))


if __name__ == "__main__":
    show(rows())
