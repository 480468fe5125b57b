"""A run as the workers of a dask cluster train it; `core.jobs.cluster.engine` is the other side.

Dask starts `train` as a task and says nothing of it until it ends; so reports go through a queue on the
scheduler. Nor does dask stop a task that runs; but the worker knows when nobody wants its result any more,
because it was cancelled or who wanted it is gone, and the training looks that up between two slices.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final, TypeAlias

from distributed import Worker, get_worker

from ..active import ActiveRun
from ..engine import Report
from ..local.template import load
from ..local.worker import NICENESS

ROOM_WITHIN: Final = 20.0
"""Seconds in which a report must find room in the queue; there is none when the engine does not listen."""

Mail: TypeAlias = tuple[str, str, Sequence[Report]]
"""Ticket, address of the worker, and what is to be told; nothing is told when the training begins."""


def train(queue: str, order: bytes) -> None:
    """Train an attempt and put what is to be told into `queue`.

    Args:
        queue: A name on the scheduler.
        order: Pickled: the ticket, "module:class" of the run, and the other arguments of `Engine.train`.

    Raises:
        OSError, TimeoutError, KeyError: when nobody listens any more.
    """
    ticket, run, spec, checkpoint, until = pickle.loads(order)  # noqa: S301 - from the engine
    worker = get_worker()
    key = worker.get_current_task()
    run_class = load(run)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    os.nice(max(0, NICENESS - os.nice(0)))  # this thread only: the worker goes on answering
    post = _Post(worker, queue, ticket)
    post.send([])
    active = ActiveRun(run_class, ticket, spec, checkpoint, until)
    while not active.over and _is_wanted(worker, key):
        if reports := active.work():
            post.send(reports)
    if not active.over:
        post.send([("ended", ticket, "stopped", "")])
    post.wait()


def _is_wanted(worker: Worker, key: object) -> bool:
    task = worker.state.tasks.get(key)  # type: ignore[call-overload]
    return task is not None and task.state == "executing"


class _Post:
    """Sends reports in order, each while the training goes on."""

    def __init__(self, worker: Worker, queue: str, ticket: str) -> None:
        self._worker, self._queue, self._ticket = worker, queue, ticket
        self._loop: asyncio.AbstractEventLoop = worker.loop.asyncio_loop  # type: ignore[attr-defined]
        self._going: Future[None] | None = None

    def send(self, reports: Sequence[Report]) -> None:
        mail: Mail = (self._ticket, self._worker.address, reports)
        data = pickle.dumps(mail, pickle.HIGHEST_PROTOCOL)
        self.wait()
        self._going = asyncio.run_coroutine_threadsafe(self._put(data), self._loop)

    def wait(self) -> None:
        """Wait until the one before has arrived."""
        if self._going is not None:
            self._going.result()

    async def _put(self, data: bytes) -> None:
        await self._worker.scheduler.queue_put(name=self._queue, data=data, timeout=ROOM_WITHIN)
