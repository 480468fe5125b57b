"""One run on the desk: who watches it, where it stands, what is known of it. The desk holds the lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...arrays import Floats32
from ...network import Network
from ...spec import RunSpec
from ...spec.schedule import effort
from ..engine import Recipe, State
from .history import History
from .pace import Pace
from .view import ACTIVE, RunView

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint
    from ...nets.snapshot import Snapshot

__all__ = ["HOUSE", "Job", "RunView"]

HOUSE = "house"
MOST_LEFT = 256


def _nobody(_key: str) -> None:
    """Stand for those who wait for news of a run that is not on the desk."""


@dataclass(eq=False)
class Job:
    """What the desk knows of a run.

    `lost_in_a_row` counts lost processes since it last came further. `aside` says that it is paused because
    nobody watched it, `set_aside_at` at which step that was, until it ends. `tell` is called with its
    key at every change.
    """

    spec: Recipe
    key: str
    arrival: int = 0
    turn: int = 0
    state: State = "queued"
    place: int = 0
    message: str = ""
    network: Network | None = None
    checkpoint: Checkpoint | None = None
    until: int | None = None
    ticket: str | None = None
    restarts: int = 0
    lost_in_a_row: int = 0
    seconds_left: float | None = None
    history: History = field(default_factory=History)
    looked_at: float = field(default_factory=time.monotonic)
    seen: dict[str, float] = field(default_factory=dict)
    left: dict[str, RunView[Any]] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    aside: bool = False
    set_aside_at: int | None = None
    abandoned: bool = False
    tell: Callable[[str], None] = _nobody
    _view: RunView[Any] | None = None
    _version: int = 0

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return not self.active and self.state != "paused"

    @property
    def useless(self) -> bool:
        """Whether it has to be trained again for whoever asks."""
        return self.state in ("stopped", "failed")

    @property
    def held(self) -> bool:
        """Whether it is paused, or takes a few steps and then is."""
        return self.state == "paused" or self.until is not None

    @property
    def private(self) -> bool:
        """Whether it is one watcher's own."""
        return self.key != self.spec.key

    @property
    def for_house_only(self) -> bool:
        """Whether no visitor waits for it."""
        return self.seen.keys() == {HOUSE}

    @property
    def kept_for_house(self) -> bool:
        return HOUSE in self.seen

    def join(self, watcher: str) -> None:
        """Add a watcher, even one that left before. An ended run needs none, but the house keeps it."""
        self.left.pop(watcher, None)
        self.looked_at = time.monotonic()
        if not self.over or watcher == HOUSE:
            self.seen[watcher] = time.monotonic()

    def look(self) -> None:
        """Note that somebody looks at it."""
        self.looked_at = time.monotonic()

    def change(self) -> None:
        """Note that something changed: the next view is another one."""
        self._view = None
        self.tell(self.key)

    def view(self) -> RunView[Any]:
        """Return the run as it is now; the same object until something changes."""
        if self._view is None:
            self._version += 1
            self._view = RunView(
                key=self.key,
                spec=self.spec,
                state=self.state,
                place=self.place,
                history=self.history.snapshots,
                network=self.network,
                message=self.message,
                tail=self.history.tail,
                seconds_left=self.seconds_left,
                restarts=self.restarts,
                set_aside_at=self.set_aside_at,
                abandoned=self.abandoned,
                version=self._version,
            )
        return self._view

    def add(self, snapshots: Iterable[Snapshot], checkpoint: Checkpoint | None) -> None:
        """Take what was measured."""
        self.history.add(snapshots)
        self._came_to(checkpoint)
        latest = self.history.snapshots[-1]
        if latest.weights and (self.network is None or latest.step > self.network.step):
            self.network = network_of(self.spec, latest)

    def add_tail(self, losses: Floats32, norms: Floats32, checkpoint: Checkpoint | None) -> None:
        """Take what was trained since."""
        self.history.add_tail(losses, norms)
        self._came_to(checkpoint)

    def enter(self, state: State, message: str = "", place: int = 0) -> None:
        """Change the state."""
        self.state, self.message, self.place = state, message, place
        self.seconds_left = None
        self.aside = False
        self.change()

    def estimate(self, seconds: float | None) -> None:
        """Note how long it still takes; no change is told for less than a tenth of it."""
        before = self.seconds_left
        if seconds is None or before is None or abs(seconds - before) > 0.1 * max(before, 1.0):
            self.seconds_left = seconds
            if seconds != before:
                self.change()

    def begin(self) -> None:
        """Note that it is trained from now on."""
        self.pace.begin(self._effort(self.history.step))
        self.enter("running")

    def lose(self) -> None:
        """Wait for a process again; the run goes on from its checkpoint, to the same numbers."""
        self.restarts += 1
        self.lost_in_a_row += 1
        self.history.go_back(self.checkpoint, in_sight=True)
        self.enter("queued")

    def hold(self) -> None:
        """Stand at the checkpoint."""
        self.history.go_back(self.checkpoint, in_sight=False)
        if self.checkpoint is not None:
            self.network = network_of(self.spec, self.checkpoint)
        self.until = None
        self.enter("paused")

    def set_aside(self) -> None:
        """Stand at the checkpoint until a watcher comes back."""
        resumes = not self.held
        self.hold()
        self.aside = resumes
        if resumes and self.history.step:
            self.set_aside_at = self.history.step
        self.message = "Set aside, because no page was connected."

    def copy(self, spec: Recipe, key: str) -> Job:
        """Return a run that stands at this one's checkpoint, with another recipe or for one watcher."""
        copy = Job(spec, key, turn=self.turn, restarts=self.restarts, checkpoint=self.checkpoint)
        copy.history = self.history.until(self.checkpoint)
        copy.hold()
        return copy

    def published(self) -> Job:
        """Return this run, which has ended, as that of its recipe."""
        return Job(
            self.spec,
            self.spec.key,
            self.arrival,
            state=self.state,
            message=self.message,
            network=self.network,
            restarts=self.restarts,
            history=self.history,
        )

    def end(self, state: State, message: str) -> None:
        """Take note of how it ended; nobody needs to look any more, and only the house keeps it for good."""
        self.seen = {name: seen for name, seen in self.seen.items() if name == HOUSE}
        self.checkpoint = self.ticket = self.until = self.set_aside_at = None
        self.enter(state, message)

    def leave(self, watcher: str) -> None:
        """Forget a watcher; from now on it sees that this run was stopped."""
        self._forget(watcher, replace(self.view(), state="stopped", place=0, seconds_left=None))

    def leave_for(self, watcher: str, own: Job) -> None:
        """Forget a watcher that has taken a copy; from now on it sees that copy under this key too."""
        self._forget(watcher, replace(own.view(), key=self.key, place=0, seconds_left=None))

    def forget_unseen(self, since: float) -> None:
        """Forget the watchers that have not looked since that time; the house never expires."""
        for watcher in [name for name, seen in self.seen.items() if seen < since and name != HOUSE]:
            del self.seen[watcher]

    def _forget(self, watcher: str, last: RunView[Any]) -> None:
        if self.seen.pop(watcher, None) is not None:
            self.left[watcher] = last
            for longest_gone in list(self.left)[:-MOST_LEFT]:
                del self.left[longest_gone]
            self.tell(self.key)

    def _came_to(self, checkpoint: Checkpoint | None) -> None:
        if checkpoint is not None:
            if self.checkpoint is None or checkpoint.step > self.checkpoint.step:
                self.lost_in_a_row = 0
            self.checkpoint = checkpoint
        done = self._effort(self.history.step)
        self.pace.note(done)
        self.seconds_left = self.pace.seconds(self._effort(self.until or self.spec.steps) - done)
        self.change()

    def _effort(self, step: int) -> float:
        return effort(step, self.spec.steps)


def network_of(spec: Recipe, measured: Snapshot | Checkpoint) -> Network | None:
    """Return the network with these weights, or None where the recipe is not that of a network."""
    return Network(spec, measured.step, measured.weights) if isinstance(spec, RunSpec) else None
