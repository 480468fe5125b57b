"""What was measured, kept with the package: a file a lesson, written by `python -m core.experiments --keep`.

Read strictly: what does not fit the experiment is refused in a sentence, and never drawn.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from .experiment import Experiment, Verdict

FOLDER: Final = Path(__file__).parent / "kept"
DIGITS: Final = 6
MOST_BYTES: Final = 2_000_000
_PACKAGES: Final = ("numpy", "torch")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was measured of an experiment once.

    Attributes:
        experiment: The experiment.
        date: The day, "2026-11-29".
        processor: What it was measured on, as the machine calls it.
        versions: Of Python and of what computes, by name.
        seconds: How long all seeds took one processor.
        seeds: The seeds.
        values: Of each a number a line; NaN where a training diverged.
    """

    experiment: Experiment
    date: str
    processor: str
    versions: Mapping[str, str]
    seconds: float
    seeds: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]

    @property
    def verdict(self) -> Verdict:
        """What they say of the claim."""
        return self.experiment.verdict(self.values)

    def of(self, line: str) -> tuple[float, ...]:
        """Return what was measured on a line, by its name: a number a seed."""
        at = [one.name for one in self.experiment.lines].index(line)
        return tuple(values[at] for values in self.values)


def kept(experiment: Experiment, folder: Path = FOLDER) -> Kept:
    """Return what is kept of an experiment.

    Raises:
        ValueError: when nothing is, or what is there cannot be its own; the message says what to do.
    """
    anew = f"measure it anew: python -m core.experiments {experiment.id} --keep."
    path = folder / f"{experiment.lesson}.json"
    rows: Mapping[str, Any] = {}
    try:
        rows = _read(path)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as problem:
        raise ValueError(f"{path.name} cannot be read ({problem}); {anew}") from problem
    if experiment.fingerprint not in rows:
        raise ValueError(f"Nothing is kept of {experiment.id} as it is now; {anew}")
    try:
        return _checked(experiment, rows[experiment.fingerprint])
    except ValueError as problem:
        raise ValueError(f"What is kept of {experiment.id} {problem}; {anew}") from problem


def keep(
    experiments: Sequence[Experiment],
    measured: Mapping[int, Sequence[float]],
    seconds: float,
    folder: Path = FOLDER,
) -> None:
    """Write what was measured, a tuple a seed, of one lesson's experiments that measure the same.

    What was kept of them before goes; what is kept of experiments that are no more stays until then.
    """
    lesson, fingerprint = experiments[0].lesson, experiments[0].fingerprint
    names = [one.id for one in experiments]
    path = folder / f"{lesson}.json"
    try:
        before = _read(path)
    except (OSError, ValueError):
        before = {}
    rows = {one: row for one, row in before.items() if not set(names) & set(row.get("proves", ()))}
    rows[fingerprint] = {
        "proves": names,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "processor": processor(),
        "versions": _versions(),
        "seconds": round(seconds, 1),
        "seeds": sorted(measured),
        "values": [[_rounded(value) for value in measured[seed]] for seed in sorted(measured)],
    }
    path.parent.mkdir(exist_ok=True)
    ordered = sorted(rows, key=lambda one: rows[one]["proves"])
    text = ",\n".join(f"{json.dumps(one)}: {_laid_out(rows[one])}" for one in ordered)
    half = path.with_suffix(".half")
    half.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")
    half.replace(path)


def processor() -> str:
    """Return what this machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = " ".join(named[0].split()) if named else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores"


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name).partition("+")[0]
        except metadata.PackageNotFoundError:
            continue
    return found


def _rounded(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _laid_out(row: Mapping[str, Any]) -> str:
    parts = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in row.items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _read(path: Path) -> Mapping[str, Any]:
    written = path.stat()
    if written.st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES:,} bytes")
    return _parsed(path, written.st_mtime_ns, written.st_size)


@lru_cache(maxsize=64)
def _parsed(path: Path, _written: int, _size: int) -> Mapping[str, Any]:
    """Read a file as it was written then; every run of a page asks for some."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise ValueError("it is no object of objects")
    return MappingProxyType(found)


def _checked(experiment: Experiment, row: Any) -> Kept:
    """Return a row of a file as what it says, if it can be that of this experiment."""
    fields = ("proves", "date", "processor", "versions", "seconds", "seeds", "values")
    if not isinstance(row, dict) or set(row) != set(fields):
        raise ValueError(f"does not have exactly the fields {', '.join(fields)}")
    if not isinstance(row["proves"], list) or experiment.id not in row["proves"]:
        raise ValueError("was measured for others")
    texts = (row["date"], row["processor"], *_of_a_table(row["versions"]))
    if not all(isinstance(text, str) and 0 < len(text) <= 120 for text in texts):
        raise ValueError("has a date, a processor or a version that is no short text")
    dt.date.fromisoformat(row["date"])
    seconds, seeds, values = row["seconds"], row["seeds"], row["values"]
    if not _is_number(seconds) or seconds < 0:
        raise ValueError("took seconds that are no number")
    if not isinstance(seeds, list) or not all(type(seed) is int and seed >= 0 for seed in seeds):
        raise ValueError("has seeds that are no whole numbers")
    if not seeds or len(set(seeds)) != len(seeds):
        raise ValueError("has no seeds, or one twice")
    return Kept(
        experiment,
        row["date"],
        row["processor"],
        row["versions"],
        float(seconds),
        tuple(seeds),
        _values(values, len(seeds), len(experiment.lines)),
    )


def _values(found: Any, seeds: int, lines: int) -> tuple[tuple[float, ...], ...]:
    if not isinstance(found, list) or len(found) != seeds:
        raise ValueError(f"does not have values of {seeds} seeds")
    for row in found:
        if not isinstance(row, list) or len(row) != lines:
            raise ValueError(f"does not have {lines} numbers a seed")
        if not all(value is None or _is_number(value) for value in row):
            raise ValueError("has a value that is no number")
    return tuple(tuple(math.nan if one is None else float(one) for one in row) for row in found)


def _of_a_table(found: Any) -> list[Any]:
    if not isinstance(found, dict) or not found:
        raise ValueError("names no versions")
    return [*found, *found.values()]


def _is_number(found: Any) -> bool:
    return type(found) in (int, float) and math.isfinite(found) and abs(found) < sys.float_info.max
