"""Vectors from counting, without training: which words stand near which, PPMI, and its largest axes.

Sources: Church and Hanks 1990 (mutual information of words); Bullinaria and Levy 2007 (its positive part);
Levy and Goldberg 2014 (what skip-gram has to do with it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Ints
from .words import WordVectors, upright


class Counts(NamedTuple):
    """How often word j stands near word i: `table[i, j]`, shape (V, V), symmetric."""

    words: tuple[str, ...]
    table: Ints


def words_by_frequency(sentences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the words of a text, the most frequent first; equally frequent ones as they come in it.

    Raises:
        ValueError: If there are fewer than two: no word then has another one as a neighbour.
    """
    found = Counter(word for sentence in sentences for word in sentence)
    if len(found) < 2:
        said = f"only {next(iter(found))!r}" if found else "none"
        raise ValueError(f"A text for word vectors needs two different words or more; this one has {said}.")
    return tuple(word for word, _ in found.most_common())


class Neighbours(NamedTuple):
    """Each word of a text with each of its neighbours, in reading order: arrays of shape (pairs,).

    `place` is where in the text the word in the middle stands, `middle` and `beside` are the ids of the two.
    """

    place: Ints
    middle: Ints
    beside: Ints


def neighbours(sentences: Iterable[Sequence[str]], window: int, words: Sequence[str]) -> Neighbours:
    """Return each word with each that stands at most `window` places from it in its sentence.

    Words that are not in `words` are passed over, but keep their place.

    Raises:
        ValueError: If the window is smaller than 1, or no word has a neighbour.
    """
    if window < 1:
        raise ValueError(f"A window reaches 1 word or more to each side; {window} was asked for.")
    ids = {word: number for number, word in enumerate(words)}
    found = []
    begin = 0
    for sentence in sentences:
        numbers = [ids.get(word, -1) for word in sentence]
        for place, middle in enumerate(numbers):
            around = numbers[max(0, place - window) : place] + numbers[place + 1 : place + window + 1]
            if middle >= 0:
                found += [(begin + place, middle, beside) for beside in around if beside >= 0]
        begin += len(numbers)
    if not found:
        raise ValueError("No word of this text has a neighbour; a sentence needs two words or more.")
    return Neighbours(*np.array(found, dtype=np.int64).T)


def count_neighbours(sentences: Sequence[Sequence[str]], window: int = 5) -> Counts:
    """Return how often words stand at most `window` places from one another within a sentence."""
    words = words_by_frequency(sentences)
    _, middle, beside = neighbours(sentences, window, words)
    table = np.zeros((len(words), len(words)), dtype=np.int64)
    np.add.at(table, (middle, beside), 1)
    return Counts(words, table)


def ppmi(counts: Counts) -> Floats:
    """Return max(0, log P(i, j) / (P(i) P(j))), shape (V, V); natural logarithm, 0 where the count is 0."""
    table = counts.table.astype(float)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    ratio = np.divide(table, expected, out=np.ones(table.shape), where=table > 0)
    return np.asarray(np.maximum(np.log(ratio), 0.0))


def counted_vectors(counts: Counts, size: int = 8) -> WordVectors:
    """Return U Σ of the `size` largest singular values of the PPMI table: the best vectors of that size for
    the inner products of its rows (Eckart and Young 1936).

    Raises:
        ValueError: If the size is smaller than 1 or larger than the number of words.
    """
    if not 1 <= size <= len(counts.words):
        raise ValueError(
            f"{len(counts.words)} words have 1 to {len(counts.words)} axes; {size} were asked for."
        )
    left, values, _ = np.linalg.svd(ppmi(counts))
    return WordVectors(counts.words, upright(left[:, :size]) * values[:size])
