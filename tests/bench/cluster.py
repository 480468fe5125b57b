"""The same desk on a dask cluster: a scheduler and two workers in processes of their own, over loopback.

python -m tests.bench.cluster
"""

from __future__ import annotations

import os
import signal
import statistics
import tempfile
import time
from pathlib import Path

from core.jobs import Desk
from core.jobs.cluster.engine import ClusterEngine
from core.network import Network
from core.recipes import default_run
from core.recipes.compare import replaced
from core.spec import RunSpec
from tests.bench.rows import Row, row, show
from tests.making.clusters import PATIENCE, RunningCluster
from tests.waiting import ended, same, until, view

ENDLESS, LONG = 5000, 900


class Watched:
    """A run that was submitted at the desk, and who looks at it."""

    def __init__(self, desk: Desk, seed: int, steps: int, watcher: str = "me") -> None:
        self.desk, self.watcher = desk, watcher
        self.spec = recipe(seed, steps)
        desk.submit(self.spec, watcher)

    @property
    def step(self) -> int:
        return view(self.desk, self.spec, self.watcher).step

    def passes(self, step: int) -> float:
        """Return the seconds until it has come further than this step."""
        return until(lambda: self.step > step, PATIENCE)

    def is_running_again(self) -> bool:
        seen = view(self.desk, self.spec, self.watcher)
        return seen.restarts == 1 and seen.state == "running"

    def leave(self) -> None:
        self.desk.leave(self.spec.key, self.watcher)

    def network(self) -> Network | None:
        return ended(self.desk, self.spec, self.watcher, PATIENCE).network


def recipe(seed: int, steps: int) -> RunSpec:
    return replaced(default_run("lstm", "recall", 7000 + seed), "train", "steps", steps)


def rows(quick: bool = False) -> list[Row]:
    """Return the table. A quick run kills two workers, a full one seven."""
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningCluster(Path(folder) / "log") as cluster,
        Desk(ClusterEngine(cluster.url), patience=PATIENCE) as desk,
    ):
        Watched(desk, 1, 5).network()
        return [*_news(desk), *_deaths(cluster, desk, 2 if quick else 7)]


def _news(desk: Desk) -> list[Row]:
    """How soon a run is heard of, how often, and how soon its place trains another when it is stopped."""
    first, between, free = [], [], []
    for seed in (10, 20, 30):
        run = Watched(desk, seed, ENDLESS)
        first.append(run.passes(0))
        other, waiting = Watched(desk, seed + 1, ENDLESS), Watched(desk, seed + 2, 40, "somebody else")
        between += [run.passes(run.step) for _ in range(12)]
        run.leave()
        free.append(waiting.passes(0))
        other.leave()
        waiting.network()
    return [
        row("submitted → first measurement, median", "ms", 1e3 * statistics.median(first), target=300),
        row("from one news of a run to the next, p90", "ms", 1e3 * statistics.quantiles(between, n=10)[-1]),
        row("stopped → another is trained in its place, median", "ms", 1e3 * statistics.median(free)),
    ]


def _deaths(cluster: RunningCluster, desk: Desk, times: int) -> list[Row]:
    """The worker that trains is killed in the middle of a run."""
    again, further, different = [], [], 0
    for seed in range(100, 100 + times):
        run = Watched(desk, seed, LONG)
        run.passes(LONG // 4)
        (worker,) = cluster.training()
        there = run.step
        began = time.monotonic()
        os.kill(worker, signal.SIGKILL)
        until(run.is_running_again, PATIENCE)
        again.append(time.monotonic() - began)
        run.passes(there)
        further.append(time.monotonic() - began)
        disturbed = run.network()
        with Desk(ClusterEngine(cluster.url), patience=PATIENCE) as fresh:
            different += not same(disturbed, Watched(fresh, seed, LONG).network())
    return [
        row(f"a worker is killed, worst of {times}: its run is trained again after", "s", max(again)),
        row(f"a worker is killed, worst of {times}: past the step it had after", "s", max(further), target=5),
        row("a worker is killed: weights that differ from an undisturbed run's", "runs", different, target=0),
    ]


if __name__ == "__main__":
    show(rows())
