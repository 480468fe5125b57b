"""A training process: `python -m core.jobs.worker <socket> <module:class>`.

It holds a few runs and gives each a short slice of time in turn, reports what it measures, obeys between
slices, and ends when the process that started it is gone. It knows nothing of watchers, queues and pages.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections import deque
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from core.jobs.history import snapshot_steps, without_weights
from core.jobs.wire import Order, Report, State
from core.spec import RunSpec

if TYPE_CHECKING:
    from core.nets.run import Run
    from core.nets.snapshot import Snapshot

SLICE = 0.04
REPORT_EVERY = 0.1
NICENESS = 15


class ActiveRun:
    """A run that this process trains, and what it has not reported yet."""

    def __init__(self, ticket: str, run: Run, steps: int) -> None:
        self.ticket = ticket
        self._run = run
        self._stops = deque(snapshot_steps(steps))
        self._seconds_per_step = 0.0
        self._unreported: list[Snapshot] = []
        self._reported_at = 0.0

    def work(self) -> None:
        """Train for about one slice, at most to the next step that is kept, and measure there."""
        n = self._stops[0] - self._run.step
        if self._seconds_per_step:
            n = min(n, max(1, int(SLICE / self._seconds_per_step)))
        before = time.perf_counter()
        self._run.train(n)
        self._seconds_per_step = (time.perf_counter() - before) / n
        if self._run.step >= self._stops[0] or self._run.done:
            self._stops.popleft()
            self._unreported.append(self._run.snapshot())

    def reports(self, now: float) -> list[Snapshot]:
        """Return what is to be sent now, if it is time: the snapshots since the last report."""
        if not self._unreported or (not self.done and now - self._reported_at < REPORT_EVERY):
            return []
        self._reported_at = now
        *earlier, last = self._unreported
        self._unreported = []
        return [*map(without_weights, earlier), last]

    @property
    def done(self) -> bool:
        """Whether the run is over."""
        return self._run.done


class Worker:
    """The loop of the process: orders in, slices of runs, reports out."""

    def __init__(
        self, connection: Connection, run_class: type[Run], orders: queue.SimpleQueue[Order]
    ) -> None:
        self._connection = connection
        self._run_class = run_class
        self._orders = orders
        self._runs: deque[ActiveRun] = deque()

    def serve(self) -> None:
        """Work until the other side is gone."""
        self._say(("ready",))
        while True:
            while not self._runs or not self._orders.empty():
                self._obey(self._orders.get())
            run = self._runs[0]
            self._runs.rotate(-1)
            try:
                run.work()
            except Exception as error:  # noqa: BLE001 - whatever a run does, the other runs go on
                traceback.print_exc()
                self._end(run, "failed", f"The training met an error: {type(error).__name__}: {error}")
                continue
            self._report(run)

    def _obey(self, order: Order) -> None:
        ticket = order[1]
        if order[0] == "cancel":
            for run in [run for run in self._runs if run.ticket == ticket]:
                self._runs.remove(run)
            self._say(("ended", ticket, "stopped", ""))
            return
        try:
            spec = RunSpec.from_dict(order[2])
            self._runs.append(ActiveRun(ticket, self._run_class(spec), spec.train.steps))
        except Exception as error:  # noqa: BLE001 - a run that cannot begin is that run's failure
            traceback.print_exc()
            self._say(
                ("ended", ticket, "failed", f"The training could not begin: {type(error).__name__}: {error}")
            )

    def _report(self, run: ActiveRun) -> None:
        snapshots = run.reports(time.monotonic())
        if snapshots:
            self._say(("snapshots", run.ticket, snapshots))
        if run.done:
            diverged = snapshots[-1].diverged
            self._end(run, "diverged" if diverged else "done", diverged or "")

    def _end(self, run: ActiveRun, state: State, sentence: str) -> None:
        self._runs.remove(run)
        self._say(("ended", run.ticket, state, sentence))

    def _say(self, report: Report) -> None:
        try:
            self._connection.send(report)
        except OSError:
            os._exit(0)


def listen(connection: Connection, orders: queue.SimpleQueue[Order]) -> None:
    """Take orders until the other side is gone; then end the process, even if a slice never ends."""
    try:
        while True:
            orders.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)


def load(name: str) -> Any:
    """Return what "module:attribute" names."""
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def main() -> None:
    """Prepare the process and serve."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the web server; this process ends when that one does
    connection = Connection(int(sys.argv[1]))
    orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(connection, orders), daemon=True).start()
    run_class = load(sys.argv[2])  # takes seconds: this imports torch
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    os.nice(NICENESS)  # only now: somebody may be waiting for the first picture
    Worker(connection, run_class, orders).serve()


if __name__ == "__main__":
    main()
