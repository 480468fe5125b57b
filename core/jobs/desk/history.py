"""The measured numbers of a run, kept and put together. Knows no torch and no process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ...arrays import Floats32
from ...spec.schedule import MOST, snapshot_steps

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint
    from ...nets.snapshot import Snapshot

MOST_KEPT: Final = 2 * MOST


class Tail(NamedTuple):
    """Losses and gradient norms (n,) of the steps after the last snapshot."""

    losses: Floats32
    norms: Floats32


NOTHING: Final = Tail(np.zeros(0, np.float32), np.zeros(0, np.float32))


class History:
    """The numbers of one run, in order; only the latest snapshot keeps its weights.

    A run that goes back to a checkpoint gives the same numbers again. Until it is past what was known before,
    that stays in sight.
    """

    def __init__(self, snapshots: tuple[Snapshot, ...] = (), tail: Tail = NOTHING) -> None:
        self._now = (snapshots, tail)
        self._before: tuple[tuple[Snapshot, ...], Tail] = ((), NOTHING)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """What was measured."""
        return self._shown[0]

    @property
    def tail(self) -> Tail:
        """What came after it."""
        return self._shown[1]

    @property
    def step(self) -> int:
        """How many steps are known."""
        return _step(self._shown)

    @property
    def _shown(self) -> tuple[tuple[Snapshot, ...], Tail]:
        return self._before if _step(self._now) < _step(self._before) else self._now

    def add(self, snapshots: Iterable[Snapshot]) -> None:
        """Append the next snapshots of the run, at least one; they include what the tail said."""
        *earlier, last = (*self._now[0], *snapshots)
        self._now = (_thinned((*map(without_weights, earlier), last)), NOTHING)

    def add_tail(self, losses: Floats32, norms: Floats32) -> None:
        """Append what was trained since."""
        snapshots, tail = self._now
        told = Tail(np.concatenate([tail.losses, losses]), np.concatenate([tail.norms, norms]))
        self._now = (snapshots, told)

    def go_back(self, checkpoint: Checkpoint | None, *, in_sight: bool) -> None:
        """Expect the run from a checkpoint on, or from its beginning; keep what is known in sight, or not."""
        self._before = self._shown if in_sight else ((), NOTHING)
        self._now = _until(self._now[0], checkpoint)

    def until(self, checkpoint: Checkpoint | None) -> History:
        """Return the part of it that ends at a checkpoint."""
        return History(*_until(self._now[0], checkpoint))


def without_weights(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with its measurements only."""
    return replace(snapshot, weights={}) if snapshot.weights else snapshot


def _step(known: tuple[tuple[Snapshot, ...], Tail]) -> int:
    snapshots, tail = known
    return (snapshots[-1].step if snapshots else 0) + len(tail.losses)


def _until(
    snapshots: tuple[Snapshot, ...], checkpoint: Checkpoint | None
) -> tuple[tuple[Snapshot, ...], Tail]:
    if checkpoint is None:
        return (), NOTHING
    kept = tuple(snapshot for snapshot in snapshots if snapshot.step <= checkpoint.step)
    return kept, Tail(checkpoint.losses, checkpoint.gradient_norms)


def _thinned(snapshots: tuple[Snapshot, ...]) -> tuple[Snapshot, ...]:
    """Merge the oldest snapshots that are there only because of single steps, if it is too many."""
    if len(snapshots) <= MOST_KEPT:
        return snapshots
    planned = set(snapshot_steps(snapshots[0].steps_total))
    single = next(i for i, snapshot in enumerate(snapshots) if snapshot.step not in planned)
    one, other = snapshots[single : single + 2]
    merged = replace(
        other,
        losses=np.concatenate([one.losses, other.losses]),
        gradient_norms=np.concatenate([one.gradient_norms, other.gradient_norms]),
    )
    return _thinned((*snapshots[:single], merged, *snapshots[single + 2 :]))
