"""A run as a page sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from ...network import Network
from ...spec import RunSpec
from ..engine import Recipe, State
from .history import NOTHING, Tail

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from ...nets.snapshot import Snapshot

    RecipeT = TypeVar("RecipeT", bound=Recipe, default=RunSpec, covariant=True)
else:
    from typing import TypeVar

    RecipeT = TypeVar("RecipeT", bound=Recipe, covariant=True)

ACTIVE = ("queued", "running")


@dataclass(frozen=True, slots=True, eq=False)
class RunView(Generic[RecipeT]):
    """A run as a page sees it, at one moment; the same object as long as nothing has changed.

    Attributes:
        key: `spec.key`; for a watcher's private copy `spec.key`, "~" and eight letters.
        spec: The recipe, a `RunSpec` where networks are trained.
        state: "queued", "running", "paused", or how it ended: "done", "stopped", "diverged", "failed".
        place: 0 while running and after; 1 for the next in the queue.
        history: What was measured, in order of training steps; only the last has weights.
        network: The network as it is now; None before the first report, and where the recipe is no `RunSpec`.
        message: A sentence for the learner, or empty.
        tail: Losses and norms after the last of `history`. Shrinks when a run is paused, because the run
            rewinds to its last checkpoint.
        seconds_left: Estimate: until the end while running, until the beginning while queued; None while
            there is none.
        restarts: How often it went on in another process, because the one that trained it was lost.
        set_aside_at: The step at which it was set aside because nobody watched it, and from which it goes on
            or went on; None if it never was, and once it has ended.
        abandoned: Whether it was stopped because nobody came back to it, not because somebody wished so.
        version: Grows with every change of any of these.
    """

    key: str
    spec: RecipeT
    state: State
    place: int
    history: tuple[Snapshot, ...]
    network: Network | None
    message: str
    tail: Tail = NOTHING
    seconds_left: float | None = None
    restarts: int = 0
    set_aside_at: int | None = None
    abandoned: bool = False
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether more is to come by itself: it runs or waits for its turn."""
        return self.state in ACTIVE

    @property
    def step(self) -> int:
        """How many training steps are known."""
        return (self.history[-1].step if self.history else 0) + len(self.tail.losses)
