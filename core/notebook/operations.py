"""What is done by hand, as the browser has it and as Python has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..instruments import Clamp, Erase, Off, Operation, Replace


def by_hand(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    """Return operations as the browser has them.

    Raises:
        ValueError: of a word that was replaced: show the other sentence instead.
    """
    told: list[dict[str, Any]] = []
    for one in operations:
        if isinstance(one, Clamp):
            units = None if one.units is None else list(one.units)
            part = {
                "gate": one.gate,
                "value": one.value,
                "units": units,
                "start": one.start,
                "stop": one.stop,
            }
            told.append({"kind": "clamp", **part})
        elif isinstance(one, Off):
            told.append({"kind": "off", "gate": one.gate})
        elif isinstance(one, Erase):
            told.append({"kind": "erase", "timestep": one.timestep})
        elif isinstance(one, Replace):
            raise ValueError(  # noqa: TRY004 - it is what was asked that cannot be
                f"The word {one.word!r} was put in by an operation; record the sentence with it."
            )
    return told


def operations_of(told: Sequence[dict[str, Any]]) -> tuple[Operation, ...]:
    """Return what the browser has as operations for `record`; what changes weights is not among them."""
    found: list[Operation] = []
    for one in told:
        if one["kind"] == "clamp":
            units = None if one.get("units") is None else tuple(one["units"])
            found.append(
                Clamp(one["gate"], float(one["value"]), units, one.get("start") or 0, one.get("stop"))
            )
        elif one["kind"] == "off":
            found.append(Off(one["gate"]))
        elif one["kind"] == "erase":
            found.append(Erase(one["timestep"]))
    return tuple(found)
