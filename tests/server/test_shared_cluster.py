"""Two web processes that share one cluster of trainers: both train there, and one outlives the other."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from core.recipes.link import from_line
from tests.bench.session import Session
from tests.making.clusters import RunningCluster
from tests.running import RunningServer
from tests.server.asking import finish

pytestmark = [pytest.mark.server, pytest.mark.slow]

PATIENCE = 240.0


def endless(seed: int) -> str:
    return f"recall-lstm-h64-s5000-seed{seed}"


class Runs:
    """What a visitor of one of the processes trains.

    Args:
        server: The process.
        watcher: The visitor's name there.
        recipes: Of the runs.
    """

    def __init__(self, server: RunningServer, watcher: str, recipes: list[str]) -> None:
        self._keys = [from_line(recipe).key for recipe in recipes]
        self._address = f"{server.url}/runs/events?" + urlencode([("key", key) for key in self._keys])
        self._watcher = watcher

    def pass_by(self, steps: int) -> int:
        """Read until each has come further than so many steps; return how far the last one is."""
        request = urllib.request.Request(self._address, headers={"X-Watcher": self._watcher})
        found = dict.fromkeys(self._keys, 0)
        with urllib.request.urlopen(request, timeout=PATIENCE) as stream:
            while min(found.values()) <= steps:
                line = stream.readline()
                assert line, "The stream has ended."
                if line.startswith(b"data: "):
                    found |= {
                        run["key"]: run["step"] for run in json.loads(line[6:])["runs"] if "step" in run
                    }
        return min(found.values())


async def trained(stack: AsyncExitStack, server: RunningServer, seeds: list[int]) -> Runs:
    """Have a visitor of a process press Train; the page stays open."""
    recipes = [endless(seed) for seed in seeds]
    link = "&".join(f"run={recipe}" for recipe in recipes)
    page = await stack.enter_async_context(Session(server.url, "train", link))
    await page.press("Train")
    return Runs(server, page.watcher, recipes)


def test_one_goes_on_when_the_other_dies(tmp_path: Path) -> None:
    """The dead one's runs make room for the other's, and its visitor goes on there by the same link."""

    async def both(first: RunningServer, second: RunningServer) -> None:
        async with AsyncExitStack() as stack:
            doomed = await trained(stack, first, [951])
            going = await trained(stack, second, [952, 953])
            await asyncio.to_thread(doomed.pass_by, 0)
            first.process.kill()
            there = await asyncio.to_thread(going.pass_by, 0)
            await asyncio.to_thread(going.pass_by, there)
            moved = await trained(stack, second, [951])
            await asyncio.to_thread(moved.pass_by, 0)

    with RunningCluster(tmp_path / "cluster.log") as cluster:
        settings = {"UNROLLED_ENGINE": cluster.url}
        with (
            RunningServer(tmp_path / "first.log", settings) as first,
            RunningServer(tmp_path / "second.log", settings) as second,
        ):
            assert not first.workers()
            assert not second.workers()
            finish(lambda: both(first, second))
