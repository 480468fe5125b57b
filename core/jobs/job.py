"""One run on the desk: who watches it, where it stands, what is known of it. The desk holds the lock."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.jobs.history import History
from core.jobs.wire import State
from core.network import Network
from core.spec import RunSpec

if TYPE_CHECKING:
    from core.nets.snapshot import Snapshot

HOUSE = "house"


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as a page sees it, at one moment.

    Attributes:
        key: `spec.key`.
        spec: The recipe.
        state: "queued", "running", or how it ended: "done", "stopped", "diverged", "failed".
        place: 0 while running and after; 1 for the next in the queue.
        history: What was measured, in order of training steps; only the last has weights.
        network: The network as it is now, or None before the first report.
        message: A sentence for the learner, or nothing.
    """

    key: str
    spec: RunSpec
    state: State
    place: int
    history: tuple[Snapshot, ...]
    network: Network | None
    message: str

    @property
    def active(self) -> bool:
        """Whether more is to come."""
        return self.state in ("queued", "running")


@dataclass(eq=False)
class Job:
    """What the desk knows of a run."""

    spec: RunSpec
    key: str
    arrival: int
    turn: int
    state: State = "queued"
    place: int = 0
    message: str = ""
    network: Network | None = None
    seen: dict[str, float] = field(default_factory=dict)
    left: dict[str, RunView] = field(default_factory=dict)
    lost_workers: int = 0
    _history: History = field(default_factory=History)
    _view: RunView | None = None

    @property
    def active(self) -> bool:
        return self.state in ("queued", "running")

    @property
    def for_house_only(self) -> bool:
        """Whether no visitor waits for it: then it gets a worker of its own, so the first is done early."""
        return self.seen.keys() == {HOUSE}

    @property
    def kept_for_house(self) -> bool:
        return HOUSE in self.seen

    def join(self, watcher: str) -> None:
        """Take in a watcher, even one that left before. What has ended needs none, but the house keeps it."""
        self.left.pop(watcher, None)
        if self.active or watcher == HOUSE:
            self.seen[watcher] = time.monotonic()

    def see(self, watcher: str) -> None:
        """Note that a watcher is still there."""
        if self.active:
            self.seen[watcher] = time.monotonic()

    def view(self) -> RunView:
        """Return the run as it is now; the same object until something changes."""
        if self._view is None:
            snapshots = self._history.snapshots
            self._view = RunView(
                self.key, self.spec, self.state, self.place, snapshots, self.network, self.message
            )
        return self._view

    def add(self, snapshots: Iterable[Snapshot]) -> None:
        """Take what a worker measured."""
        self._history.add(snapshots)
        latest = self._history.snapshots[-1]
        if self.network is None or latest.step > self.network.step:
            self.network = Network(self.spec, latest.step, latest.weights)
        self._view = None

    def enter(self, state: State, message: str = "", place: int = 0) -> None:
        """Change the state."""
        self.state, self.message, self.place = state, message, place
        self._view = None

    def restart(self) -> None:
        """Wait for a worker again; the run will give the same numbers from the beginning."""
        self._history.restart()
        self.enter("queued")

    def end(self, state: State, message: str) -> None:
        """Take note of how it ended; nobody needs to look any more, and only the house keeps it for good."""
        self.seen = {name: seen for name, seen in self.seen.items() if name == HOUSE}
        self.enter(state, message)

    def leave(self, watcher: str) -> None:
        """Forget a watcher, and keep for it what it saw last."""
        if self.seen.pop(watcher, None) is not None:
            self.left[watcher] = replace(self.view(), state="stopped", place=0)

    def forget_unseen(self, since: float) -> None:
        """Forget the watchers that have not looked since that time; the house never expires."""
        for watcher in [name for name, seen in self.seen.items() if seen < since and name != HOUSE]:
            del self.seen[watcher]


def in_turn(jobs: Iterable[Job]) -> list[Job]:
    """Return the waiting jobs, next first."""
    return sorted((job for job in jobs if job.state == "queued"), key=lambda job: (job.turn, job.arrival))
