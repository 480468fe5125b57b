"""Sentiment in everyday English: is what someone says good or bad?

Words carry a valence from -4 to 4, as people rated them (`corpora/everyday.tsv`). "not" and its kin turn the
next telling word round and weaken it, "very" and its kin strengthen it. With two clauses, the one after "but"
counts more, and so does the one that "although" does not open. All else is neutral. The sum decides; only
the answer at the last word counts. The factors are those of VADER (Hutto and Gilbert 2014), whose word list
it is.

Where no telling word is known, nothing can be: half of such sentences are called good, so that a network does
not learn to be sure of what it cannot know.
"""

from importlib.resources import files

import numpy as np

from ..arrays import Bools, Floats, Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, close_up, exam_rng, forget_some, last_word
from .split import is_held_out

NEGATIONS = (
    "not", "never", "no", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "hardly",
    "barely", "scarcely", "rarely", "seldom", "cannot", "can't", "couldn't", "don't", "doesn't",
    "didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "wouldn't", "shouldn't", "hasn't",
    "haven't", "hadn't", "ain't", "cant", "dont", "doesnt", "didnt", "isnt", "wasnt", "wont",
)  # fmt: skip
INTENSIFIERS = (
    "very", "really", "so", "extremely", "incredibly", "absolutely", "totally", "completely", "truly",
    "quite", "pretty", "too", "most", "highly",
)  # fmt: skip
BUT = ("but", "however", "yet")
ALTHOUGH = ("although", "though", "despite")
TURNS = (*BUT, *ALTHOUGH)

GOOD = ("good", "great", "love", "loved", "happy", "funny", "wonderful", "beautiful")
BAD = ("bad", "sad", "hate", "hated", "awful", "boring", "terrible", "horrible")
"""Words that tell, for those who look for one."""

LEXICON = files(__package__) / "corpora" / "everyday.tsv"

TURNED, STRENGTHENED = -0.74, 1.3
LESS, MORE = 0.5, 1.5
CLEAR = 0.8
"""The least sum of valences that is called good or bad."""

TELLING_SHARES = (0.4, 0.4, 0.2)
"""How often a clause has one, two, three telling words."""
NEUTRAL_BEFORE = 3
SHARES = {"one": 0.3, "but": 0.25, "although first": 0.15, "although second": 0.15, "and": 0.15}
AGREES = 0.7
"""How often a telling word has the sign of its clause."""

_TICKETS = 1 << 16

LONGEST = 30
"""Words of a sentence before the neutral ones at its end; those that are drawn longer are left out."""

SILENT = 0.05
"""Share of training sentences in which no telling word is known."""

EXAM_NEUTRAL = (0, 2, 4, 6, 8, 12, 16, 20)
EXAM_SIZE = 32


def _lexicon() -> tuple[tuple[str, ...], Floats]:
    rows = [line.split("\t") for line in LEXICON.read_text(encoding="utf-8").splitlines()]
    return tuple(word for word, _ in rows), np.array([float(valence) for _, valence in rows])


_WORDS, _VALENCES = _lexicon()
_GRAMMAR = (UNKNOWN, *NEGATIONS, *INTENSIFIERS, *TURNS)
VOCABULARY = (*_GRAMMAR, *_WORDS)
RATED = {word: float(valence) for word, valence in zip(_WORDS, _VALENCES, strict=True) if valence}
"""The valence of each word that tells, from -4 to 4."""


class Everyday(Task):
    """The everyday task; `spec.shortest` to `spec.longest` neutral words follow at the end."""

    name = "everyday"
    title = "Sentiment in everyday English"
    shows = (
        "In the words that people use, “not” turns a word round and “but” a sentence. A GRU and an LSTM "
        "learn both: the LSTM's input gate opens at “not”, its forget gate closes at “but”. An RNN hardly "
        "learns it."
    )
    right_when = "the more probable class after the last word is the sign of the sum of valences"
    vocabulary = VOCABULARY
    classes = ("negative", "positive")
    probe = "I did not like the story but the music was great"
    probe_answer = "positive"
    samples = (
        probe,
        "I hated every minute of it",
        "I really loved this movie but the ending was terrible",
        "the food was not bad at all",
        "Although the room was dirty, the staff were friendly and helpful",
        "It isn't funny and the jokes are never clever",
    )
    telling = frozenset((*NEGATIONS, *INTENSIFIERS, *TURNS, *RATED))
    evidence = frozenset(RATED)
    offered = (*GOOD, *BAD, "not", "never", "hardly", "very", "really", "but", "although")
    kinds = (frozenset((*GOOD, *BAD)), frozenset(("but", "although")))
    embedding_spread = 0.1
    exam_points = EXAM_NEUTRAL
    curve_name = "distance"
    curve_unit = "neutral words"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=8, hidden_size=8),
            TaskSpec("everyday", shortest=0, longest=8),
            TrainSpec(steps=1200, batch_size=96, learning_rate=0.015, decay=0.2),
        )

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences that end with one number of neutral words."""
        neutral = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return self._batch(rng, size, neutral, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences with `point` neutral words at the end; half are positive."""
        rng = exam_rng(point)
        return asked_once(
            lambda: self._batch(rng, EXAM_SIZE, point, held_out=True), EXAM_SIZE, len(self.classes)
        )

    def _batch(self, rng: np.random.Generator, size: int, neutral: int, held_out: bool) -> Batch:
        words, good = self._sentences(rng, size, neutral, held_out)
        ids, lengths = close_up(words)
        weights = np.zeros(ids.shape, np.float32)
        weights[np.arange(size), lengths - 1] = 1
        targets = np.broadcast_to(good[:, None].astype(np.int64), ids.shape)
        return Batch(ids, targets, weights, lengths - 1, last_word(ids, lengths - 1))

    def _sentences(
        self, rng: np.random.Generator, size: int, neutral: int, held_out: bool
    ) -> tuple[Ints, Bools]:
        """Return `size` sentences (B, W), -1 for no word, and which are good."""
        parts: list[tuple[Ints, Bools]] = []
        found = 0
        while found < size:
            words, sums = _drawn(rng, 2 * size, neutral)
            short = (words >= 0).sum(axis=1) <= LONGEST + neutral
            keep = short & (np.abs(sums) >= CLEAR) & (is_held_out(np.maximum(words, 0)) == held_out)
            parts.append((words[keep], sums[keep] > 0))
            found += int(keep.sum())
        words, good = (np.concatenate(part)[:size] for part in zip(*parts, strict=True))
        if not held_out:
            words, good = _forgotten(rng, words, good)
        return words, good


