"""Changes of learning rate and clipping on the way through a training, as part of its recipe."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from .limits import Limit, check_word, checked_float, shown

Change: TypeAlias = tuple[int, str, float | None]
"""(step, "learning_rate" or "clip", value): the value from the moment when that many steps are finished."""

RATE = Limit(1e-6, 100.0, "learning rate")
CLIP = Limit(1e-6, 1e6, "largest gradient norm")

CHANGEABLE: Mapping[str, Limit] = MappingProxyType({"learning_rate": RATE, "clip": CLIP})
"""What may change, in the order in which changes at one step stand."""

MOST = 16


def checked_changes(changes: object, steps: int) -> tuple[Change, ...]:
    """Return the changes of a run of `steps` steps as tuples.

    Raises:
        ValueError: with a sentence, if there are too many, one is none, or they are out of order.
    """
    if not isinstance(changes, tuple | list):
        raise ValueError(  # noqa: TRY004 - as every other value that a spec refuses
            f"changes is {shown(changes)}; give a list of (step, name, value)."
        )
    if len(changes) > MOST:
        raise ValueError(
            f"There are {len(changes)} changes on the way; {MOST} is the most. "
            "Begin a new run with the last settings."
        )
    checked = tuple(_checked(change, steps) for change in changes)
    order = [(step, list(CHANGEABLE).index(name)) for step, name, _ in checked]
    if order != sorted(set(order)):
        raise ValueError(
            "changes are not in order: give each step once for each name, in ascending order, "
            "learning_rate before clip."
        )
    return checked


def in_words(change: Change) -> str:
    """Return a change as a caption says it."""
    step, name, value = change
    what = "no clipping" if value is None else f"{'clip' if name == 'clip' else 'rate'} {value:g}"
    return f"{what} from step {step:,}"


def _checked(change: object, steps: int) -> Change:
    if not isinstance(change, tuple | list) or len(change) != 3:
        raise ValueError(f"A change is {shown(change)}; expected (step, name, value).")
    step, name, value = change
    check_word("name of a change", name, tuple(CHANGEABLE))
    if not isinstance(step, int) or isinstance(step, bool) or not 0 < step < steps:
        raise ValueError(
            f"The step of a change is {shown(step)}; choose a whole number from 1 to {steps - 1}, "
            f"within the run's {steps} steps."
        )
    return (
        step,
        name,
        None if name == "clip" and value is None else checked_float(name, value, CHANGEABLE[name]),
    )
