r"""What a guess hangs on: by how much it moves when one of the pieces that were read is another.

$$\text{sway}_i = \tfrac12 \sum_w
\bigl| P(w \mid x_0 \dots x_i \dots x_t) - P(w \mid x_0 \dots x' \dots x_t) \bigr|$$

the share of the probability that goes to other pieces, as a mean over some $x'$ that stand in for piece $i$.
Asks a table and a network alike: what is asked is a function from pieces to a guess.
"""

from collections.abc import Callable
from typing import cast

import numpy as np

from ..arrays import Floats, Ints
from .ngrams import NgramTable

_BEFORE = 2
"""Pieces by which it is judged what else might stand at a place."""


def sway(guess: Callable[[Ints], Floats], ids: Ints, others: Ints) -> Floats:
    """Return by how much the guess after the last piece moves when each is another, (T,), from 0 to 1.

    Args:
        guess: Returns the probabilities after some rows of pieces: (B, T) to (B, K).
        ids: The pieces, (T,).
        others: What stands in for each, (T, S).
    """
    length, count = others.shape
    rows = np.tile(ids, (length * count, 1))
    rows[np.arange(length * count), np.repeat(np.arange(length), count)] = others.ravel()
    moved = np.abs(guess(rows) - guess(ids[None])).sum(axis=-1) / 2
    return cast(Floats, moved.reshape(length, count).mean(axis=1))


def stand_ins(table: NgramTable, ids: Ints, count: int = 3) -> Ints:
    """Return the likeliest other pieces at each place, after the two before it, (T, count).

    Of equally likely ones the first in the vocabulary; fewer, where it has no more.
    """
    rows = []
    for place, own in enumerate(ids):
        given = table.probabilities(ids[max(place - _BEFORE, 0) : place])
        likeliest = np.argsort(-given, kind="stable")
        rows.append(likeliest[likeliest != own][:count])
    return np.array(rows, np.int64).reshape(len(ids), -1)
