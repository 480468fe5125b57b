"""Subject-verb agreement: "the cat , which the dogs were chasing near the trees , ..." was.

Subject and verb agree in number; between them stand other nouns of either number, the distractors, some with
a verb of their own. The network is a language model: it predicts every next word, so it learns from the
clause that a verb agrees with the noun just before it, which is wrong for the verb that is judged: the one
after the second comma.
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, exam_rng, forget_some, joined, last_word
from .split import draw_side

SINGULAR = ("cat", "dog", "horse", "bird", "child", "girl", "king", "farmer")
PLURAL = ("cats", "dogs", "horses", "birds", "children", "girls", "kings", "farmers")
VERBS = ("was", "were")
ACTIONS = ("chasing", "watching", "calling", "following")
PREPOSITIONS = ("near", "behind", "beside", "below")
ADVERBS = ("today", "often", "again", "alone")

VOCABULARY = (
    UNKNOWN, *SINGULAR, *PLURAL, *VERBS, *ACTIONS, *PREPOSITIONS, *ADVERBS,
    "the", "which", ",",
)  # fmt: skip

VERB_SHARE = 0.75
"""The judged verb's share of the loss; all words share the rest."""

OWN_VERB_SHARE = 0.5
"""How often the first distractor has a verb of its own."""

ADVERB_SHARE = 0.75
"""How often an adverb stands before the second comma."""

EXAM_DISTRACTORS = (0, 1, 2, 3, 4, 5, 6, 8)
EXAM_SIZE = 32
FORMS = 4
"""How many forms of sentence share a point of the exam, half of them for each number of the subject."""


class Agreement(Task):
    """The agreement task; trains on `spec.shortest` to `spec.longest` distractors, one number a batch."""

    name = "agreement"
    title = "Subject-verb agreement"
    shows = (
        "All three cells learn it, the RNN too: one unit can hold one bit. Early in training a GRU, and "
        "mostly an LSTM, follow the nearest noun, and are wrong more often than by chance."
    )
    right_when = "the most probable word after the second comma is the verb that agrees with the subject"
    vocabulary = VOCABULARY
    classes = VOCABULARY
    probe = "the cat , which the dogs were chasing near the children ,"
    probe_answer = "was"
    samples = (
        probe,
        "the cats , alone ,",
        "the cats , near the dog ,",
        "the farmers , which the king was calling today ,",
        "the child , near the birds behind the dogs ,",
        "the girls , below the horse beside the king behind the bird near the cat again ,",
    )
    telling = frozenset(SINGULAR + PLURAL)
    exam_points = EXAM_DISTRACTORS
    curve_name = "opposite nouns"
    curve_unit = "nouns between"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=32),
            TaskSpec("agreement", shortest=0, longest=3),
            TrainSpec(steps=1000 if kind == "rnn" else 600, learning_rate=0.003),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self._nouns = encode(SINGULAR + PLURAL, VOCABULARY).reshape(2, -1)
        self._verbs, self._actions = encode(VERBS, VOCABULARY), encode(ACTIONS, VOCABULARY)
        self._prepositions, self._adverbs = encode(PREPOSITIONS, VOCABULARY), encode(ADVERBS, VOCABULARY)
        self._the, self._which, self._comma = encode(("the", "which", ","), VOCABULARY)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences with one number of distractors, each noun of either number.

        Few distractors are more frequent than many, as in everyday speech.
        """
        span = self.spec.longest + 1 - self.spec.shortest
        distractors = self.spec.shortest + int(span * rng.random() ** 3)
        return self._sentences(rng, size, distractors)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences with `point` distractors, all of the number that the subject has not."""
        rng = exam_rng(point)
        return asked_once(
            lambda: joined([self._sentences(rng, EXAM_SIZE // FORMS, point, number) for number in (0, 1)]),
            EXAM_SIZE,
            len(VERBS),
        )

    def _sentences(
        self, rng: np.random.Generator, size: int, distractors: int, exam_number: int | None = None
    ) -> Batch:
        """Return sentences of one form; those of the exam have subjects of one number (0 singular)."""
        held_out = exam_number is not None
        own_verb = distractors > 0 and rng.random() < OWN_VERB_SHARE
        adverb = not distractors or rng.random() < ADVERB_SHARE

        def draw(count: int) -> Ints:
            return self._draw(rng, count, distractors, own_verb, adverb, exam_number)

        length = 4 + 3 * distractors + 2 * own_verb + adverb
        words = draw_side(draw, size, length, held_out)
        ids, targets = words[:, :-1].copy(), words[:, 1:]
        if adverb and not held_out:
            ids[:, -2] = forget_some(ids[:, -2], rng)
        weights = np.full(ids.shape, (1 - VERB_SHARE) / ids.shape[1], np.float32)
        weights[:, -1] += VERB_SHARE
        last = np.full(size, ids.shape[1] - 1)
        return Batch(ids, targets, weights, last, last_word(ids, last))

    def _draw(
        self,
        rng: np.random.Generator,
        count: int,
        distractors: int,
        own_verb: bool,
        adverb: bool,
        exam_number: int | None,
    ) -> Ints:
        """Return sentences and their verbs as ids (count, length + 1), of either side."""
        number = rng.integers(2, size=count) if exam_number is None else np.full(count, exam_number)
        others = rng.integers(2, size=(distractors, count)) if exam_number is None else 1 - number[None]

        def one_of(words: Ints) -> Ints:
            return words[rng.integers(len(words), size=count)]

        def noun(of_number: Ints) -> list[Ints | np.int64]:
            return [self._the, self._nouns[of_number, rng.integers(len(SINGULAR), size=count)]]

        columns = [*noun(number), self._comma]
        others = np.broadcast_to(others, (distractors, count))
        if own_verb:
            columns += [self._which, *noun(others[0]), self._verbs[others[0]], one_of(self._actions)]
        for other in others[own_verb:]:
            columns += [one_of(self._prepositions), *noun(other)]
        columns += [one_of(self._adverbs)] if adverb else []
        columns += [self._comma, self._verbs[number]]
        return np.stack([np.broadcast_to(column, count) for column in columns], axis=1)
