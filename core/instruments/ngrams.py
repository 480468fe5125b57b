r"""A table of n-grams: a model of a text that only counts what came after the last N − 1 pieces.

With $c$ the count of a piece $w$ after a context $h$, $n$ the number of all pieces after $h$, $u$ the number
of different ones, and $h'$ the context without its first piece:

$$\text{counts: } P(w \mid h) = \frac{c}{n} \qquad
\text{Witten–Bell: } P(w \mid h) = \frac{c + u\,P(w \mid h')}{n + u}$$

$$\text{back-off: } P(w \mid h) = \frac{c - d}{n} \text{ if } c > 0, \text{ else } \alpha(h)\,P(w \mid h'),
\quad d = \tfrac12$$

where $\alpha(h)$ shares out what the discount $d$ took; a context after which every piece was seen is not
discounted. After a context that was never seen, the last two take $h'$; the shortest is no context at all,
below which all K pieces are equally likely. (Witten and Bell 1991; Katz 1987 and Ney, Essen and Kneser 1994
for back-off with an absolute discount.) Knows ids, no words and no networks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

import numpy as np

from ..arrays import Bools, Floats, Ints, checked_ids
from ..spec.limits import check_word, shown, within

Smoothing = Literal["counts", "back-off", "witten-bell"]

LONGEST_GRAM: Final = 6
DISCOUNT: Final = 0.5

FIRST: Final = 35
"""The character of id 0 in `as_text`: JSON writes those from there on, but one, as they are."""

_UNSEEN, _SHORT = -1, -2
"""Instead of a context's index: the text does not have it; there are too few pieces before."""


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """The grams of m pieces: each is a gram of m − 1 pieces and one more.

    `keys` (G,), sorted, are (index of the gram before) × K + last piece: small numbers for long grams, too.
    `counts` (G,) is how often each occurs, `suffix` (G,) the index of the gram without its first piece.
    `total` and `kinds`, one for each gram before, are how many pieces, and how many different, follow it.
    """

    keys: Ints
    counts: Ints
    suffix: Ints
    total: Ints
    kinds: Ints

    def find(self, before: Ints, pieces: Ints, size: int) -> Ints:
        """Return the index of each gram, `_UNSEEN` where it, or the gram `before` it, is not there."""
        keys = before * size + pieces
        places = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.where((before >= 0) & (self.keys[places] == keys), places, _UNSEEN)


@dataclass(frozen=True, slots=True, eq=False)
class _Estimate:
    """What each gram's last piece is given, (G,); what a context multiplies the shorter one's with."""

    seen: Floats
    keeps: Floats


