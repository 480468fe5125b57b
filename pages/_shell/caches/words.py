"""Word vectors of a text, and their training looked at some times."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core import VectorSpec, VectorTraining, WordVectors, count_neighbours, counted_vectors, train_vectors

_MOST_FILMS = 24


class WordFilm(NamedTuple):
    """A training of word vectors, looked at some times.

    Attributes:
        steps: Batches that were done.
        losses: The mean loss of the batches since the last look, in nats.
        read: The vectors of words that are read.
        guessed: Those of words that are guessed.
    """

    steps: tuple[int, ...]
    losses: tuple[float, ...]
    read: tuple[WordVectors, ...]
    guessed: tuple[WordVectors, ...]


@lru_cache(maxsize=_MOST_FILMS)
def word_film(sentences: tuple[tuple[str, ...], ...], spec: VectorSpec, looks: tuple[int, ...]) -> WordFilm:
    """Return a training as it was after so many batches, from the first vectors to the last ones."""
    training = VectorTraining(sentences, spec)
    steps, losses, read, guessed = [], [], [], []
    for step in sorted({0, *looks, spec.steps}):
        before = training.step
        training.advance(step - before)
        steps.append(training.step)
        losses.append(float(np.mean(training.losses[before:] or [np.log(len(training.words))])))
        read.append(training.vectors())
        guessed.append(training.vectors("guessed"))
    return WordFilm(tuple(steps), tuple(losses), tuple(read), tuple(guessed))


@lru_cache(maxsize=_MOST_FILMS)
def word_vectors(sentences: tuple[tuple[str, ...], ...], spec: VectorSpec | None) -> WordVectors:
    """Return the vectors of the words of a text, trained to the end or, without a spec, counted."""
    if spec is None:
        counts = count_neighbours(sentences)
        return counted_vectors(counts, min(VectorSpec.size, len(counts.words)))
    return train_vectors(sentences, spec)
