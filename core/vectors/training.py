r"""CBOW and skip-gram (Mikolov and others 2013), trained with the full softmax and Adam, in NumPy.

With x the one-hot word (skip-gram) or the mean of the one-hot neighbours (CBOW), shape (V,), and a target:

.. math:: v = E^\top x, \quad p = \operatorname{softmax}(U v), \quad L = -\log p_{target}

E and U, both of shape (V, d), hold two vectors for each word: as what is read, and as what is guessed.
A small vocabulary affords the full softmax, so neither negative sampling nor a tree is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from ..arrays import Floats, Ints
from ..equations.squash import softmax
from .adam import Adam
from .counts import neighbours, words_by_frequency
from .words import WordVectors

Method = Literal["cbow", "skip-gram"]
METHODS: tuple[Method, ...] = ("cbow", "skip-gram")
LARGEST = {"size": 300, "window": 20, "steps": 100_000, "batch": 10_000}


@dataclass(frozen=True)
class VectorSpec:
    """How word vectors are trained.

    Attributes:
        method: "cbow" guesses a word from the mean of its neighbours, "skip-gram" each neighbour from it.
        size: Entries of a vector, d.
        window: How many words to each side are neighbours.
        steps: Batches.
        batch: Examples in a batch, drawn with replacement.
        learning_rate: Of Adam.
        seed: Of the first vectors and of the batches.
    """

    method: Method = "cbow"
    size: int = 8
    window: int = 5
    steps: int = 1500
    batch: int = 512
    learning_rate: float = 0.02
    seed: int = 0

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"The method is one of {', '.join(METHODS)}; {self.method!r} was asked for.")
        for name, most in LARGEST.items():
            if not 1 <= (value := getattr(self, name)) <= most:
                raise ValueError(f"The {name} is from 1 to {most:,}; {value} was asked for.")
        if not 0 < self.learning_rate <= 1:
            raise ValueError(
                f"The learning rate is above 0 and at most 1; {self.learning_rate} was asked for."
            )


class Examples(NamedTuple):
    """What is read and what is to be guessed, n examples of at most k words.

    `given` (n, k) are the ids of the words that are read, `share` (n, k) what each counts in the mean, 0
    where there are fewer than k; `target` (n,) is the id of the word that is to be guessed.
    """

    given: Ints
    share: Floats
    target: Ints

    def batch(self, drawn: Ints, size: int) -> tuple[Floats, Ints]:
        """Return the mean of the one-hot vectors of what is read, shape (batch, size), and the targets."""
        places = np.arange(len(drawn))[:, None] * size + self.given[drawn]
        share = self.share[drawn].ravel()
        flat = np.bincount(places.ravel(), share, minlength=len(drawn) * size).astype(np.float64)
        return flat.reshape(len(drawn), size), self.target[drawn]


class Gradients(NamedTuple):
    """The mean loss of a batch, in nats, and its derivatives by both matrices, each of shape (V, d)."""

    loss: float
    read: Floats
    guessed: Floats


class VectorTraining:
    """A training of word vectors that one advances: equal sentences and specs give equal vectors.

    Attributes:
        words: The vocabulary, the most frequent first.
        losses: The mean loss of each.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], spec: VectorSpec | None = None) -> None:
        """Begin with random vectors.

        Raises:
            ValueError: If the text has fewer than two different words, or no word has a neighbour.
        """
        self.spec = spec or VectorSpec()
        self.words = words_by_frequency(sentences)
        self.losses: list[float] = []
        self._examples = examples(sentences, self.spec, self.words)
        self._generator = np.random.default_rng(self.spec.seed)
        shape = (2, len(self.words), self.spec.size)
        self._weights = self._generator.normal(0, 0.1, shape)
        self._adam = Adam([self._weights])

    @property
    def step(self) -> int:
        """Batches that are done."""
        return self._adam.step

    @property
    def done(self) -> bool:
        """Whether all steps are done."""
        return self.step >= self.spec.steps

    def advance(self, steps: int) -> None:
        """Train that many batches, or fewer at the end."""
        for _ in range(min(steps, self.spec.steps - self.step)):
            drawn = self._generator.integers(len(self._examples.target), size=self.spec.batch)
            found = gradients(
                self._weights[0], self._weights[1], *self._examples.batch(drawn, len(self.words))
            )
            self.losses.append(found.loss)
            self._adam.update([np.stack([found.read, found.guessed])], self.spec.learning_rate)

    def vectors(self, which: Literal["read", "guessed"] = "read") -> WordVectors:
        """Return a copy of the vectors as they are now: those of words that are read, or that are guessed."""
        return WordVectors(self.words, self._weights[0 if which == "read" else 1].copy())


def train_vectors(sentences: Sequence[Sequence[str]], spec: VectorSpec | None = None) -> WordVectors:
    """Return the vectors of words that are read, trained to the end."""
    training = VectorTraining(sentences, spec)
    training.advance(training.spec.steps)
    return training.vectors()


def examples(sentences: Sequence[Sequence[str]], spec: VectorSpec, words: Sequence[str]) -> Examples:
    """Return the examples of a text: of skip-gram each pair of neighbours, of CBOW each word that has some.

    Raises:
        ValueError: If no word has a neighbour.
    """
    place, middle, beside = neighbours(sentences, spec.window, words)
    if spec.method == "skip-gram":
        return Examples(middle[:, None], np.ones((len(middle), 1)), beside)
    _, first, row, count = np.unique(place, return_index=True, return_inverse=True, return_counts=True)
    column = np.arange(len(place)) - first[row]
    given = np.zeros((len(first), count.max()), dtype=np.int64)
    share = np.zeros(given.shape)
    given[row, column] = beside
    share[row, column] = 1 / count[row]
    return Examples(given, share, middle[first])


def gradients(read: Floats, guessed: Floats, given: Floats, target: Ints) -> Gradients:
    """Return the mean of -log p(target) and its derivatives.

    Args:
        read: E, shape (V, d).
        guessed: U, shape (V, d).
        given: What is read, x, shape (batch, V).
        target: Ids of the words to be guessed, shape (batch,).
    """
    vectors = given @ read
    probabilities = softmax(vectors @ guessed.T)
    rows = np.arange(len(target))
    with np.errstate(divide="ignore"):  # a probability of 0 is an infinite loss
        loss = -np.log(probabilities[rows, target]).mean()
    slope = probabilities
    slope[rows, target] -= 1
    slope /= len(target)
    return Gradients(float(loss), given.T @ (slope @ guessed), slope.T @ vectors)
