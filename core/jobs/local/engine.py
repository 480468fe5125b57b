"""The engine of one machine: a few processes of low priority, each of which trains a few runs in turn."""

from __future__ import annotations

import logging
import os
import selectors
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ... import nets
from ...spec import RunSpec
from ..engine import Report
from .crew import Crew, Member
from .wire import News, Order

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint

DEFAULT_RUN = f"{nets.__name__}.run:Run"
MEMORY: Final = 1024
_LOG = logging.getLogger(__name__)
_TICK: Final = 0.25
_FAILED_STARTS: Final = 3


class LocalEngine:
    """Trains runs in processes of this machine.

    Args:
        workers: Training processes.
        runs_each: Runs that a process trains at the same time.
        memory: Megabytes that a process may use for its own data (Linux); 0 sets no limit.
        run: The class that the processes train with, "module:class".
    """

    def __init__(
        self, workers: int = 2, runs_each: int = 2, *, memory: int = MEMORY, run: str = DEFAULT_RUN
    ) -> None:
        self.capacity = workers * runs_each
        self.trouble = ""
        self._crew = Crew(workers, runs_each, run, memory)
        self._orders: deque[Order] = deque()
        self._waiting: dict[str, Order] = {}
        self._report: Callable[[Report], None] = print
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers that live."""
        return tuple(member.pid for member in self._crew if member.pid)

    def start(self, report: Callable[[Report], None]) -> None:
        """Start the processes; they take a few seconds to be ready."""
        self._report = report
        self._thread = threading.Thread(target=self._serve, name="engine", daemon=True)
        self._thread.start()

    def train(self, ticket: str, spec: RunSpec, checkpoint: Checkpoint | None, until: int | None) -> None:
        """Train a run from `checkpoint` or from the beginning, to its end or to step `until`."""
        self._order(("train", ticket, spec.to_dict(), checkpoint, until))

    def drop(self, ticket: str) -> None:
        """Forget an attempt."""
        self._order(("drop", ticket))

    def close(self) -> None:
        """End the processes. Does nothing the second time."""
        if self._closed.is_set():
            return
        self._closed.set()
        os.close(self._wake_in)
        if self._thread is not None:
            self._thread.join()
        self._crew.close()
        os.close(self._wake_out)

    def _order(self, order: Order) -> None:
        self._orders.append(order)
        with suppress(OSError):  # full: it is awake; closed: nothing is trained any more
            os.write(self._wake_in, b"!")

    def _serve(self) -> None:
        """Pass orders on and tell what the processes say: the engine's own thread."""
        while not self._closed.is_set():
            try:
                self._keep_up()
                self._listen()
            except Exception:  # noqa: BLE001 - no memory, no files left: that may pass
                _LOG.exception("The training processes cannot be attended to now.")
                self._closed.wait(_TICK)

    def _listen(self) -> None:
        """Wait for news, and take them."""
        for key, _ in self._sources().select(_TICK):
            if isinstance(key.data, Member):
                key.data.wire.flush()
                self._hear(key.data)
            elif key.fd == self._wake_out:
                with suppress(BlockingIOError):
                    os.read(self._wake_out, 4096)
            elif self._crew.mould is not None and not self._crew.mould.hear():
                _LOG.warning("The process that training processes are copied from has died.")
                self._crew.lose_mould()

    def _sources(self) -> selectors.BaseSelector:
        """Return what there is to wait for now; a handful of sockets."""
        sources = selectors.PollSelector()
        sources.register(self._wake_out, selectors.EVENT_READ)
        if self._crew.mould is not None:
            sources.register(self._crew.mould.control, selectors.EVENT_READ)
        for member in self._crew:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if member.wire.unsent else 0)
            sources.register(member.wire, events, member)
        return sources

    def _keep_up(self) -> None:
        """Take the orders, replace who is missing or hangs, and hand out what waits."""
        while self._orders:
            order = self._orders.popleft()
            if order[0] == "train":
                self._waiting[order[1]] = order
            elif self._waiting.pop(order[1], None) is None:
                for member in self._crew:
                    member.drop(order[1])
        for member in self._crew:
            if member.hangs:
                self._replace(member)
        self._crew.fill()
        for ticket in tuple(self._waiting):
            room = self._crew.with_room()
            if room is not None:
                room.train(ticket, self._waiting.pop(ticket))
        if self._crew.failed_starts >= _FAILED_STARTS:
            self._give_up()

    def _give_up(self) -> None:
        held = [member.runs for member in self._crew if not member.ready]
        for tickets in (self._waiting, *held):
            for ticket in tuple(tickets):
                del tickets[ticket]
                sentence = "The training processes do not start; the server's log says why."
                self._report(("ended", ticket, "failed", sentence))

    def _hear(self, member: Member) -> None:
        try:
            news = member.wire.fetch()
        except Exception as error:  # noqa: BLE001 - whatever one worker does, the others go on
            if not isinstance(error, EOFError):
                _LOG.exception("A training process sent what cannot be read; it is replaced.")
            self._replace(member)
            return
        member.heard = time.monotonic()
        for one in news:
            self._note(member, one)

    def _note(self, member: Member, news: News) -> None:
        if news[0] == "alive":
            return
        if news[0] == "ready":
            member.greet()
            self._crew.failed_starts = 0
            self._report(news)
            return
        if news[1] in member.runs:
            if news[0] == "ended":
                del member.runs[news[1]]
            self._report(news)
        elif news[0] == "ended":
            member.dropping.pop(news[1], None)

    def _replace(self, member: Member) -> None:
        """Do without a member; what never got to run waits again, of the rest it is told that it is lost."""
        self._crew.remove(member)
        if not member.ready:
            self._waiting = {**member.runs, **self._waiting}
            return
        for ticket in member.runs:
            self._report(("lost", ticket))
