"""Sentiment with "not", "but", "although" and "and": is the film liked?

A clause says "the film was [not] [very] good"; "not" turns it round. With two clauses, the one after "but"
decides, the one before "although" decides, and "and" joins clauses that agree. Adjectives and "not" are drawn
so that each word alone says nothing about the answer: a linear bag of words is at chance.
Neutral words follow.
The classes are negative and positive; only the answer at the last word counts.
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, choose_last, close_up, exam_rng, forget_some, last_word
from .phrases import ADVERBIAL, Phrases, phrase_words

NOUNS = ("film", "story", "music", "cast", "plot", "ending", "script", "show")
GOOD = ("good", "great", "lovely", "clever", "fun")
BAD = ("bad", "awful", "boring", "weak", "dull")
ADVERBS = ("very", "really", "quite", "rather")
JOINERS = ("but", "although", "and")

_WORDS = (UNKNOWN, *NOUNS, *GOOD, *BAD, *ADVERBS, *JOINERS, "not", "the", "was")
VOCABULARY = (*_WORDS, *sorted(phrase_words(ADVERBIAL) - set(_WORDS)))

EXAM_FILLERS = (0, 2, 4, 6, 8, 12, 16, 20)
EXAM_SIZE = 32
ADVERB_SHARE = 0.4
ONE_CLAUSE_SHARE = 0.25


class Sentiment(Task):
    """The sentiment task.

    From `spec.shortest` to `spec.longest` neutral words follow the last clause, one number a batch.
    """

    name = "sentiment"
    title = "Sentiment with “not” and “but”"
    shows = (
        "No single word decides the review. A GRU and an LSTM learn it, and the LSTM's forget gate closes at "
        "“but” and mostly at “not”; an RNN seldom learns it."
    )
    right_when = "the more probable class after the last word is that of the review"
    vocabulary = VOCABULARY
    classes = ("negative", "positive")
    probe = "the story was not very good but the film was lovely in the garden"
    probe_answer = "positive"
    samples = (
        probe,
        "the film was good",
        "the film was not good",
        "the music was great but the plot was not really clever",
        "the ending was not bad although the cast was awful when we were in town",
        "the script was dull and the show was not fun last year at home",
    )
    telling = frozenset((*GOOD, *BAD, *JOINERS, "not"))
    evidence = frozenset((*GOOD, *BAD))
    kinds = (frozenset((*GOOD, *BAD)), frozenset(JOINERS))
    exam_points = EXAM_FILLERS
    curve_name = "distance"
    curve_unit = "neutral words"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=8, hidden_size=8),
            TaskSpec("sentiment", shortest=0, longest=6),
            TrainSpec(steps=500, learning_rate=0.02),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self._phrases = Phrases(VOCABULARY, relative=False)
        self._adjectives = encode(BAD + GOOD, VOCABULARY).reshape(2, -1)
        self._adverbs, self._joiners = encode(ADVERBS, VOCABULARY), encode(JOINERS, VOCABULARY)
        self._the, self._was, self._not = encode(("the", "was", "not"), VOCABULARY)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences with one number of neutral words."""
        fillers = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return self._sentences(rng, size, fillers, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences with `point` neutral words after the last clause; half are positive."""
        rng = exam_rng(point)
        return asked_once(
            lambda: self._sentences(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE, len(self.classes)
        )

    def _sentences(self, rng: np.random.Generator, size: int, fillers: int, held_out: bool) -> Batch:
        joiner = rng.integers(len(JOINERS), size=size)
        first, second = rng.integers(2, size=(2, size))  # 0 bad, 1 good
        second = np.where(joiner == 2, first, second)
        one = rng.random(size) < ONE_CLAUSE_SHARE
        liked = np.where(one | (joiner == 1), first, second)

        filler = self._phrases.draw(rng, size, fillers)
        if not held_out:
            filler = forget_some(filler, rng)
        joint = self._joiners[joiner][:, None]
        second_clause = np.where(one[:, None], -1, np.hstack([joint, self._clause(rng, second)]))
        first_clause = self._clause(rng, first)
        words = np.hstack([first_clause, second_clause, filler])
        words[:, 1] = choose_last(np.maximum(words, 0).sum(axis=1) - words[:, 1], 1, rng, held_out)
        ids, lengths = close_up(words)
        weights = np.zeros(ids.shape, np.float32)
        weights[np.arange(size), lengths - 1] = 1
        targets = np.broadcast_to(liked[:, None], ids.shape)
        return Batch(ids, targets, weights, lengths - 1, last_word(ids, lengths - 1))

    def _clause(self, rng: np.random.Generator, good: Ints) -> Ints:
        """Return clauses "the NOUN was [not] [very] ADJECTIVE" that say `good`, -1 for no word; (B, 6)."""
        size = len(good)
        turned = rng.integers(2, size=size)
        clause = np.empty((size, 6), np.int64)
        clause[:, 0] = self._the
        clause[:, 1] = rng.integers(1, 1 + len(NOUNS), size=size)
        clause[:, 2] = self._was
        clause[:, 3] = np.where(turned, self._not, -1)
        adverb = self._adverbs[rng.integers(len(ADVERBS), size=size)]
        clause[:, 4] = np.where(rng.random(size) < ADVERB_SHARE, adverb, -1)
        clause[:, 5] = self._adjectives[good ^ turned, rng.integers(len(GOOD), size=size)]
        return clause
