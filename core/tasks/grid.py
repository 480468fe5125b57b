"""Numbers as words: a grid of round numbers, and the word nearest to a number that was typed."""

import numpy as np

from ..arrays import Floats, Ints
from ..text import Reading, read_words

_STEPS = 1000
"""How many steps of the grid make up the range, about."""


def number_in(word: str) -> float:
    """Return the number that a word says, NaN if none; a comma may be its decimal sign, or end it."""
    plain = word.rstrip(",;").replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return float("nan")


def look_up_numbers(words: tuple[str, ...], vocabulary: tuple[str, ...]) -> Reading:
    """Look numbers up in another vocabulary: the nearest if it is a grid of numbers, else as written."""
    grid = np.array([number_in(word) for word in vocabulary[1:]])
    if not len(grid) or not (np.diff(grid) > 0).all() or not np.isfinite(grid).all():
        return read_words(words, vocabulary)
    ids = nearest(grid, np.array([number_in(word) for word in words]))
    return Reading(words, ids, ids != 0, 0, vocabulary, " ".join(words))


def nearest(grid: Floats, values: Floats) -> Ints:
    """Return 1 + the place of the nearest number of a rising grid; 0 for NaN, and beyond its ends."""
    above = np.clip(np.searchsorted(grid, values), 1, max(len(grid) - 1, 1))
    low, high = grid[above - 1], grid[np.minimum(above, len(grid) - 1)]
    with np.errstate(invalid="ignore"):
        places = np.where(np.abs(values - low) <= np.abs(high - values), above - 1, above)
        slack = (grid[-1] - grid[0]) / 1e6  # what is typed may be rounded
        inside = (values >= grid[0] - slack) & (values <= grid[-1] + slack)
    return np.where(inside, 1 + places, 0).astype(np.int64)


def grid_of(values: Floats) -> tuple[Floats, int]:
    """Return round numbers as far beyond the data as the data reach, (V,), and their decimals."""
    low, high = float(values.min()), float(values.max())
    wanted = (high - low) / _STEPS
    power = int(np.floor(np.log10(wanted)))
    factor = next(one for one in (1, 2, 5, 10) if one * 10.0**power >= wanted)
    step = factor * 10.0**power
    first, last = np.floor((2 * low - high) / step), np.ceil((2 * high - low) / step)
    return step * np.arange(first, last + 1), max(0, -power)
