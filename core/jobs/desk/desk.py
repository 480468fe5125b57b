"""The desk: it takes the recipes of all pages and has an engine train each of them once.

Two people who ask for the same recipe watch the same run. Watchers take turns in the queue. A run that nobody
watches is set aside, and stopped when nobody comes back. A run whose process is lost goes on from its last
checkpoint, to the same numbers. Pausing a run or changing its course makes a copy: a shared run is never held
up. Knows no torch and no Streamlit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from ...network import Network
from ..engine import Engine, Recipe, Report
from .admission import Quotas, RunRefusedError
from .bell import Bell
from .changing import KEEP, Keep
from .job import Job, RunView
from .roster import Roster
from .steering import Steering

TICK: Final = 0.25

RecipeT = TypeVar("RecipeT", bound=Recipe)


class Desk:
    """Takes runs, shows them, and keeps the finished ones.

    Args:
        engine: What trains; the desk starts and closes it, and nobody else gives it orders.
        quotas: What a watcher may have.
        keep: Runs that are kept after they ended; the least recently looked at goes first, those of the house
            never. Four times as many are kept while somebody looks at them.
        patience: Seconds after which a watcher that does not look counts as gone. A run that nobody watches
            is set aside: it gives up its place and stands at its last checkpoint.
        paused_patience: Seconds after which a run that is paused or set aside is stopped for good. Longer
            than
            a session of the web server outlives its connection, so that who comes back finds its runs.
    """

    def __init__(
        self,
        engine: Engine,
        quotas: Quotas | None = None,
        *,
        keep: int = 64,
        patience: float = 30.0,
        paused_patience: float = 600.0,
    ) -> None:
        self.engine = engine
        self._patience, self._paused_patience = patience, paused_patience
        self._bell = Bell()
        self._roster = Roster(engine, quotas or Quotas(), keep, patience, self._bell.note)
        self._jobs = self._roster.jobs
        self._steering = Steering(self._roster)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def start(self) -> Self:
        """Start the engine; it takes a few seconds to be ready. Does nothing the second time."""
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("This desk is closed; make a new one.")
            if self._thread is None:
                self.engine.start(self._hear)
                self._thread = threading.Thread(target=self._keep_house, name="desk", daemon=True)
                self._thread.start()
        return self

    def close(self) -> None:
        """End the training. What is finished can still be looked at. Does nothing the second time."""
        with self._at_work():
            if self._closed.is_set():
                return
            self._closed.set()
            for job in self._jobs.values():
                if not job.over:
                    job.end("stopped", "The server is closing.")
        if self._thread is not None:
            self._thread.join()
        self.engine.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, spec: RecipeT, watcher: str) -> RunView[RecipeT]:
        """Have `spec` trained, or join the run that trains it or has trained it, as `watcher`.

        A run that was set aside goes on from its checkpoint.

        Raises:
            RunRefusedError: when the watcher has too many runs going and waiting, or too many wait in all.
        """
        key = spec.key
        with self._at_work():
            self._check_open()
            job = self._jobs.get(key)
            if job is None or job.useless:
                self._roster.admit(watcher, joining=False)
                job = Job(spec, key)
                self._roster.put(job, watcher)
                self._roster.queue(job, watcher)
            elif watcher not in job.seen and not job.over:
                self._roster.admit(watcher, joining=True)
                self._roster.bring_forward(job, watcher)
            job.join(watcher)
            self._roster.wake(job, watcher)
            self._jobs.move_to_end(key)
            self._roster.give_out()
            return job.view()

    def look(self, key: str, watcher: str) -> RunView | None:
        """Return how a run stands and note that `watcher` is there; None when the desk does not know the run.

        Who looks at a run that others have asked for watches it too, as far as its quota goes: it is trained
        as long as somebody watches. A run that was set aside goes on. A watcher that has left sees what it
        saw last.
        """
        with self._at_work():
            job = self._jobs.get(key)
            if job is None:
                return None
            self._jobs.move_to_end(key)
            if watcher in job.left:
                return job.left[watcher]
            job.look()
            if not job.over and self._roster.may_watch(job, watcher):
                job.join(watcher)
                self._roster.wake(job, watcher)
            return job.view()

    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` after every change of one of these runs, from any thread; return how to end that.

        Listening is not looking: who does not look for `patience` seconds counts as gone all the same.
        """
        return self._bell.listen(keys, wake)

    def known(self) -> Mapping[str, RunView[Any]]:
        """Return all runs by key, as they stand; that counts as no look of anybody."""
        with self._lock:
            return {key: job.view() for key, job in self._jobs.items()}

    def leave(self, key: str, watcher: str) -> None:
        """Stop a run for `watcher`: it stops for all when nobody else watches."""
        with self._at_work():
            job = self._jobs.get(key)
            if job is not None and not job.over:
                self._steering.leave(job, watcher)
                self._roster.give_out()

    def network(self, key: str) -> Network | None:
        """Return the network of a run as it is now, or None when there is none yet."""
        with self._at_work():
            job = self._jobs.get(key)
            return None if job is None else job.network

    def pause(self, key: str, watcher: str) -> RunView:
        """Hold a run for `watcher` at its last checkpoint, as a copy of its own; return that copy.

        The run under `spec.key` goes on for those who watch it, and is given up if nobody does. A run that
        has ended stays as it is.

        Raises:
            RunRefusedError: when the desk does not know the run.
        """
        with self._at_work():
            return self._steering.pause(self._known(key), watcher).view()

    def resume(self, key: str, watcher: str) -> RunView:
        """Let a paused run go on to its end; any other stays as it is.

        Raises:
            RunRefusedError: when the desk does not know the run.
        """
        with self._at_work():
            self._check_open()
            return self._steering.go_on(self._known(key), watcher, None).view()

    def step(self, key: str, watcher: str, steps: int = 1) -> RunView:
        """Let a paused run take `steps` steps, be measured, and pause again; any other stays as it is.

        Raises:
            RunRefusedError: when the desk does not know the run.
            ValueError: when `steps` is below 1.
        """
        if steps < 1:
            raise ValueError(f"steps is {steps}; choose a whole number from 1 on.")
        with self._at_work():
            self._check_open()
            return self._steering.go_on(self._known(key), watcher, steps).view()

    def change(
        self, key: str, watcher: str, *, learning_rate: float | None = None, clip: float | Keep | None = KEEP
    ) -> RunView:
        """Let a run go on from its last checkpoint with another learning rate or clipping, for `watcher`.

        That is a run of another recipe, with another key; `watcher` leaves the old one. It is paused if the
        old one was.

        Raises:
            RunRefusedError: when the desk does not know the run, or it has ended.
            ValueError: when a value is out of range, or the run was changed too often.
        """
        with self._at_work():
            return self._steering.change(self._known(key), watcher, learning_rate, clip).view()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Hold the lock, and wake who listens once it is released."""
        try:
            with self._lock:
                yield
        finally:
            self._bell.ring()

    def _known(self, key: str) -> Job:
        job = self._jobs.get(key)
        if job is None:
            raise RunRefusedError("This run is not known any more. Press Train to begin it again.")
        return job

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise RunRefusedError("The server is closing; no run can begin. Reload the page in a minute.")

    def _hear(self, report: Report) -> None:
        with self._at_work():
            if not self._closed.is_set():
                self._roster.note(report)

    def _keep_house(self) -> None:
        """Forget watchers that are gone, four times a second: the desk's own thread."""
        while not self._closed.wait(TICK):
            with self._at_work():
                now = time.monotonic()
                self._roster.forget(now - self._patience, now - self._paused_patience)
