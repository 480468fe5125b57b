"""The engine's side of one connection to a dask scheduler, from its beginning to its end."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from distributed import Client, Future, Queue

from ..active import Assignment
from ..engine import Report

if TYPE_CHECKING:
    from .worker import Mail

TICK: Final = 0.25
COUNT_EVERY: Final = 0.5
ANSWER_WITHIN: Final = 10.0
"""Seconds in which a scheduler answers that is there; then it counts as gone."""
OBEY_WITHIN: Final = 5.0
"""Seconds in which a training stops that is told to; then its worker is ended. Its priority is low."""
MOST_MAIL: Final = 32
"""Reports that the scheduler keeps for an engine that is busy; workers wait when there are more."""
ARRIVES_WITHIN: Final = 10.0

_LOG = logging.getLogger(__name__)


@dataclass(eq=False)
class Attempt:
    """What the cluster trains under one ticket: its task, and on which worker, once that is known."""

    ticket: str
    task: Future[None]
    address: str | None = None
    dropped: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Link:
    """Hands attempts to the scheduler and takes what their workers tell.

    Args:
        client: Connected, asynchronous.
        tell: Takes the reports.
    """

    def __init__(self, client: Client, tell: Callable[[Report], None]) -> None:
        self.threads = 0
        self._broken = False
        self._client, self._tell = client, tell
        self._mail = Queue(f"unrolled-{uuid.uuid4().hex}", client=client, maxsize=MOST_MAIL)
        self._attempts: dict[str, Attempt] = {}
        self._duties: list[asyncio.Task[None]] = []
        self._aside: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    async def open(self) -> None:
        """Get ready for `begin`."""
        async with asyncio.timeout(ANSWER_WITHIN):
            await self._mail
        self._client.subscribe_topic("all", self._note_worker)

    async def attend(self, closing: asyncio.Task[bool]) -> None:
        """Take reports until the scheduler is gone or `closing` is done."""
        self._duties = [asyncio.create_task(duty()) for duty in (self._collect, self._count, self._see)]
        await asyncio.wait([*self._duties, closing], return_when=asyncio.FIRST_COMPLETED)

    def begin(self, ticket: str, assignment: Assignment) -> None:
        """Hand an attempt over; a worker takes it when it has a thread free."""
        order = (self._mail.name, ticket, assignment.packed())
        key = ("unrolled", self._mail.name, ticket)
        task = self._client.submit(_by_value(), *order, key=key, pure=False)
        attempt = self._attempts[ticket] = Attempt(ticket, task)
        self._also(self._follow(attempt))

    def drop(self, ticket: str) -> None:
        """Have an attempt stopped, wherever it is."""
        attempt = self._attempts.get(ticket)
        if attempt is not None:
            attempt.dropped = True
            self._also(self._withdraw(attempt))

    async def close(self) -> None:
        """Tell that every attempt is lost, and stop it, as far as the scheduler still answers."""
        attempts = list(self._attempts.values())
        for attempt in attempts:
            attempt.dropped = True
            self._tell(("lost", attempt.ticket))
        if self._client.status == "running":
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(1.5 * OBEY_WITHIN):
                    await self._client.cancel([attempt.task for attempt in attempts], force=True)
                    await asyncio.gather(
                        *(self._withdraw(attempt) for attempt in attempts if attempt.address)
                    )
            self._client.unsubscribe_topic("all")
            self._mail.close()
        left = [*self._duties, *self._aside]
        for task in left:
            task.cancel()
        for problem in await asyncio.gather(*left, return_exceptions=True):
            _LOG.info("It ended with %r.", problem)

    async def _collect(self) -> None:
        while True:
            for mail in (await self._mail.get(), *await self._mail.get(batch=True)):
                try:
                    self._hear(pickle.loads(mail))  # noqa: S301 - from our own function on a worker
                except Exception:  # noqa: BLE001 - whatever one worker sends, the others go on
                    _LOG.exception("A worker of the cluster sent what cannot be read.")

    async def _count(self) -> None:
        """Note how many runs can be trained at once, now and then and when workers come or go."""
        scheduler = self._client.scheduler
        while scheduler is not None:
            self._changed.clear()
            async with asyncio.timeout(ANSWER_WITHIN):
                running = await scheduler.ncores_running()
            before, self.threads = self.threads, sum(running.values())
            if self.threads > before:
                self._tell(("ready",))
            with suppress(TimeoutError):
                async with asyncio.timeout(COUNT_EVERY):
                    await self._changed.wait()

    async def _see(self) -> None:
        while self._client.status == "running" and not self._broken:
            await asyncio.sleep(TICK)

    def _note_worker(self, event: tuple[float, dict[str, Any]]) -> None:
        happened = event[1]
        self._changed.set()
        if happened.get("action") == "remove-worker":
            for attempt in list(self._attempts.values()):
                if attempt.address == happened["worker"]:
                    self._lose(attempt)

    def _hear(self, mail: Mail) -> None:
        ticket, address, reports = mail
        attempt = self._attempts.get(ticket)
        if attempt is None:
            return
        if not reports and attempt.address is not None:
            self._lose(attempt)  # it begins again elsewhere, where dask knows no checkpoint
            return
        attempt.address = attempt.address or address
        for report in reports if attempt.address == address else ():
            if report[0] == "ended":
                attempt.over.set()
                del self._attempts[ticket]
            if not attempt.dropped:
                self._tell(report)

    async def _follow(self, attempt: Attempt) -> None:
        """Wait for the end of a task and let go of it: dask would repeat it if its worker died later."""
        error = await attempt.task.exception()
        if self._client.status != "running":
            self.threads, self._broken = 0, True  # all is lost, and `close` tells so
            return
        finished = attempt.task.status == "finished"
        attempt.task.release()
        if finished and attempt.ticket in self._attempts:
            await asyncio.sleep(ARRIVES_WITHIN)  # what it told at last comes another way
        if attempt.dropped or self._attempts.get(attempt.ticket) is not attempt:
            return
        if isinstance(error, ImportError | AttributeError):
            del self._attempts[attempt.ticket]
            sentence = f"The cluster's workers do not have this version of the program: {error}."
            self._tell(("ended", attempt.ticket, "failed", sentence))
        else:
            _LOG.warning("A training on the cluster is lost: %s", error or "the scheduler let go of it")
            self._lose(attempt)

    def _lose(self, attempt: Attempt) -> None:
        del self._attempts[attempt.ticket]
        attempt.over.set()
        if not attempt.dropped:
            self._tell(("lost", attempt.ticket))
            self._also(self._withdraw(attempt))

    async def _withdraw(self, attempt: Attempt) -> None:
        """Take an attempt back, and end its worker if it does not obey."""
        await self._client.cancel([attempt.task], force=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(OBEY_WITHIN):
                await attempt.over.wait()
        self._attempts.pop(attempt.ticket, None)
        if attempt.address is not None and not attempt.over.is_set():
            _LOG.warning("The worker at %s does not obey; it is ended.", attempt.address)
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(OBEY_WITHIN):
                    await self._client.run(os._exit, 1, workers=[attempt.address])

    def _also(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._aside.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.info("Part of the talk with the cluster failed: %r", error)


def _by_value() -> Callable[[str, str, bytes], None]:
    """Return what a worker shall do, as a function that travels as code: the scheduler has no such module."""

    def train(queue: str, ticket: str, assignment: bytes) -> None:
        from .worker import train

        train(queue, ticket, assignment)

    return train
