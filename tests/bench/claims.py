"""Claims of which no seeds are kept yet, as a seed takes long: `python -m tests.bench.claims [--seeds 10]`.

All other claims are experiments (`core.experiments`). Those here stand in `claimed/`, until they are, too.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tests.bench import claimed


class Claim(NamedTuple):
    """What a scene claims.

    Attributes:
        scene: "lesson/scene".
        says: The claim, as a student would say it.
        measure: Returns by how much it holds with what was trained or drawn from a seed.
        least: Below this it does not hold.
        slow: Whether the suite leaves it out, because a seed takes more than some seconds.
    """

    scene: str
    says: str
    measure: Callable[[int], float]
    least: float
    slow: bool = False


def claims(lesson: str = "") -> tuple[Claim, ...]:
    """Return the claims of a lesson, or of all."""
    names = sorted(module.name for module in pkgutil.iter_modules(claimed.__path__))
    modules = [importlib.import_module(f"{claimed.__name__}.{name}") for name in names]
    found = [claim for module in modules for claim in module.CLAIMS]
    return tuple(claim for claim in found if not lesson or claim.scene.startswith(f"{lesson}/"))


def line(claim: Claim, values: Sequence[float]) -> str:
    """Return a row of the table: how many seeds bear the claim, and by how much."""
    bears = sum(value >= claim.least for value in values)
    low, middle, high = np.min(values), np.median(values), np.max(values)
    numbers = f"{middle:.3g} [{low:.3g} to {high:.3g}]"
    return f"| {claim.scene} | {claim.says} | {bears} of {len(values)} | {numbers} | {claim.least:g} |"


def main() -> None:
    """Measure, and print a row as soon as it is known."""
    parser = argparse.ArgumentParser(description="Measure what the scenes claim, over seeds.")
    parser.add_argument("lesson", nargs="?", default="")
    parser.add_argument("--seeds", type=int, default=10)
    asked = parser.parse_args()
    print("| scene | claim | seeds that bear it | by how much | at least |")
    print("|---|---|---|---|---|")
    for claim in claims(asked.lesson):
        print(line(claim, [claim.measure(seed) for seed in range(asked.seeds)]), flush=True)


if __name__ == "__main__":
    main()
