"""Neutral phrases of one to six words, of which any number of filler words can be made.

None of them says anything about the answer of a task. Phrases of one length are drawn with equal chance.
"""

from collections.abc import Mapping

import numpy as np

from ..arrays import Ints
from ..text import encode

RELATIVE = (
    "that we saw", "that i knew", "that they found",
    "that my family had", "that we all knew", "that my sister found", "that they often saw",
    "that my sister saw last", "that we found and kept", "that i knew so well",
    "that my family and i saw", "that they kept in the house", "that we knew as a child",
)  # fmt: skip

ADVERBIAL = (
    "once", "there", "again", "often",
    "last year", "at home", "one day", "in town",
    "in the garden", "near the river", "on a monday", "with my sister",
    "by the old house", "in the winter sun", "with all my family", "after a long day",
    "when i was a child", "when we were in town", "on the way to school", "in the garden by night",
    "when they came home from school", "in the house near the river", "on a long day last winter",
)  # fmt: skip


class Phrases:
    """The phrases as ids of one vocabulary, grouped by their number of words.

    With `relative`, a filler begins with a relative clause where one fits: it then follows a noun.
    """

    def __init__(self, vocabulary: tuple[str, ...], relative: bool) -> None:
        self._adverbial = _by_length(ADVERBIAL, vocabulary)
        self._first = _by_length(RELATIVE, vocabulary) if relative else self._adverbial

    def draw(self, rng: np.random.Generator, size: int, words: int) -> Ints:
        """Return `size` fillers of exactly `words` words each, shape (size, words).

        All of them are cut into phrases at the same places.
        """
        parts: list[Ints] = []
        left = words
        while left:
            tables = self._first if not parts and left >= min(self._first) else self._adverbial
            length = int(rng.integers(min(tables), min(max(tables), left) + 1))
            table = tables[length]
            parts.append(table[rng.integers(len(table), size=size)])
            left -= length
        return np.concatenate(parts, axis=1) if parts else np.empty((size, 0), np.int64)


def phrase_words(phrases: tuple[str, ...]) -> set[str]:
    """Return the words of some phrases."""
    return {word for phrase in phrases for word in phrase.split()}


def _by_length(phrases: tuple[str, ...], vocabulary: tuple[str, ...]) -> Mapping[int, Ints]:
    grouped: dict[int, list[Ints]] = {}
    for phrase in phrases:
        ids = encode(phrase.split(), vocabulary)
        grouped.setdefault(len(ids), []).append(ids)
    return {length: np.stack(rows) for length, rows in grouped.items()}
