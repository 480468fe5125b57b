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

from ...nets import __name__ as nets
from ..active import Assignment
from ..engine import Recipe, Report
from .crew import Crew, WorkerHandle
from .wire import News

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint

NETWORKS: Final = f"{nets}.run:Run"
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
        run: What trains every run, "module:class", instead of what its recipe names.
    """

    def __init__(self, workers: int = 2, runs_each: int = 2, *, memory: int = MEMORY, run: str = "") -> None:
        self.capacity = workers * runs_each
        self.trouble = ""
        self._run = run
        self._crew = Crew(workers, runs_each, run or NETWORKS, memory)
        self._orders: deque[tuple[str, Assignment | None]] = deque()
        self._waiting: dict[str, Assignment] = {}
        self._report: Callable[[Report], None] = print
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def processes(self) -> tuple[int, ...]:
        """Process ids of the workers that live."""
        return tuple(worker.pid for worker in self._crew if worker.pid)

    @property
    def template(self) -> int | None:
        """Process id of the template that workers are copied from; None while there is none."""
        template = self._crew.template
        return None if template is None else template.pid

    def start(self, report: Callable[[Report], None]) -> None:
        """Start the processes; they take a few seconds to be ready."""
        self._report = report
        self._thread = threading.Thread(target=self._serve, name="engine", daemon=True)
        self._thread.start()

    def train(self, ticket: str, recipe: Recipe, checkpoint: Checkpoint | None, until: int | None) -> None:
        """Train a run from `checkpoint` or from its beginning, to its end or until `until` steps are done."""
        self._order(ticket, Assignment(self._run or recipe.trainer, recipe, checkpoint, until))

    def drop(self, ticket: str) -> None:
        """Forget an attempt."""
        self._order(ticket, None)

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

    def _order(self, ticket: str, assignment: Assignment | None) -> None:
        self._orders.append((ticket, assignment))
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
            if isinstance(key.data, WorkerHandle):
                key.data.wire.flush()
                self._hear(key.data)
            elif key.fd == self._wake_out:
                with suppress(BlockingIOError):
                    os.read(self._wake_out, 4096)
            elif self._crew.template is not None and not self._crew.template.hear():
                self._lose_template("has died")

    def _lose_template(self, why: str) -> None:
        _LOG.warning("The process that training processes are copied from %s; another one is started.", why)
        self._crew.lose_template()

    def _sources(self) -> selectors.BaseSelector:
        """Return what there is to wait for now; a handful of sockets."""
        sources = selectors.PollSelector()
        sources.register(self._wake_out, selectors.EVENT_READ)
        if self._crew.template is not None:
            sources.register(self._crew.template.control, selectors.EVENT_READ)
        for worker in self._crew:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.wire.unsent else 0)
            sources.register(worker.wire, events, worker)
        return sources

    def _keep_up(self) -> None:
        """Take the orders, replace who is missing or hangs, and hand out what waits."""
        self._take_orders()
        for worker in self._crew:
            if worker.hangs:
                self._replace(worker)
        if self._crew.template is not None and self._crew.template.hangs:
            self._lose_template("does not answer")
        self._crew.fill()
        for ticket in tuple(self._waiting):
            room = self._crew.with_room()
            if room is not None:
                room.train(ticket, self._waiting.pop(ticket))
        if self._crew.failed_starts >= _FAILED_STARTS:
            self._give_up()

    def _take_orders(self) -> None:
        while self._orders:
            ticket, assignment = self._orders.popleft()
            if assignment is not None:
                self._waiting[ticket] = assignment
            elif self._waiting.pop(ticket, None) is None:
                for worker in self._crew:
                    worker.drop(ticket)

    def _give_up(self) -> None:
        held = [worker.runs for worker in self._crew if not worker.ready]
        for tickets in (self._waiting, *held):
            for ticket in tuple(tickets):
                del tickets[ticket]
                sentence = "The training processes do not start; the server's log says why."
                self._report(("ended", ticket, "failed", sentence))

    def _hear(self, worker: WorkerHandle) -> None:
        try:
            news = worker.wire.fetch()
        except Exception as error:  # noqa: BLE001 - whatever one worker does, the others go on
            if not isinstance(error, EOFError):
                _LOG.exception("A training process sent what cannot be read; it is replaced.")
            self._replace(worker)
            return
        worker.heard = time.monotonic()
        for one in news:
            self._note(worker, one)

    def _note(self, worker: WorkerHandle, news: News) -> None:
        if news[0] == "alive":
            return
        if news[0] == "ready":
            worker.greet()
            self._crew.failed_starts = 0
            self._report(news)
            return
        if news[1] in worker.runs:
            if news[0] == "ended":
                del worker.runs[news[1]]
            self._report(news)
        elif news[0] == "ended":
            worker.dropping.pop(news[1], None)

    def _replace(self, worker: WorkerHandle) -> None:
        """Do without a worker; what never got to run waits again, of the rest it is told that it is lost."""
        self._crew.remove(worker)
        if not worker.ready:
            self._waiting = {**worker.runs, **self._waiting}
            return
        for ticket in worker.runs:
            self._report(("lost", ticket))
