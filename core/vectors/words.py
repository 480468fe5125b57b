"""Words as vectors: how near two are, and arithmetic with them. Does not know where the vectors come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .grammar import Analogy

Ranked = tuple[tuple[str, float], ...]
"""Words with their cosines, the highest first; of equal ones the one that comes first in the vocabulary."""


@dataclass(frozen=True, eq=False)
class WordVectors:
    """A vector for each word: row k of `matrix`, shape (V, d), is that of word k."""

    words: tuple[str, ...]
    matrix: Floats

    def __post_init__(self) -> None:
        if self.matrix.ndim != 2 or len(self.matrix) != len(self.words):
            raise ValueError(
                f"{len(self.words)} words need a matrix of {len(self.words)} rows; "
                f"its shape is {self.matrix.shape}."
            )
        if len(set(self.words)) < len(self.words):
            raise ValueError("Each word has one vector; a word stands in the vocabulary twice.")

    def vector(self, word: str) -> Floats:
        """Return the vector of a word, shape (d,). Raises ValueError for a word that is not known."""
        return np.asarray(self.matrix[self._place(word)])

    def cosine(self, one: str, other: str) -> float:
        """Return the cosine of two words; 0 where a vector is zero."""
        return _cosine(self.vector(one), self.vector(other))

    def distance(self, one: str, other: str) -> float:
        """Return the Euclidean distance of two words."""
        return float(np.linalg.norm(self.vector(one) - self.vector(other)))

    def near(self, vector: Floats, count: int = 5, *, without: Iterable[str] = ()) -> Ranked:
        """Return the `count` words nearest to a vector of shape (d,), leaving out those of `without`."""
        out = {self._place(word) for word in without}
        cosines = _unit_rows(self.matrix) @ _unit_rows(vector[None])[0]
        order = [place for place in np.argsort(-cosines, kind="stable").tolist() if place not in out]
        return tuple((self.words[place], float(cosines[place])) for place in order[:count])

    def neighbours(self, word: str, count: int = 5) -> Ranked:
        """Return the words nearest to a word, itself left out."""
        return self.near(self.vector(word), count, without=[word])

    def analogy(self, first: str, minus: str, plus: str, count: int = 5, *, exclude: bool = True) -> Ranked:
        """Return the words nearest to `first` − `minus` + `plus` (Mikolov, Yih and Zweig 2013).

        Args:
            first: King, in king − man + woman.
            minus: Man.
            plus: Woman.
            count: How many words.
            exclude: Whether the three words are left out, as is usual; they are often the nearest.

        Raises:
            ValueError: If a word is not known, or two of the three are the same.
        """
        asked = (first, minus, plus)
        if len(set(asked)) < len(asked):
            twice = next(word for word in asked if asked.count(word) > 1)
            raise ValueError(f"An analogy needs three different words; {twice!r} stands in it twice.")
        sought = self.vector(first) - self.vector(minus) + self.vector(plus)
        return self.near(sought, count, without=asked if exclude else ())

    def offset_cosine(self, analogy: Analogy) -> float:
        """Return the cosine of `first` − `minus` and `answer` − `plus`, 1 in a parallelogram."""
        first, minus, plus, answer = map(self.vector, analogy)
        return _cosine(first - minus, answer - plus)

    def right(self, analogies: Sequence[Analogy], *, exclude: bool = True) -> int:
        """Return how many analogies have their answer as the nearest word."""
        return sum(
            self.analogy(one.first, one.minus, one.plus, 1, exclude=exclude)[0][0] == one.answer
            for one in analogies
        )

    def _place(self, word: str) -> int:
        if word not in self.words:
            raise ValueError(f"{word!r} is not among the {len(self.words)} words that have a vector here.")
        return self.words.index(word)


def one_hot(words: Iterable[str]) -> WordVectors:
    """Return words as one-hot vectors: word k is row k of the identity. All pairs are equally far apart."""
    known = tuple(dict.fromkeys(words))
    return WordVectors(known, np.eye(len(known)))


def principal_axes(matrix: Floats, count: int = 2) -> Floats:
    """Return the `count` orthonormal directions along which rows vary most, shape (d, count).

    `(matrix - matrix.mean(0)) @ axes` is the picture in a plane. Of each axis the entry of the largest size
    is positive, so that a picture is not mirrored by chance.

    Raises:
        ValueError: If the rows have fewer entries than axes are asked for.
    """
    if not 1 <= count <= min(matrix.shape):
        raise ValueError(f"A matrix of shape {matrix.shape} has no {count} principal axes.")
    _, _, axes = np.linalg.svd(matrix - matrix.mean(axis=0), full_matrices=False)
    return upright(axes[:count].T)


def upright(columns: Floats) -> Floats:
    """Return columns of shape (n, k), each with the sign that makes its largest entry positive."""
    largest = columns[np.abs(columns).argmax(axis=0), np.arange(columns.shape[1])]
    return np.asarray(columns * np.where(largest < 0, -1.0, 1.0))


def _unit_rows(matrix: Floats) -> Floats:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(np.divide(matrix, lengths, out=np.zeros(matrix.shape), where=lengths > 0))


def _cosine(one: Floats, other: Floats) -> float:
    return float(_unit_rows(one[None])[0] @ _unit_rows(other[None])[0])
