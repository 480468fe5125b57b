"""The snapshots of a run that are kept: which steps, and in how much room.

The steps depend on the length of the run alone, so the same spec leaves the same history, however busy the
machine was and whoever watched. Knows no torch and no process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.nets.snapshot import Snapshot

MOST = 40


def snapshot_steps(steps: int, most: int = MOST) -> tuple[int, ...]:
    """Return the training steps after which a run of `steps` steps is measured: dense at first, `steps` last.

    Learning starts fast and then settles, so the distances grow linearly.

    >>> snapshot_steps(100, most=10)
    (1, 4, 9, 16, 25, 36, 49, 64, 81, 100)
    """
    if steps <= most:
        return tuple(range(1, steps + 1))
    grid = (round(steps * (i / most) ** 2) for i in range(1, most + 1))
    return tuple(sorted({step for step in grid if step > 0}))


class History:
    """The snapshots of one run, in order; only the latest keeps its weights."""

    def __init__(self) -> None:
        self._snapshots: tuple[Snapshot, ...] = ()
        self._before: tuple[Snapshot, ...] = ()

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """What is known of the run; after a restart what was known before, until the run is past it."""
        return self._before if len(self._snapshots) < len(self._before) else self._snapshots

    def add(self, snapshots: Iterable[Snapshot]) -> None:
        """Append the next snapshots of the run, at least one."""
        *earlier, last = (*self._snapshots, *snapshots)
        self._snapshots = (*map(without_weights, earlier), last)

    def restart(self) -> None:
        """Expect the run from its beginning: the process that trained it is gone."""
        self._before, self._snapshots = self.snapshots, ()


def without_weights(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with its measurements only."""
    return replace(snapshot, weights={}) if snapshot.weights else snapshot
