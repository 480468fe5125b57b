"""The protocol between the desk and whatever trains: processes of this machine, or a cluster.

An engine trains what it is given and reports what it measured. It decides nothing: the desk knows who may
train, whose turn it is and what is trained again. Each attempt has a ticket of its own, so that late news
of an earlier attempt cannot be taken for news of this one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from ..spec import RunSpec

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
    # Its process is gone. The desk has it trained again from its last checkpoint, with a new ticket.
    | tuple[Literal["lost"], str]
)
"""A message of an engine; its second item is always the ticket.

A report with a checkpoint comes before or with all snapshots up to it, and the checkpoint's own losses are
those after the last of them. Before "held" there is a report with a checkpoint of that very step.
"""


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
        """A sentence for those who wait while nothing can be trained; otherwise empty."""

    def start(self, report: Callable[[Report], None]) -> None:
        """Get ready, and call `report` with everything from now on."""

    def train(self, ticket: str, spec: RunSpec, checkpoint: Checkpoint | None, until: int | None) -> None:
        """Train a run from `checkpoint` or from the beginning, to its end or to step `until`."""

    def drop(self, ticket: str) -> None:
        """Forget an attempt. Later reports of it are ignored; unknown tickets do no harm."""

    def close(self) -> None:
        """End everything and send no more reports."""
