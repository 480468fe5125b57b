"""A real dask cluster on loopback, started as the documents say: a scheduler, and a node with two workers."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from distributed import Client

from core.spec import ModelSpec, RunSpec, TaskSpec, TrainSpec
from tests.running import ROOT, children, free_port
from tests.waiting import until

PATIENCE = 120.0


def long(seed: int) -> RunSpec:
    """Return a recipe of some seconds."""
    return RunSpec(ModelSpec("lstm", 8, 12), TaskSpec("recall", 3, 5), TrainSpec(steps=1500), seed)


class RunningCluster:
    """Scheduler and workers in processes of their own.

    Args:
        log: Where their output goes.
        package: What the node is started from: the repository's folder, or an installed package of `python`.
        python: The interpreter.
        workers: How many train.
    """

    def __init__(
        self, log: Path, package: str = "core", python: str | Path = sys.executable, workers: int = 2
    ) -> None:
        self.port = free_port()
        self.url = f"tcp://127.0.0.1:{self.port}"
        self.log = log
        self._python = python
        self.scheduler = self.start_scheduler()
        place = ROOT if package == "core" else log.parent
        self.node = self._start(place, f"{package}.jobs.cluster.node", self.url, str(workers))

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        """Start a scheduler at the address where the first one was; it knows nothing of this program."""
        address = ("--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.scheduler = self._start(self.log.parent, "distributed.cli.dask_scheduler", *address)
        return self.scheduler

    def kill_scheduler(self) -> None:
        """End the scheduler without a word."""
        self.scheduler.kill()
        self.scheduler.wait()

    def training(self) -> list[int]:
        """Return the process ids of the workers that have something to train."""
        with self._asked() as client:
            busy = [address for address, tasks in client.processing().items() if tasks]
            return list(client.run(os.getpid, workers=busy, on_error="ignore").values()) if busy else []

    def workers(self) -> list[int]:
        """Return the process ids of all workers."""
        with self._asked() as client:
            return list(client.run(os.getpid, on_error="ignore").values())

    def _asked(self) -> Client:
        """Return a client; distributed asserts that its greeting comes alone, which under load it may not."""
        while True:
            with suppress(AssertionError):
                return Client(self.url, set_as_default=False)

    def stop(self) -> None:
        """End everything."""
        processes = [self.node, self.scheduler]
        left = children(self.node.pid)
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self, folder: Path, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                [self._python, "-m", module, *arguments],
                cwd=folder,
                env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(self.log.parent)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
