"""Measure what the lessons claim: `python -m core.experiments [lesson or id ...] [--seeds 20] [--keep]`.

Prints a row as soon as it is known, and ends with an error where a verdict is not the one that is expected.
With `--kept` the rows are those of what is kept, and nothing is measured; `--table claims.md` writes them as
the table that README and the page have, and ends with an error in the same way. `--add` measures those seeds
only of which nothing is kept, and keeps them beside the others.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .experiment import Experiment, Verdict
from .keeping import FOLDER, Kept, keep, kept, processor
from .measuring import Found, measure
from .registry import experiments
from .table import table, written_into

HEAD = "| experiment | claim | bear it | by how much | at least | processor s |\n|---|---|---|---|---|---|"


def row(experiment: Experiment, values: Sequence[Sequence[float]], seconds: float) -> str:
    """Return a row of the table."""
    verdict = experiment.verdict(values)
    strengths = [experiment.strength(one) for one in values]
    low, middle, high = np.nanmin(strengths), np.nanmedian(strengths), np.nanmax(strengths)
    return (
        f"| {experiment.id} | {experiment.claim} | {verdict.bears} of {verdict.count} | "
        f"{middle:.3g} [{low:.3g} to {high:.3g}] | {experiment.least:g} | {seconds:.1f} |"
    )


def chosen(names: Sequence[str]) -> list[Experiment]:
    """Return the experiments that are named by id, by scene or by lesson; all without any.

    Raises:
        ValueError: when nothing is called so.
    """
    found = [one for one in experiments() if not names or {one.id, one.scene, one.lesson} & set(names)]
    for name in names:
        if not any(name in (one.id, one.scene, one.lesson) for one in found):
            raise ValueError(f"There is no experiment, scene or lesson {name!r}.")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep; return 1 where a verdict changed, 2 where a name is wrong."""
    parser = argparse.ArgumentParser(prog="python -m core.experiments", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="lesson or id")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--workers", type=int, default=2, help="processes that train; 0 trains in this one")
    parser.add_argument("--kept", action="store_true", help="print what is kept and measure nothing")
    parser.add_argument("--keep", action="store_true", help="write what was measured into the package")
    parser.add_argument("--add", action="store_true", help="keep, but measure only seeds that are not kept")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write what is kept as a table")
    parser.add_argument("--folder", type=Path, default=FOLDER, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    try:
        wanted = chosen(asked.names)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    if asked.table:
        rows = [kept(one, asked.folder) for one in sorted(wanted, key=lambda one: one.id)]
        written_into(asked.table, table(rows))
        return _complain([_complaint(one.experiment, one.verdict) for one in rows if _is_news(one)])
    print(HEAD)
    changed = []
    for alike in _measured_alike(wanted):
        if asked.kept:
            known = kept(alike[0], asked.folder)
            values, seconds = known.values, known.seconds
        else:
            seeds = range(asked.first, asked.first + max(1, asked.seeds))
            before = _before(alike[0], asked.folder) if asked.add else []
            left = [seed for seed in seeds if seed not in {one.seed for one in before}]
            found = sorted([*before, *measure(alike[0], left, workers=asked.workers)])
            values, seconds = tuple(one.values for one in found), sum(one.seconds for one in found)
            if asked.keep or asked.add:
                for lesson in _measured_with(alike[0]):
                    keep(lesson, {one.seed: one.values for one in found}, seconds, asked.folder)
        for one in alike:
            print(row(one, values, seconds), flush=True)
            if (verdict := one.verdict(values)).word != one.expected:
                changed.append(_complaint(one, verdict))
    return _complain(changed)


def _complain(changed: Sequence[str]) -> int:
    """Print what is not as expected; return 1 if anything is."""
    print(*changed, sep="\n", end="\n" if changed else "", file=sys.stderr)
    return 1 if changed else 0


def _is_news(known: Kept) -> bool:
    return known.verdict.word != known.experiment.expected


def _before(known: Experiment, folder: Path) -> list[Found]:
    """Return the seeds that are kept; none where they are of another processor, or of other experiments."""
    try:
        found = kept(known, folder)
    except ValueError:
        return []
    if found.processor != processor():
        return []
    share = found.seconds / len(found.seeds)
    return [Found(seed, values, share) for seed, values in zip(found.seeds, found.values, strict=True)]


def _measured_alike(wanted: Sequence[Experiment]) -> list[list[Experiment]]:
    """Return the experiments, those that measure the same together."""
    groups: dict[str, list[Experiment]] = {}
    for one in wanted:
        groups.setdefault(one.fingerprint, []).append(one)
    return list(groups.values())


def _measured_with(known: Experiment) -> list[list[Experiment]]:
    """Return all experiments that measure what this one does, those of a lesson together."""
    lessons: dict[str, list[Experiment]] = {}
    for one in experiments():
        if one.fingerprint == known.fingerprint:
            lessons.setdefault(one.lesson, []).append(one)
    return list(lessons.values())


def _complaint(experiment: Experiment, verdict: Verdict) -> str:
    return f"{experiment.id}: expected {experiment.expected!r}, came {verdict.word!r}. {verdict.text}."


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
