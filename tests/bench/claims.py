"""What each scene claims, measured over seeds: `python -m tests.bench.claims [lesson] [--seeds 10]`.

A scene's default shows its claim, so it is chosen where the claim is clear. Claims that a page proves before
its reader stand in `core/experiments/lessons/`, with what was measured of them; others in
`tests/bench/claimed/`. The suite holds the claims of the default networks (`tests/test_claims.py`).
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.experiments import Experiment, experiments, measured
from tests.bench import claimed


class Claim(NamedTuple):
    """What a scene claims.

    Attributes:
        scene: "lesson/scene".
        says: The claim, as a student would say it.
        measure: Returns by how much it holds with what was trained or drawn from a seed.
        least: Below this it does not hold.
        slow: Whether the suite leaves it out, because a seed takes more than some seconds.
        proved: Whether it is an experiment: `tests/core/experiments` holds it to what is kept of it.
    """

    scene: str
    says: str
    measure: Callable[[int], float]
    least: float
    slow: bool = False
    proved: bool = False


def claims(lesson: str = "") -> tuple[Claim, ...]:
    """Return the claims of a lesson, or of all, the experiments among them."""
    names = sorted(module.name for module in pkgutil.iter_modules(claimed.__path__))
    modules = [importlib.import_module(f"{claimed.__name__}.{name}") for name in names]
    found = [claim for module in modules for claim in module.CLAIMS]
    found += [_claim(one) for one in experiments()]
    return tuple(
        claim for claim in found if claim.scene.split("/")[0] == (lesson or claim.scene.split("/")[0])
    )


def _claim(experiment: Experiment) -> Claim:
    alike = next(one for one in experiments() if one.fingerprint == experiment.fingerprint)

    def strength(seed: int) -> float:
        return float(experiment.strength(_values(alike, seed)))

    return Claim(experiment.scene, experiment.claim, strength, experiment.least, experiment.slow, True)


@lru_cache(maxsize=64)
def _values(experiment: Experiment, seed: int) -> tuple[float, ...]:
    """Return what a seed gives, measured once for all claims about it."""
    return measured(experiment, seed)


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
