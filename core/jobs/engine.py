"""What the desk asks of whatever trains, processes of this machine or a cluster; and what can be trained.

An engine trains what it is given and reports what was measured. It decides nothing: the desk decides who may
train, whose turn it is, and what is trained again. Each attempt has a ticket of its own, so that late news of
an earlier attempt cannot be taken for news of this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from ..arrays import Floats32
    from ..nets.checkpoint import Checkpoint
    from ..nets.snapshot import Snapshot

State: TypeAlias = Literal["queued", "running", "paused", "done", "stopped", "diverged", "failed"]
End: TypeAlias = Literal["done", "diverged", "failed", "stopped", "held"]

Report: TypeAlias = (
    # It can train, or can train more than before.
    tuple[Literal["ready"]]
    # Losses and norms that follow those told before; now and then with a checkpoint.
    | tuple[Literal["progress"], str, "Floats32", "Floats32", "Checkpoint | None"]
    # Snapshots in order, weights on the last. Their losses include what "progress" told before.
    | tuple[Literal["snapshots"], str, "list[Snapshot]", "Checkpoint | None"]
    # Over: how, and a sentence for the learner. "held": `until` was reached; "stopped": it was dropped.
    | tuple[Literal["ended"], str, End, str]
    # The process that trained it is gone. The desk has it trained again from its last checkpoint.
    | tuple[Literal["lost"], str]
)
"""A message of an engine; its second item is always the ticket.

A report with a checkpoint comes before or with all snapshots up to it, and the checkpoint's own losses are
those after the last of them. Before "held" there is a report with a checkpoint of that very step.
"""


class Recipe(Protocol):
    """A run that can be asked for: a frozen value that can be pickled. `core.spec.RunSpec` is one."""

    @property
    def key(self) -> str:
        """16 hex digits that two recipes share only if they are equal: they are trained once."""

    @property
    def steps(self) -> int:
        """Training steps, 1 or more."""

    @property
    def trainer(self) -> str:
        """What trains it, "module:class" in the processes that train: a `core.jobs.active.Run`."""


class Engine(Protocol):
    """Trains several runs at once.

    `train` and `drop` return at once and never call `report` themselves: the desk calls them while it
    notes a report. `report` is called from one thread at a time.
    """

    @property
    def capacity(self) -> int:
        """How many runs it trains at the same time. It accepts more and queues them."""

    @property
    def trouble(self) -> str:
        """A sentence for those that wait while nothing can be trained; otherwise empty."""

    def start(self, report: Callable[[Report], None]) -> None:
        """Get ready, and call `report` with everything from now on."""

    def train(self, ticket: str, recipe: Recipe, checkpoint: Checkpoint | None, until: int | None) -> None:
        """Train a run from `checkpoint` or from its beginning, to its end or until `until` steps are done."""

    def drop(self, ticket: str) -> None:
        """Forget an attempt. Reports of it may still come; unknown tickets do no harm."""

    def close(self) -> None:
        """End everything; no report comes after that."""
