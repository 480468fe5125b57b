"""How closely the units of a network follow a label, in numbers and in words."""

from statistics import median

import numpy as np

from core import UnitSearch
from core.experiments import Kept, experiment, kept
from pages._shell.caches.units import Found

FOLLOWS = 0.5
"""From this |r| on it is said that a unit follows a label."""

LINES = ("after training", "before training")


def shown_units(search: UnitSearch) -> list[int]:
    """Return the unit that was chosen, one that follows less, and the one that follows least."""
    ranking = search.ranking
    return sorted({int(ranking[place]) for place in (0, len(ranking) // 2, len(ranking) - 1)})


def follows(found: Found) -> bool:
    """Return whether the chosen unit follows the label, and more closely than any before training."""
    held_out = abs(correlation_of(found.search, found.search.best))
    return held_out >= FOLLOWS and held_out > found.before


def correlation_of(search: UnitSearch, unit: int) -> float:
    """Return a unit's correlation on the sentences it was not chosen by; 0 where there is none."""
    return float(np.nan_to_num(search.held_out[unit]))


def in_digits(r: float) -> str:
    """Return a correlation in words; one with a unit that never moves is none, and is written as 0."""
    return f"{np.nan_to_num(r):.2f}".replace("-", "−")


def told_apart(search: UnitSearch) -> str:
    """Return how well the unit tells two values apart, as a sentence; nothing of more values."""
    if search.separation is None:
        return ""
    apart = float(search.separation[search.best])
    share = max(apart, 1 - apart)
    return (
        f" Of two words, one of each kind, the unit tells which is which in {share:.1%} of the cases "
        "(area under the ROC curve)."
    )


def kept_of(name: str) -> Kept:
    """Return what is kept of a label's experiment."""
    return kept(experiment(f"lstm/units/{name}"))


def medians(name: str) -> tuple[float, float]:
    """Return the middle of the random starts: |r| of the best unit after training, and before it."""
    known = kept_of(name)
    after, before = (median(known.of(line)) for line in LINES)
    return after, before


def over_starts(name: str) -> str:
    """Return what came out over random starts, as a sentence."""
    known = kept_of(name)
    after, before = (f"{min(values):.2f} to {max(values):.2f}" for values in map(known.of, LINES))
    claim = known.experiment.claim
    return f"{claim} {known.verdict.text}: {after} after training, {before} before it."
