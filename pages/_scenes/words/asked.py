"""What can be asked of vectors by arithmetic: 48 analogies of the supplied texts, any words of others."""

from typing import NamedTuple

from core import Analogy, VectorSpec, WordVectors, grammar_analogies
from core.experiments.lessons.words import Made, Text, sentences_of, spec_of
from core.experiments.lessons.words_analogies import ASKED, CROSSING
from core.vectors.grammar import PEOPLE, Sentences
from pages._scenes.words.own_text import STEPS
from pages._shell.caches.words import word_vectors

LONG = 4
"""Letters of a word that probably says something."""

STRONG = 12
"""Words of one's own text whose names always stand there."""


class Asked(NamedTuple):
    """Vectors and what is asked of them.

    Attributes:
        vectors: A vector for each word of a text.
        words: `first`, `minus` and `plus` of what is asked at first.
        analogies: Those of which the right answer is known.
        strong: The words that are drawn at first.
    """

    vectors: WordVectors
    words: tuple[str, str, str]
    analogies: tuple[Analogy, ...]
    strong: tuple[str, ...]

    @property
    def nearest(self) -> tuple[str, float]:
        """The word nearest to what comes out, the asked ones left out, and its cosine."""
        return self.vectors.analogy(*self.words, 1)[0]

    @property
    def offset(self) -> float:
        """The cosine of the two arrows, from `minus` to `first` and from `plus` to the nearest word."""
        return self.vectors.offset_cosine(Analogy(*self.words, self.nearest[0]))


def asked_of(text: Text, made: Made) -> Asked:
    """Return what is asked of a supplied text."""
    first, minus, plus, _ = CROSSING if text == "hidden" else ASKED
    vectors = word_vectors(sentences_of(text), spec_of(made))
    return Asked(vectors, (first, minus, plus), grammar_analogies(), PEOPLE)


def asked_of_own(sentences: Sentences, made: Made) -> Asked:
    """Return what is asked of any text: its three most frequent words of some length, if it has three.

    Raises:
        ValueError: If there are fewer than four words: none is left for the answer.
    """
    spec = spec_of(made)
    vectors = word_vectors(sentences, spec and VectorSpec(spec.method, steps=STEPS))
    words = vectors.words
    if len(words) < 4:
        raise ValueError(
            f"An analogy needs four different words; in the sentences of this text {len(words)} "
            "have a vector."
        )
    first, minus, plus = sorted(words, key=lambda word: len(word) < LONG)[:3]
    return Asked(vectors, (first, minus, plus), (), words[:STRONG])
