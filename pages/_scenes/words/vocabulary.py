"""What a sentence becomes before a network reads it: words, their ids, and rows of an embedding matrix."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.text import tokenize
from pages._scenes.words.common import COMMON, MARKERS, START, STOP, common_words

MOST_WORDS = 12
"""Words of a sentence that are drawn."""

EMBEDDING = 4
"""Entries of a row of the embedding matrix."""

_SEED = 11
"""Of the rows: no two of the first seven have a number in common."""


class Entry(NamedTuple):
    """A row of the vocabulary that the sentence uses: its id, its word, and its row of the matrix.

    `times` says how often the word comes in the text whose vocabulary it is; 0 where nobody counted.
    """

    id: int
    word: str
    vector: tuple[float, ...]
    times: int = 0


class Encoded(NamedTuple):
    """A sentence as ids.

    Attributes:
        words: Its words, START and STOP among them where the vocabulary has these.
        places: For each word its place in `entries`.
        entries: The rows of the vocabulary that occur in it, by their ids.
        size: Entries of the vocabulary.
        dropped: Words beyond the first MOST_WORDS.
    """

    words: tuple[str, ...]
    places: tuple[int, ...]
    entries: tuple[Entry, ...]
    size: int
    dropped: int

    @property
    def others(self) -> tuple[str, ...]:
        """The words that became OTHER."""
        other = [place for place, entry in enumerate(self.entries) if entry.id == COMMON + 2]
        return tuple(word for word, at in zip(self.words, self.places, strict=True) if at in other)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without its marks.

    Raises:
        ValueError: If there is none.
    """
    words = tuple(word for word in tokenize(text) if any(letter.isalnum() for letter in word))
    if not words:
        raise ValueError("There is no word in this sentence. Type at least one word.")
    return words


def encode_among(words: Sequence[str], counts: Sequence[tuple[str, int]] = ()) -> Encoded:
    """Return words as ids of the vocabulary of a text: the most frequent word has id 0.

    Args:
        words: The sentence.
        counts: The words of the text, among them those of the sentence, with how often each comes, the most
            frequent first; without them the sentence is the text.
    """
    kept = tuple(words[:MOST_WORDS])
    found = counts or Counter(kept).most_common()
    ids = {word: number for number, (word, _) in enumerate(found)}
    times = [count for _, count in found]
    return _encoded(kept, [ids[word] for word in kept], tuple(ids), len(words) - len(kept), times)


def encode_common(words: Sequence[str]) -> Encoded:
    """Return words as ids of the common words, between START and STOP; what is not common is OTHER."""
    vocabulary = (*common_words(), *MARKERS)
    ids = {word: number for number, word in enumerate(vocabulary[:COMMON])}
    kept = tuple(words[:MOST_WORDS])
    found = [COMMON, *(ids.get(word, COMMON + 2) for word in kept), COMMON + 1]
    return _encoded((START, *kept, STOP), found, vocabulary, len(words) - len(kept))


def _encoded(
    words: tuple[str, ...],
    ids: list[int],
    vocabulary: tuple[str, ...],
    dropped: int,
    times: Sequence[int] = (),
) -> Encoded:
    matrix = np.random.default_rng(_SEED).normal(0, 1, (len(vocabulary), EMBEDDING)).round(2)
    used = sorted(set(ids))
    entries = tuple(
        Entry(one, vocabulary[one], tuple(matrix[one].tolist()), times[one] if times else 0) for one in used
    )
    return Encoded(words, tuple(used.index(one) for one in ids), entries, len(vocabulary), dropped)
