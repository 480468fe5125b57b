"""Trainings of word vectors that are looked at while they go on, and what came out of them."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from core import VectorSpec, WordVectors, cluster_order
from core.experiments.lessons.words import MATES, MET, THRONE
from core.vectors.grammar import PEOPLE, VALUES, Sentences
from pages._scenes.words.own_text import STEPS
from pages._shell.caches.words import WordFilm, word_film
from pages._shell.words import listed

LOOKS = (10, 20, 30, 45, 60, 80, 100, 130, 170, 220, 300, 400, 600, 900)
Size = Literal["2", "4", "8", "16"]
SIZES: dict[Size, str] = {"2": "2", "4": "4", "8": "8", "16": "16"}
STARTS = {str(seed): f"start {seed + 1}" for seed in range(10)}
SHOWN = 12
"""Sentences along which the window slides, and more where a word stands in none of these."""


def film_of(sentences: Sentences, spec: VectorSpec) -> WordFilm:
    """Return a training, looked at often in the beginning, when much changes."""
    return word_film(sentences, spec, tuple(step for step in LOOKS if step < spec.steps))


def spec_of_own(spec: VectorSpec) -> VectorSpec:
    """Return the recipe with the fewer steps that a text of one's own gets."""
    return VectorSpec(spec.method, size=spec.size, window=spec.window, seed=spec.seed, steps=STEPS)


class Outcome(NamedTuple):
    """What came to stand nearest to THRONE.

    Attributes:
        near: The three nearest words, the nearest first.
        answer: "crown" for a word that fits the same gaps, "king" for one that stands beside it, else "none".
        heading: The section of the prose that holds the claim.
    """

    near: tuple[str, ...]
    answer: str
    heading: str


def outcome(vectors: WordVectors) -> Outcome:
    """Return what came to stand nearest to THRONE."""
    near = tuple(word for word, _ in vectors.neighbours(THRONE, len(MATES)))
    if near[0] in MATES:
        return Outcome(near, "crown", "heading" if set(near) == set(MATES) else "heading some")
    return Outcome(near, "king" if near[0] in MET else "none", "heading else")


def measured(vectors: WordVectors) -> str:
    """Return which three words ended nearest to THRONE, with their cosines and that of the first of MET."""
    near = outcome(vectors).near
    low, high = (_digits(vectors.cosine(THRONE, word)) for word in (near[-1], near[0]))
    between = low if low == high else f"{low} to {high}"
    return f"{listed(near)} (cosine {between}; {MET[0]} {_digits(vectors.cosine(THRONE, MET[0]))})"


def told(film: WordFilm) -> dict[str, str]:
    """Return what the prose says of any training."""
    words = film.read[0].words
    return {
        "words": str(len(words)),
        "begin": f"{film.losses[0]:.2f}",
        "end": f"{film.losses[-1]:.2f}",
        "even": f"{100 / len(words):.1f}",
        "likely": f"{100 * np.exp(-film.losses[-1]):.0f}",
    }


def told_of_word(film: WordFilm) -> dict[str, str]:
    """Return what the prose says of a training on a supplied text."""
    last = film.read[-1]
    return {
        "first": outcome(last).near[0],
        "nearest": listed(outcome(last).near),
        "mates": _digits(min(last.cosine(THRONE, mate) for mate in MATES)),
        "beside": _digits(last.cosine(THRONE, MET[0])),
    }


def columns_of(film: WordFilm) -> list[int]:
    """Return an order of the words in which those that go together stand together.

    In the supplied texts these are the words that stand for one value, and the people; in others what
    clusters at the end of the training.
    """
    words = film.read[0].words
    if set(PEOPLE) <= set(words):
        named = [*PEOPLE, *(word for beside in VALUES.values() for word in beside)]
        return [words.index(word) for word in (*named, *(word for word in words if word not in named))]
    last = np.concatenate([film.read[-1].matrix, film.guessed[-1].matrix], axis=1)
    return list(map(int, cluster_order(last.T)))


def shown_sentences(sentences: Sentences, words: Sequence[str]) -> list[str]:
    """Return the first sentences, and for each word that stands in none of them the first one with it."""
    shown = list(sentences[:SHOWN])
    found = {word for sentence in shown for word in sentence}
    for word in words:
        if word not in found:
            more = next(sentence for sentence in sentences if word in sentence)
            shown.append(more)
            found.update(more)
    return [" ".join(sentence) for sentence in shown]


def _digits(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "−")
