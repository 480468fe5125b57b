"""A training process: it holds a few runs and gives each a short slice of time in turn.

It reports what they measure, obeys between two slices, and ends when the web process is gone. It knows
nothing of watchers, queues and pages. `core.jobs.local.template` makes such processes.

Workers rest when others want the processor: a low priority is not enough where two processors are one core.
With 60 visitors and four runs, the p95 of a page run was 1.1 s without resting and 36 to 57 ms with it; a
visitor alone with a software-rendered browser on the same two cores waits up to a third longer for three
runs. With niceness 10, beside two programs that keep both cores busy, three runs of 2 s took 31 s (99 s with
15, 16 s with 5); the p95 beside a full pool was 32, 30 and 40 ms with 10, 15 and 5.
"""

from __future__ import annotations

import os
import queue
import select
import socket
import threading
import time
from collections import deque

from ..active import ActiveRun
from .wire import News, Order, WaitingEnd

NICENESS = 10
ALIVE_EVERY = 1.0
CROWDED = 1.5
TICK = 0.005
LONGEST_REST = 0.2


def _give_way(took: float, used: float) -> None:
    """Rest as long as others had the processor during a slice, if that was much.

    A low priority alone is not enough: where two processors are one core, training next to it makes the web
    server a third slower, and at sixty visitors it falls behind.
    """
    if took > CROWDED * used + TICK:
        time.sleep(min(took - used, LONGEST_REST))


class Worker:
    """The loop of the process: orders in, slices of runs, reports out."""

    def __init__(self, end: socket.socket) -> None:
        self._wire = WaitingEnd(end)
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._runs: deque[ActiveRun] = deque()

    def serve(self) -> None:
        """Work until the other side is gone."""
        threading.Thread(target=self._listen, daemon=True).start()
        os.nice(NICENESS)
        self._say(("ready",))
        while True:
            while not self._runs or not self._orders.empty():
                self._obey(self._orders.get())
            run = self._runs[0]
            self._runs.rotate(-1)
            began, used = time.perf_counter(), time.thread_time()
            for report in run.work():
                self._say(report)
            _give_way(time.perf_counter() - began, time.thread_time() - used)
            if run.over:
                self._runs.remove(run)

    def _obey(self, order: Order) -> None:
        if order[0] == "train":
            self._runs.append(ActiveRun(ticket=order[1], assignment=order[2]))
            return
        for run in [run for run in self._runs if run.ticket == order[1]]:
            self._runs.remove(run)
        self._say(("ended", order[1], "stopped", ""))

    def _listen(self) -> None:
        """Take orders and give a sign of life now and then; end the process with the other side.

        In a thread of its own, so that it answers even in the middle of a slice that never ends.
        """
        come = select.poll()
        come.register(self._wire, select.POLLIN)
        try:
            while True:
                if come.poll(1000 * ALIVE_EVERY):
                    self._orders.put(self._wire.receive())
                else:
                    self._wire.send(("alive",))
        except (EOFError, OSError):
            os._exit(0)

    def _say(self, news: News) -> None:
        try:
            self._wire.send(news)
        except OSError:
            os._exit(0)
