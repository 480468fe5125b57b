"""Several runs beside one another: what tells them apart, what they share, which differ by the seed alone.

Knows nothing about arrays or pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ..spec import KINDS, OPTIONS, RunSpec
from ..spec.option import Setting
from ..tasks import task

_TELLING = sorted(OPTIONS, key=lambda one: one.option.rank)
_TOLD: Mapping[str, tuple[Setting, ...]] = MappingProxyType(
    {
        about: tuple(one for one in _TELLING if one.option.about == about)
        for about in dict.fromkeys(one.option.about for one in _TELLING)
    }
)
"""What recipes may differ in, the most telling first, and the options that say it."""


def differences(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return in which respects these recipes differ, the most telling first."""
    return tuple(about for about, there in _TOLD.items() if any(_differs(one, specs) for one in there))


def names(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return a short name for each recipe: as many differences as are needed to tell them apart.

    Where words do not do it, as with two texts of one's own, the keys begin to be said.
    """
    found = [""] * len(specs)
    for about in differences(specs):
        if len(set(found)) == len(specs):
            break
        found = _joined(found, [_said(about, spec) for spec in specs])
    if len(set(found)) < len({spec.key for spec in specs}):
        found = _joined(found, [spec.key[:4] for spec in specs])
    return tuple(name or spec.model.kind.upper() for name, spec in zip(found, specs, strict=True))


def _joined(names: Sequence[str], words: Sequence[str]) -> list[str]:
    return [f"{name} · {word}" if name else word for name, word in zip(names, words, strict=True)]


def _differs(one: Setting, specs: Sequence[RunSpec]) -> bool:
    """Whether recipes differ in an option; in one that other cells ignore, those of one cell."""
    kinds = KINDS if one.option.ignored else ("",)
    values = ({one.of(spec) for spec in specs if kind in ("", spec.model.kind)} for kind in kinds)
    return any(len(there) > 1 for there in values)


def _said(about: str, spec: RunSpec) -> str:
    """Return how a recipe says its value; of one that is changed on the way, the first."""
    if about == "task":
        return task(spec.task).title
    there = _TOLD[about]
    at_first = any(changed == there[0].name for _, changed, _ in spec.train.changes)
    return "–".join(one.in_words(one.of(spec)) for one in there) + " at first" * at_first


def groups(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return a word for each recipe that two of them share if they differ by nothing but the seed."""
    return tuple(replace(spec, seed=0).key for spec in specs)


def held_constant(specs: Sequence[RunSpec]) -> str:
    """Say what differs between these recipes and what all share: one wording, wherever it is said."""
    if not specs:
        return ""
    different = differences(specs)
    brief = len(specs) > 4 or "task" in different
    said = [_difference(name, specs, brief or name == different[0]) for name in different]
    same = [
        _said(about, specs[0])
        for about, there in _TOLD.items()
        if there[0].option.always_said and about not in different
    ]
    differs = f"Different: {'; '.join(said)}. " if said else ""
    return f"{differs}Held constant: {', '.join(same)}, and everything else."


def _difference(name: str, specs: Sequence[RunSpec], brief: bool) -> str:
    """Say that recipes differ in something, and unless `brief`, how; seeds are always listed."""
    if name == "seed":
        return f"seeds {', '.join(map(str, sorted({spec.seed for spec in specs})))}"
    words = tuple(_said(name, spec) for spec in specs)
    called = names(specs)
    if brief or words == called:
        return name
    each = ", ".join(f"{who} {word}" for who, word in zip(called, words, strict=True))
    return f"{name} ({each})"


def replaced(spec: RunSpec, part: str, name: str, value: Any) -> RunSpec:
    """Return a recipe with one field of its `part` ("model", "task", "train", or "" for the seed) changed.

    Raises:
        ValueError: if there is no such recipe.
    """
    if not part:
        return replace(spec, **{name: value})
    return replace(spec, **{part: replace(getattr(spec, part), **{name: value})})


def always_clipped(spec: RunSpec, norm: float = 1.0) -> RunSpec:
    """Return a recipe that clips from the first step to the last, and is the same otherwise."""
    changes = tuple(change for change in spec.train.changes if change[1] != "clip")
    return replace(spec, train=replace(spec.train, clip=norm, changes=changes))
