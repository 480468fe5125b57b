"""Training or exam? The split, for tasks in which no word can be chosen to decide it.

A hash of the words decides: one sentence in `HELD_OUT` belongs to the exam, whatever it says, and training
draws again when it meets one. The sum of ids would not do here: in a row of bits its parity is nearly the
answer.
"""

from collections.abc import Callable

import numpy as np

from ..arrays import Bools, Ints
from .base import HELD_OUT

_MOST_WORDS = 512
_FACTORS = np.random.default_rng(0x0DD).integers(0, 2**63, size=_MOST_WORDS, dtype=np.uint64) * 2 + 1
_MIX, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
_ROUNDS = 1000


def is_held_out(ids: Ints) -> Bools:
    """Return whether each sentence (B, T) is kept for the exam, shape (B,)."""
    hashed = (ids.astype(np.uint64) * _FACTORS[: ids.shape[1]]).sum(axis=1)
    for _ in range(2):  # so that sentences which differ by one word are not kept or trained together
        hashed = (hashed ^ (hashed >> _HALF)) * _MIX
    kept: Bools = (hashed >> _HALF) % HELD_OUT == 0
    return kept


def draw_side(draw: Callable[[int], Ints], size: int, words: int, held_out: bool) -> Ints:
    """Draw `size` rows whose first `words` columns are a sentence of the wanted side.

    Args:
        draw: Returns that many rows, drawn from all sentences.
        size: how many rows are wanted.
        words: how many columns of a row are the sentence; others may hold its answer.
        held_out: whether the sentences are for the exam.

    Raises:
        ValueError: if there seems to be no sentence on this side.
    """
    at_once = 2 * HELD_OUT * size if held_out else size + size // 4 + 4
    found: list[Ints] = []
    missing = size
    for _ in range(_ROUNDS):
        rows = draw(at_once)
        rows = rows[is_held_out(rows[:, :words]) == held_out][:missing]
        found.append(rows)
        missing -= len(rows)
        if not missing:
            return np.concatenate(found) if len(found) > 1 else rows
    raise ValueError(f"Among {_ROUNDS * at_once} sentences there are not {size} of this side of the exam.")
