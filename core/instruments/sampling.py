"""How a next piece is drawn: temperature, top-k and top-p change the probabilities, a random number chooses.

The temperature comes first, then top-k, then top-p on what is left (Holtzman et al. 2020). The kept
probabilities are laid end to end on a line from 0 to 1; the piece on which the random number falls is drawn.
Two equally likely pieces stand in the order of their ids.
"""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from ..arrays import Floats, Ints
from ..spec.limits import shown, within
from .operations import LARGEST


def reshaped(
    probabilities: Sequence[float] | Floats,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float = 1.0,
) -> Floats:
    """Return the probabilities (K,) from which a piece is drawn.

    Args:
        probabilities: What the model says, (K,); they need not add up to 1.
        temperature: Below 1 the likely becomes likelier; 0 keeps the likeliest alone.
        top_k: Keep the k likeliest; None for all.
        top_p: Keep the fewest likeliest that have this much together.

    Raises:
        ValueError: if one of these is out of range, or there is nothing to draw.
    """
    if not within(temperature, 0, LARGEST, whole=False):
        raise ValueError(f"temperature is {shown(temperature)}; choose a finite number from 0 on.")
    if top_k is not None and not within(top_k, 1):
        raise ValueError(f"top_k is {shown(top_k)}; choose a whole number from 1 on, or None for all.")
    if not within(top_p, 0, 1, whole=False) or top_p == 0:
        raise ValueError(f"top_p is {shown(top_p)}; choose a number above 0, at most 1.")
    given = _weights(probabilities)
    likeliest = np.argsort(-given, kind="stable")
    if temperature == 0:
        kept = np.zeros(len(given))
        kept[likeliest[0]] = 1
        return kept
    with np.errstate(divide="ignore", over="ignore"):
        logs = np.log(given / given.max()) / temperature
    sharp = np.exp(logs)
    order = likeliest[:top_k]
    kept = np.zeros(len(given))
    kept[order] = sharp[order] / sharp[order].sum()
    if top_p < 1:
        enough = int(np.searchsorted(kept[order].cumsum(), top_p)) + 1
        kept[order[enough:]] = 0
        kept /= kept.sum()
    return kept


def without(probabilities: Sequence[float] | Floats, piece: int) -> Floats:
    """Return probabilities (K,) in which one piece is never drawn; as they are, if there is no other."""
    given = np.array(probabilities, np.float64)
    kept = np.where(np.arange(len(given)) == piece, 0, given)
    return kept if kept.any() else given


def drawn(probabilities: Sequence[float] | Floats, number: float) -> int:
    """Return the piece on which a number from 0 up to, not including, 1 falls; never one of probability 0.

    Raises:
        ValueError: if the number is out of range, or there is nothing to draw.
    """
    if not within(number, 0, 1, whole=False) or number == 1:
        raise ValueError(f"number is {shown(number)}; choose a number from 0 up to, not including, 1.")
    given = _weights(probabilities)
    line = given.cumsum()
    place = int(np.searchsorted(line, number * line[-1], side="right"))
    return min(place, int(np.flatnonzero(given)[-1]))


def write_on(
    after: Callable[[int], Floats],
    begin: Sequence[int] | Ints,
    numbers: Sequence[float] | Floats,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float = 1.0,
) -> Ints:
    """Draw a piece with each of some numbers, (n,), after a beginning that is read first.

    Args:
        after: Reads one more piece and returns the probabilities of what comes after it, (K,).
        begin: The pieces to begin with, one at least.
        numbers: From 0 up to, not including, 1.
        temperature: See `reshaped`, as for the others.
        top_k: Keep the k likeliest.
        top_p: Keep the fewest likeliest that have this much together.

    Raises:
        ValueError: if there is nothing to begin with, or as in `reshaped` and `drawn`.
    """
    if not len(begin):
        raise ValueError("There is nothing to begin with; give one piece at least.")
    for piece in begin:
        row = after(int(piece))
    written = []
    for number in numbers:
        written.append(drawn(reshaped(row, temperature, top_k, top_p), float(number)))
        row = after(written[-1])
    return np.array(written, np.int64)


def round_trip(written: Sequence[int] | Ints) -> int:
    """Return after how many pieces the second half of a text comes round to where it was, 0 if it does not.

    It has to come round twice in that half at least.

    >>> round_trip([7, 8, 1, 2, 1, 2, 1, 2])
    2
    """
    half = np.asarray(written)[len(written) // 2 :]
    for period in range(1, len(half) // 2 + 1):
        if (half[period:] == half[:-period]).all():
            return period
    return 0


def longest_copy(written: Sequence[int] | Ints, text: Sequence[int] | Ints) -> tuple[int, int]:
    """Return where the longest run begins that stands word for word in the text, and how many pieces it has.

    The first one, if several are as long; (0, 0) where no piece of it is in the text.
    """
    mine, its = _letters(written), _letters(text)
    begin, longest = 0, 0
    for first in range(len(mine)):
        while first + longest < len(mine) and mine[first : first + longest + 1] in its:
            begin, longest = first, longest + 1
    return begin, longest


def _weights(probabilities: Sequence[float] | Floats) -> Floats:
    given = np.asarray(probabilities, np.float64)
    if given.ndim != 1 or not np.isfinite(given).all() or (given < 0).any() or not given.any():
        raise ValueError("There is nothing to draw; expected finite probabilities from 0 on, one above 0.")
    return cast(Floats, given)


def _letters(ids: Sequence[int] | Ints) -> str:
    """Return ids as a string of one character each, in which a run is found fast."""
    return "".join(chr(int(one)) for one in ids)
