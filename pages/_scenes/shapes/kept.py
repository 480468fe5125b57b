"""What is kept of networks of many seeds: of the tasks that stand for the shapes, and of the proofs in words.

The scores of the tasks are kept because to train eighty networks takes minutes: measured on 2026-11-29
(torch 2.13.0) with the default recipes, seeds 0 to 9, on the test set of each task.
`python -m tests.bench.examples` prints them anew.
"""

from collections.abc import Mapping, Sequence

from core.experiments import experiment, kept
from pages._shell.words import percent

SCORES: Mapping[str, tuple[float, ...]] = {
    "word": (0.999, 0.998, 1, 0.994, 0.995, 0.998, 0.994, 0.993, 0.998, 0.991),
    "review": (0.954, 0.971, 0.954, 0.938, 0.954, 0.975, 0.929, 0.958, 0.967, 0.971),
    "sentiment": (0.953, 0.941, 0.965, 0.957, 0.953, 0.965, 0.969, 0.961, 0.965, 0.941),
    "language": (0.925, 0.917, 0.9, 0.942, 0.925, 0.958, 0.933, 0.9, 0.908, 0.942),
    "speech": (0.995, 0.995, 0.995, 0.995, 0.995, 0.995, 0.995, 0.995, 0.995, 0.995),
    "names": (0.494, 0.5, 0.491, 0.534, 0.547, 0.475, 0.469, 0.487, 0.5, 0.544),
    "reversal": (0.565, 0.596, 0.591, 0.617, 0.617, 0.599, 0.602, 0.617, 0.604, 0.589),
    "translation": (0.99, 0.993, 1.0, 1.0, 0.99, 0.997, 1.0, 0.993, 0.997, 0.997),
}
"""By the names of the examples (`examples.py`); a place a seed."""


def band(scores: Sequence[float]) -> str:
    """Return between which scores all seeds lie, in per cent: "94–97 %"."""
    low, high = percent(min(scores)), percent(max(scores))
    return f"{low} %" if low == high else f"{low}–{high} %"


def bearing(name: str) -> dict[str, str]:
    """Return for prose how many seeds of an experiment bear its claim: "19 of 20"."""
    found = kept(experiment(name)).verdict
    return {"bearing": f"{found.bears} of {found.count}"}


def ranges(name: str, **lines: str) -> dict[str, str]:
    """Return for prose how many seeds an experiment has, and between which per cents lines of it lie.

    Args:
        name: Its id.
        lines: Its lines, by their names in the prose.
    """
    found = kept(experiment(name))
    shares = {gap: found.of(line) for gap, line in lines.items()}
    told = {gap: f"{percent(min(of))} to {percent(max(of))}" for gap, of in shares.items()}
    return {"seeds": str(len(found.seeds)), **told}
