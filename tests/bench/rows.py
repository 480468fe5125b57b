"""A measured number beside its target: a row of the table that `python -m tests.bench` prints and keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]


def row(
    name: str, unit: str, measured: float, *, target: float | None = None, reference: float | None = None
) -> Row:
    """Return a row. The ratio to the reference is held against the target, or the number without one."""
    ratio = None if reference is None else measured / reference
    judged = measured if ratio is None else ratio
    return {
        "name": name,
        "unit": unit,
        "measured": measured,
        "reference": reference,
        "ratio": ratio,
        "target": target,
        "ok": target is None or judged <= target,
    }


def show(table: Iterable[Row]) -> None:
    """Print rows as a table."""
    print(f"    {'what':66} {'measured':>10} {'':6} {'ratio':>6} {'target':>8}")
    for entry in table:
        ratio = "" if entry["ratio"] is None else f"{entry['ratio']:.2f}"
        target = "" if entry["target"] is None else f"{entry['target']:g}"
        verdict = "ok " if entry["ok"] else "NOT"
        print(
            f"{verdict} {entry['name']:66} {entry['measured']:10.2f} {entry['unit']:6} {ratio:>6} {target:>8}"
        )