def _drawn(rng: np.random.Generator, size: int, neutral: int) -> tuple[Ints, Floats]:
    first, a = _clause(rng, size)
    second, b = _clause(rng, size)
    form = rng.choice(len(SHARES), size=size, p=list(SHARES.values()))
    one, but, although, backwards = (form == place for place in range(4))
    opening = np.where(although, _one_of(rng, _ALTHOUGH, size), -1)
    joint = np.where(but, _one_of(rng, _BUT, size), np.where(backwards, _one_of(rng, _ALTHOUGH, size), -1))
    comma = np.where(~one & (rng.random(size) < 0.4), _COMMA, -1)
    sums = np.select(
        [one, but | although, backwards], [a, LESS * a + MORE * b, MORE * a + LESS * b], default=a + b
    )
    rest = np.column_stack([comma, joint, second])
    rest[one] = -1
    tail = _NEUTRAL.draw(rng, (size, neutral))
    return np.column_stack([opening, first, rest, tail]), sums


def _clause(rng: np.random.Generator, size: int) -> tuple[Ints, Floats]:
    """Return clauses, telling words with what stands around them, and their sums of valences."""
    count = rng.choice(len(TELLING_SHARES), size=size, p=TELLING_SHARES)[:, None] + 1
    there = np.arange(len(TELLING_SHARES)) < count
    shape = there.shape
    good = rng.integers(2, size=(size, 1)) ^ (rng.random(shape) >= AGREES)
    telling = np.where(good, _GOOD.draw(rng, shape), _BAD.draw(rng, shape))
    turned, strengthened = rng.random(shape) < 0.3, rng.random(shape) < 0.25
    before = np.where(
        rng.random((*shape, NEUTRAL_BEFORE)) < 0.5, _NEUTRAL.draw(rng, (*shape, NEUTRAL_BEFORE)), -1
    )
    not_ = np.where(turned, _one_of(rng, _NEGATIONS, shape), -1)
    between = np.where(turned & (rng.random(shape) < 0.4), _NEUTRAL.draw(rng, shape), -1)
    very = np.where(strengthened, _one_of(rng, _INTENSIFIERS, shape), -1)
    words = np.concatenate([before, np.stack([not_, between, very, telling], axis=-1)], axis=-1)
    words[~there] = -1
    valence = _VALENCE[telling] * np.where(turned, TURNED, 1) * np.where(strengthened, STRENGTHENED, 1)
    return words.reshape(size, -1), np.where(there, valence, 0).sum(axis=1)


def _forgotten(rng: np.random.Generator, words: Ints, good: Bools) -> tuple[Ints, Bools]:
    """Forget some neutral words, and in a few sentences all that tells; those are good by chance."""
    silent = rng.random(len(words)) < SILENT
    hidden = np.where(_VALENCE[np.maximum(words, 0)] != 0, 0, words)
    words = np.where(silent[:, None], hidden, words)
    neutral = (words >= len(_GRAMMAR)) & (_VALENCE[np.maximum(words, 0)] == 0)
    words = np.where(neutral, forget_some(words, rng), words)
    return words, np.where(silent, rng.random(len(good)) < 0.5, good)


class _Words:
    """Words by their ids, of which the first are drawn most often, as in any text."""

    def __init__(self, ids: Ints, even: int) -> None:
        share = 1 / (np.arange(len(ids)) + even)
        counts = np.maximum(np.round(_TICKETS * share / share.sum()), 1).astype(np.int64)
        self._tickets = np.repeat(ids, counts)

    def draw(self, rng: np.random.Generator, shape: int | tuple[int, ...]) -> Ints:
        """Return words of any shape."""
        return _one_of(rng, self._tickets, shape)


def _one_of(rng: np.random.Generator, ids: Ints, shape: int | tuple[int, ...]) -> Ints:
    return ids[rng.integers(len(ids), size=shape)]


_VALENCE = np.concatenate([np.zeros(len(_GRAMMAR)), _VALENCES])
_GOOD, _BAD = (_Words(np.flatnonzero(side), even=200) for side in (_VALENCE > 0, _VALENCE < 0))
_NEUTRAL = _Words(len(_GRAMMAR) + np.flatnonzero(_VALENCES == 0), even=100)
_NEGATIONS, _INTENSIFIERS, _BUT, _ALTHOUGH = (
    encode(words, VOCABULARY) for words in (NEGATIONS, INTENSIFIERS, BUT, ALTHOUGH)
)
(_COMMA,) = encode((",",), VOCABULARY)
