"""A lecture hall at two web processes behind nginx, which share one cluster of trainers: two hundred people
read while all trainers train, each with a session and the stream of a room; and what each of them costs.

Time is counted as in `load`: over real sockets, readers, nginx, both processes, scheduler and trainers on the
same cores. The pages show untrained networks: reading costs the same, and none waits for its trainings,
which stand in the cluster's queue, too.

    python -m tests.bench.several
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from itertools import cycle
from pathlib import Path
from uuid import uuid4

from tests.bench.load import HALL, HALL_MS, HALL_SECONDS, act, p95, recipes, watched
from tests.bench.room import TAB, Server
from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.browser.nginx import FOUND, nginx
from tests.making.clusters import RunningCluster
from tests.running import RunningServer, cpu_seconds, resident_megabytes

LETTERS = "KM"
AT_ONCE = (("unrolled", "weights=untrained"), ("gradients", ""))
"""Pages, and links to them, that show their picture at once."""


def rows(quick: bool = False) -> list[Row]:
    """Measure three turns of all, quickly one; nothing where there is no nginx.

    The same is then measured at one process with trainers of its own.
    """
    if FOUND is None:
        return []
    turns = 1 if quick else 3
    with tempfile.TemporaryDirectory() as folder, RunningCluster(Path(folder) / "log") as cluster:
        two = _hall(
            "several",
            [{"UNROLLED_ENGINE": cluster.url, "UNROLLED_ROOM_LETTER": letter} for letter in LETTERS],
            "two processes, one cluster",
            turns,
        )
    return [*two, *_hall("plain", [{}], "one process, trainers of its own", turns)]


def _hall(file: str, settings: Sequence[dict[str, str]], name: str, turns: int) -> list[Row]:
    """Measure behind one of nginx's files, with a process for each of the settings."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place)
        servers = [
            stack.enter_context(RunningServer(folder / f"{number}.log", of_one))
            for number, of_one in enumerate(settings)
        ]
        (folder / "nginx").mkdir()
        port = stack.enter_context(nginx(file, folder / "nginx", [one.port for one in servers]))
        proxy = int((folder / "nginx" / "pid").read_text())
        return asyncio.run(_measure(servers, port, proxy, name, turns))


async def _measure(
    servers: Sequence[RunningServer], port: int, proxy: int, name: str, turns: int
) -> list[Row]:
    pids, address = [one.pid for one in servers], f"http://127.0.0.1:{port}"
    async with AsyncExitStack() as open_pages:
        for number, server in enumerate(servers):
            trained = recipes(40 + number)
            runs = "&".join(f"run={recipe}" for recipe in trained)
            trainer = await open_pages.enter_async_context(Session(server.url, "train", runs))
            await trainer.press("Train")
            await open_pages.enter_async_context(watched(server.port, trained, trainer.watcher))
        files, through = [open_files(pid) for pid in pids], open_files(proxy)
        memory = [resident_megabytes(pid) for pid in pids]
        asks = Server(port)
        _, opened = await asks.ask("POST", "/rooms", "new", {})
        at = f"/rooms/{json.loads(opened)['code']}"
        readers: list[Session] = []
        pages = cycle(AT_ONCE)
        for number in range(HALL):
            page = Session(address, *next(pages), cookie=f"unrolled_process={uuid4().hex}")
            readers.append(await open_pages.enter_async_context(page))
            await asks.follow(f"{at}/events?tab={TAB}", f"{number:032x}")
        assert all(reader.has_picture for reader in readers)
        here = [sessions - before for sessions, before in zip(map(open_files, pids), files, strict=True)]
        proxied = open_files(proxy) - through
        before = sum(map(cpu_seconds, pids))
        times = await act(readers, turns, HALL_SECONDS)
        cost = (sum(map(cpu_seconds, pids)) - before) / len(times)
        grown = sum(map(resident_megabytes, pids)) - sum(memory)
    acting = f"{HALL} sessions acting every {HALL_SECONDS} s, all train"
    return [
        row(f"{name}: {acting}, rerun p95", "ms", p95(times), target=HALL_MS),
        row(f"{name}: CPU time of the web per rerun", "ms", 1000 * cost),
        row(f"{name}: open files a person in a room", "files", sum(here) / HALL, target=5.1),
        row(f"{name}: connections of nginx a person in a room", "", proxied / HALL, target=4.1),
        row(f"{name}: memory of the web", "MB", sum(memory)),
        row(f"{name}: the same, {HALL} people more", "MB", grown),
    ]


def open_files(pid: int) -> int:
    """Return how many files a process has open (Linux)."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


if __name__ == "__main__":
    show(rows())
