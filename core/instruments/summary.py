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


def lowest_within(values: Mapping[str, float], margin: float) -> list[str]:
    """Return the names of the lowest value and of all that lie within `margin` of it: they tie."""
    least = min(values.values())
    return [name for name, value in values.items() if value - least <= margin]


def highest_within(values: Mapping[str, float], share: float) -> list[str]:
    """Return the names of the highest value (0 or more) and of all that come to `share` of it: they tie.

    What is not a number ties with nothing, unless nothing is a number.
    """
    known = {name: value for name, value in values.items() if value == value}
    most = max(known.values(), default=0.0)
    return [name for name, value in known.items() if value >= share * most] or list(values)


def dip(trace: Trace, signal: str, timestep: int) -> float:
    """Return how far the mean of a signal at a timestep lies below its mean at the other ones, from 1 on.

    It is 0 where there is no other one.
    """
    means = trace[signal].mean(axis=1)
    others = [t for t in range(1, len(means)) if t != timestep]
    return float(means[others].mean() - means[timestep]) if others else 0.0


def units_held(trace: Trace, signal: str, start: int, above: float = 0.9) -> int:
    """Count the units in which a gate stays above a value, on average from a timestep to the end."""
    return int((trace[signal][start:].mean(axis=0) > above).sum()) if start < len(trace) else 0


def origin(words: Sequence[str], telling: Container[str]) -> int:
    """Return the timestep of the first word on which the answer depends; 0 when there is none."""
    return next((timestep for timestep, word in enumerate(words) if word.lower() in telling), 0)


def right_until(says: Sequence[str | None], right: Sequence[str | None]) -> int | None:
    """Return the last timestep up to which all that is read is right, from where there is a right answer on.

    -1 if it is wrong there already; None if there is no right answer anywhere.

    >>> right_until(["cat", "dog", "dog", "cat", "dog"], [None, "dog", "dog", "dog", "dog"])
    2
    """
    asked = [timestep for timestep, one in enumerate(right) if one is not None]
    wrong = (timestep for timestep in asked if says[timestep] != right[timestep])
    until = next(wrong, len(right)) - 1
    return None if not asked else until if until >= asked[0] else -1


def share_kept(norms: Floats, timestep: int = 0) -> float:
    """Return the norm at a timestep over that at the last; NaN when both are 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return float(norms[timestep] / norms[-1])