class NgramTable:
    """What followed each context of at most `order` − 1 pieces; see `count_ngrams`.

    Attributes:
        order: N, from 1 (no context) to `LONGEST_GRAM`.
        size: K, the number of different pieces; ids run from 0 to K − 1.
        smoothing: How counts become probabilities: "counts", "back-off" or "witten-bell".
    """

    def __init__(self, levels: Sequence[_Level], size: int, smoothing: Smoothing) -> None:
        self.order, self.size, self.smoothing = len(levels), size, smoothing
        self._levels = tuple(levels)
        self._estimates: list[_Estimate] = []
        shorter: Floats = np.array([1 / size])
        for level in levels:
            estimate = self._estimate(level, shorter[level.suffix])
            self._estimates.append(estimate)
            shorter = estimate.seen

    @property
    def stored(self) -> tuple[int, ...]:
        """How many different grams of 1 … N pieces the table has to store."""
        return tuple(len(level.keys) for level in self._levels)

    def counts(self, context: Sequence[int] | Ints) -> Ints:
        """Return how often each piece came after the last N − 1 pieces of a context, (K,)."""
        before = self._contexts(self._checked(context))[-1]
        return self._row(self._levels[-1], before)

    def probabilities(self, context: Sequence[int] | Ints) -> Floats:
        """Return the probability of each piece after the last N − 1 pieces of a context, (K,).

        Of plain counts all are 0 after a context that was never seen. A shorter context is taken as it is.
        """
        pieces = np.arange(self.size)
        row = np.full(self.size, 1 / self.size)
        for level, estimate, before in zip(
            self._levels, self._estimates, self._contexts(self._checked(context)), strict=True
        ):
            found = level.find(np.full(self.size, before), pieces, self.size)
            row = self._next(estimate, level, np.full(self.size, before), found, row)
        return row

    def log_probabilities(self, ids: Sequence[int] | Ints) -> Floats:
        """Return log P of each piece after those before it in its row, for ids (T,) or (B, T).

        The logarithm is natural; the first pieces of a row have a shorter context.
        """
        rows = self._checked(ids)
        value = np.full(rows.shape, 1 / self.size)
        for level, estimate, before, found in self._walk(rows):
            value = self._next(estimate, level, before, found, value)
        with np.errstate(divide="ignore"):
            return cast(Floats, np.log(value))

    def unseen(self, ids: Sequence[int] | Ints) -> Bools:
        """Return whether the N − 1 pieces before each one are a context that was never seen, as `ids`.

        Pieces with fewer than N − 1 before them have no such context: False.
        """
        rows = self._checked(ids)
        *_, (level, _, before, _) = self._walk(rows)
        unseen: Bools = (before == _UNSEEN) | ((before >= 0) & (level.total[np.maximum(before, 0)] == 0))
        return unseen

    def _walk(self, rows: Ints) -> list[tuple[_Level, _Estimate, Ints, Ints]]:
        """Return for each level the index of every piece's context, and of the gram that ends with it."""
        walked = []
        grams = np.zeros(rows.shape, np.int64)  # of no pieces
        for m, (level, estimate) in enumerate(zip(self._levels, self._estimates, strict=True)):
            before = grams
            if m:
                before = np.full(rows.shape, _SHORT)
                before[..., m:] = grams[..., m - 1 : -1]
            grams = level.find(before, rows, self.size)
            walked.append((level, estimate, before, grams))
        return walked

    def _contexts(self, context: Ints) -> list[int]:
        """Return the index of the last 0, 1, … N − 1 pieces among the grams of as many."""
        found = [0]
        for m in range(1, self.order):
            gram = np.zeros(1, np.int64)
            for level, piece in zip(self._levels, context[-m:], strict=False):
                gram = level.find(gram, piece[None], self.size)
            found.append(int(gram[0]) if m <= len(context) else _SHORT)
        return found

    def _row(self, level: _Level, before: int) -> Ints:
        row = np.zeros(self.size, np.int64)
        if before >= 0:
            low, high = level.keys.searchsorted([before * self.size, (before + 1) * self.size])
            row[level.keys[low:high] - before * self.size] = level.counts[low:high]
        return row

    def _next(self, estimate: _Estimate, level: _Level, before: Ints, found: Ints, shorter: Floats) -> Floats:
        """Return the probabilities with one more piece of context, from those with a shorter one."""
        own = np.maximum(before, 0)
        if self.smoothing == "counts":
            rest = np.where(before == _SHORT, shorter, 0.0)
        else:
            rest = np.where((before >= 0) & (level.total[own] > 0), estimate.keeps[own], 1.0) * shorter
        return np.where(found >= 0, estimate.seen[np.maximum(found, 0)], rest)

    def _estimate(self, level: _Level, shorter: Floats) -> _Estimate:
        """Return the estimates of a level; `shorter` (G,) are those of its grams' suffixes."""
        before = level.keys // self.size
        total, kinds = np.maximum(level.total, 1), level.kinds
        if self.smoothing == "counts":
            return _Estimate(level.counts / total[before], np.zeros(len(total)))
        if self.smoothing == "witten-bell":
            whole = total + kinds
            return _Estimate(
                (level.counts + kinds[before] * shorter) / whole[before], kinds / np.maximum(whole, 1)
            )
        discount = np.where(kinds < self.size, DISCOUNT, 0.0)
        unseen = 1 - np.bincount(before, shorter, minlength=len(total))
        keeps = np.divide(discount * kinds / total, unseen, out=np.zeros(len(total)), where=kinds < self.size)
        return _Estimate((level.counts - discount[before]) / total[before], keeps)

    def _checked(self, ids: Sequence[int] | Ints) -> Ints:
        return checked_ids(ids, self.size)


def count_ngrams(
    stretches: Sequence[Sequence[int] | Ints], order: int, size: int, smoothing: Smoothing = "witten-bell"
) -> NgramTable:
    """Count the grams of 1 to `order` pieces in stretches of a text; no gram goes from one into the next.

    Args:
        stretches: The text in ids, each stretch of shape (T,).
        order: N, from 1 to `LONGEST_GRAM`.
        size: K, how many different pieces there are.
        smoothing: How counts become probabilities.

    Raises:
        ValueError: if one of these is out of range, or there is no piece at all.
    """
    check_word("smoothing", smoothing, get_args(Smoothing))
    if not within(order, 1, LONGEST_GRAM):
        raise ValueError(f"order is {shown(order)}; choose a whole number from 1 to {LONGEST_GRAM}.")
    if not within(size, 1):
        raise ValueError(f"size is {shown(size)}; choose a whole number from 1 on.")
    parts = [part for part in (checked_ids(stretch, size) for stretch in stretches) if part.size]
    if not parts or any(part.ndim != 1 for part in parts):
        raise ValueError("There is no piece to count; give stretches of ids, such as [[0, 1, 0]].")
    pieces = np.concatenate(parts)
    room = np.concatenate([np.arange(len(part)) for part in parts])  # pieces before it in its stretch
    grams, before_count, levels = np.zeros(len(pieces), np.int64), 1, []
    for m in range(order):
        before = grams if m == 0 else np.concatenate([[0], grams[:-1]])
        places = np.flatnonzero(room >= m)
        keys, first, index, counts = np.unique(
            before[places] * size + pieces[places], return_index=True, return_inverse=True, return_counts=True
        )
        owner = keys // size
        levels.append(
            _Level(
                keys,
                counts,
                grams[places[first]],
                np.bincount(owner, counts, minlength=before_count).astype(np.int64),
                np.bincount(owner, minlength=before_count),
            )
        )
        if not len(keys):
            raise ValueError(f"No stretch has {m + 1} pieces; give a longer text, or choose order {m}.")
        grams, before_count = np.zeros(len(pieces), np.int64), len(keys)
        grams[places] = index
    return NgramTable(levels, size, smoothing)


def as_text(stretches: Sequence[Sequence[int] | Ints]) -> str:
    """Return stretches of ids as one text, as the browser counts it: a character for each, spaces between.

    >>> as_text([[0, 1, 0], [2]])
    '#$# %'
    """
    return " ".join("".join(chr(FIRST + int(one)) for one in stretch) for stretch in stretches)
