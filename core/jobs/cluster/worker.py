"""A run as the workers of a dask cluster train it; `core.jobs.cluster.engine` is the other side.

Dask starts `train` as a task and says nothing of it until it ends, so reports go through a queue on the
scheduler. Dask does not stop a task that runs either. But the worker knows when its result is not wanted any
more, because the task was cancelled or the client is gone; the training looks that up between two slices.
"""

from __future__ import annotations

import asyncio
import os
import pickle
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final, TypeAlias

from distributed import Worker, get_worker

from ..active import ActiveRun
from ..engine import Report
from ..local.worker import NICENESS

ROOM_WITHIN: Final = 20.0
"""Seconds in which a report must find room in the queue; there is none when the engine does not listen."""

Mail: TypeAlias = tuple[str, str, Sequence[Report]]
"""Ticket, address of the worker, and what is to be told; nothing is told when the training begins."""


def train(queue: str, ticket: str, assignment: bytes) -> None:
    """Train an attempt and put what is to be told into `queue`.

    Args:
        queue: A name on the scheduler.
        ticket: That of the attempt.
        assignment: A packed `core.jobs.active.Assignment`.

    Raises:
        OSError, TimeoutError, KeyError: when nobody listens any more.
    """
    worker = get_worker()
    key = worker.get_current_task()
    os.nice(max(0, NICENESS - os.nice(0)))  # this thread only: the worker goes on answering
    post = _Post(worker, queue, ticket)
    post.send([])
    active = ActiveRun(ticket, assignment)
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
