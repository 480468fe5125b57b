"""The recipe of a run whose course is changed on the way: the same, and what is different from now on.

A change makes another recipe (`TrainSpec.changes`, counted in finished steps), continued from the last
checkpoint. So a changed run has a key, a link and one result like every other, and a run forked from a
checkpoint is the whole run of the changed recipe, to the bit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ...spec import Change, RunSpec, TrainSpec

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint

Keep: TypeAlias = Literal["keep"]
KEEP: Final = "keep"


def changed(
    spec: RunSpec, checkpoint: Checkpoint | None, learning_rate: float | None, clip: float | Keep | None
) -> RunSpec:
    """Return the recipe of a run that is changed at its checkpoint.

    Args:
        spec: What it was.
        checkpoint: How far it is; None before its first step.
        learning_rate: From now on; None leaves it as it is.
        clip: The largest gradient norm from now on; None is no clipping, "keep" leaves it as it is.

    Raises:
        ValueError: when a value is out of range, or there are too many changes.
    """
    step = 0 if checkpoint is None else checkpoint.step
    train = spec.train
    rate_now, clip_now = train.in_force(step)
    if learning_rate is not None and learning_rate != rate_now:
        train = _with(train, step, "learning_rate", learning_rate)
    if clip != KEEP and clip != clip_now:
        train = _with(train, step, "clip", clip)
    return replace(spec, train=train)


def _with(train: TrainSpec, step: int, name: str, value: float | None) -> TrainSpec:
    """Change one thing from a step on; what was to change it later is off."""
    others = [change for change in train.changes if change[0] < step or change[1] != name]
    if name == "learning_rate" and step < train.decays_at:
        train = replace(train, decay=None)
    if step == 0:
        begun = {"learning_rate": value} if name == "learning_rate" else {"clip": value}
        return replace(train, changes=tuple(others), **begun)  # type: ignore[arg-type]
    changes: list[Change] = [*others, (step, name, value)]
    return replace(train, changes=tuple(sorted(changes, key=lambda change: (change[0], change[1] == "clip"))))
