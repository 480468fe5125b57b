"""Recipes, held gates and what else was done by hand, written as Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import MISSING, fields
from typing import Any, Final

from core import Clamp, Erase, Network, Off, Operation, RunSpec, default_run

_NUMBER: Final = r"[1-9]\d{0,3}"
_HOLD: Final = re.compile(
    rf"(?P<gate>[a-z_]{{1,24}}):(?P<units>all|{_NUMBER}(?:,{_NUMBER}){{0,7}}):(?P<value>-?\d(?:\.\d{{1,2}})?):"
    rf"(?:all|(?P<start>{_NUMBER})(?P<on>-?))"
)
_DO: Final = re.compile(
    r"erase:(?P<word>[1-9]\d{0,3})|off:(?P<gate>[a-z_]{1,24})|"
    r"radius:(?:(?P<matrix>[a-z_]{1,24}):)?(?P<radius>\d(?:\.\d{1,2})?)|forget_bias:(?P<bias>-?\d(?:\.\d{1,2})?)"
)
MOST: Final = 16
"""That a link holds, or does."""


def held_in(holds: Sequence[str], does: Sequence[str]) -> tuple[Operation, ...]:
    """Return the operations of a link's `hold` and `do`, as `assets/stage/score/hand` reads them.

    What cannot be read is left out; the page says so itself.
    """
    held: list[Operation] = []
    for text in holds[:MOST]:
        if found := _HOLD.fullmatch(text):
            units = (
                None
                if found["units"] == "all"
                else tuple(dict.fromkeys(int(unit) - 1 for unit in found["units"].split(",")))
            )
            start = int(found["start"] or 1) - 1
            stop = start + 1 if found["start"] and not found["on"] else None
            held.append(Clamp(found["gate"], float(found["value"]), units, start, stop))
    for text in does[:MOST]:
        if found := _DO.fullmatch(text):
            if found["word"]:
                held.append(Erase(int(found["word"]) - 1))
            elif found["gate"]:
                held.append(Off(found["gate"]))
    return tuple(held)


def surgery_in(does: Sequence[str]) -> list[str]:
    """Return the expressions, `{}` being the network, that set what a link's `do` sets in its weights."""
    around = []
    for one in filter(None, map(_DO.fullmatch, does[:MOST])):
        if one["radius"]:
            gate = f', "{matrix}"' if (matrix := one["matrix"]) else ""
            around.append(f"with_radius({{}}, {one['radius']}{gate})")
        elif one["bias"]:
            around.append(f"with_forget_bias({{}}, {one['bias']})")
    return around


def operation(one: Operation) -> str:
    """Return an operation as Python, without what it has by default."""
    said = [
        repr(value) if field.default is MISSING else f"{field.name}={value!r}"
        for field in fields(one)
        if (value := getattr(one, field.name)) != field.default
    ]
    return f"{type(one).__name__}({', '.join(said)})"


def recipe(spec: RunSpec) -> str:
    """Return a recipe as Python: the task's own one, and what it changes.

    Raises:
        ValueError: if it learnt a text or table of somebody's own, which no lines could hold.
    """
    if spec.task.own:
        raise ValueError(f"This network learnt your own {spec.task.own}: download it in the lab instead.")
    base = default_run(spec.model.kind, spec.task.name, spec.seed)
    seed = f", seed={spec.seed}" if spec.seed else ""
    made = f'default_run("{spec.model.kind}", "{spec.task.name}"{seed})'
    changed = {
        part: _changes(getattr(spec, part), getattr(base, part)) for part in ("model", "task", "train")
    }
    parts = ", ".join(
        f"{part}=replace(recipe.{part}, {', '.join(said)})" for part, said in changed.items() if said
    )
    return f"replace(recipe := {made}, {parts})" if parts else made


def _changes(value: Any, base: Any) -> list[str]:
    return [
        f"{field.name}={getattr(value, field.name)!r}"
        for field in fields(value)
        if getattr(value, field.name) != getattr(base, field.name)
    ]


def network(one: Network) -> str:
    """Return a network as Python: trained to the end of its recipe, or as it was before.

    Raises:
        ValueError: if it came from a file, learnt something of one's own, or stands at a step between.
    """
    if one.is_imported:
        raise ValueError("This network came from a file of yours: `import_network` opens it in Python.")
    if one.is_untrained:
        return f"initial_network({recipe(one.spec)})"
    if one.step != one.spec.train.steps:
        raise ValueError(f"This network stands at step {one.step:,} of a training that was stopped.")
    return f"train({recipe(one.spec)})"
