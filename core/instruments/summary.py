"""A signal at each word, averaged over the units: the numbers that a sentence about a picture needs."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from .trace import Trace


class Lowest(NamedTuple):
    """The lowest point of a signal at a word: its timestep, and the mean over the units there."""

    timestep: int
    mean: float


@np.errstate(all="ignore")
def lowest_mean(trace: Trace, signal: str) -> dict[str, Lowest]:
    """Return for each word of the sentence, in order, where the mean of a signal over its units is lowest.

    The first timestep has no state to keep or drop and is left out, unless it is the only one.
    """
    means = trace[signal].mean(axis=1)
    lowest: dict[str, Lowest] = {}
    for timestep in range(min(1, len(trace) - 1), len(trace)):
        word, mean = trace.words[timestep], float(means[timestep])
        if word not in lowest or mean < lowest[word].mean:
            lowest[word] = Lowest(timestep, mean)
    return lowest


def candidates(lowest: Mapping[str, Lowest], telling: Container[str] = (), most: int = 4) -> list[str]:
    """Return up to `most` words in the order of the sentence: the lowest, `telling` ones, others spread.

    The others are spread from the lowest to the highest, so that a guess is not between words that are alike.
    """
    ranked = sorted(lowest, key=lambda word: lowest[word].mean)
    spread = [ranked[int(place)] for place in np.linspace(0, len(ranked) - 1, min(most, len(ranked)))]
    wanted = [ranked[0], *(word for word in ranked if word in telling), *spread, *ranked]
    picked = list(dict.fromkeys(wanted))[:most]
    return sorted(picked, key=lambda word: lowest[word].timestep)


def origin(words: Sequence[str], telling: Container[str]) -> int:
    """Return the timestep of the first word on which the answer depends; 0 when there is none."""
    return next((timestep for timestep, word in enumerate(words) if word.lower() in telling), 0)


def share_kept(norms: Floats, timestep: int = 0) -> float:
    """Return the norm at a timestep over that at the last; NaN when both are 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return float(norms[timestep] / norms[-1])
