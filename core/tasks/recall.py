"""Recall over a gap: "the dog that my family had when i was a child had a fluffy ..." tail.

The subject alone decides the last word; between them stand words that say nothing about it. The network is
a language model: it predicts every next word; the last one counts most, because a sentence holds many words
and only one needs the memory. The gap is the number of words between subject and answer.
"""

from collections.abc import Mapping

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, choose_last, exam_rng, forget_some, last_word
from .phrases import ADVERBIAL, RELATIVE, Phrases, phrase_words

ANSWERS: Mapping[str, str] = {
    "dog": "tail",
    "horse": "mane",
    "bird": "nest",
    "hen": "chick",
    "bear": "cub",
    "cat": "kitten",
    "doll": "dress",
    "sofa": "cushion",
}
ADJECTIVES = ("soft", "brown", "big", "funny", "lovely", "strange", "beautiful", "fluffy")
VERB = ("had", "a")

_WORDS = (UNKNOWN, *ADJECTIVES, *ANSWERS, *ANSWERS.values())
VOCABULARY = (*_WORDS, *sorted({"the", *VERB, *phrase_words(RELATIVE + ADVERBIAL)} - set(_WORDS)))

ANSWER_SHARE = 0.75
"""The last word's share of the loss; all words share the rest.

With 0.5 the RNN does not learn the answer at all; with 0.9 it expects the answer in mid-sentence.
"""

EXAM_GAPS = (3, 5, 8, 12, 16, 20, 25, 30, 35, 40)
EXAM_SIZE = 16
"""Sentences at a point, or fewer where fewer exist: over a gap of 3 words there is one for each subject."""


class Recall(Task):
    """The recall task; trains on gaps from `spec.shortest` to `spec.longest`, one gap a batch."""

    name = "recall"
    title = "Recall over a gap"
    shows = (
        "An RNN loses the subject over a long gap, a GRU and an LSTM keep it: some of their units learn to "
        "hold, with a gate near 1 while neutral words go by."
    )
    right_when = "the most probable word after the sentence is the one that belongs to its subject"
    vocabulary = VOCABULARY
    classes = VOCABULARY
    probe = "the dog that my family had when i was a child had a fluffy"
    probe_answer = "tail"
    samples = (
        probe,
        "the cat had a big",
        "the horse that we saw in the garden had a beautiful",
        "the bird that i knew so well when we were in town had a funny",
        "the sofa by the old house near the river had a strange",
        "the hen that my sister found on the way to school one day last year in the winter sun had a soft",
    )
    telling = evidence = frozenset(ANSWERS)
    exam_points = EXAM_GAPS
    curve_name = "gap"
    curve_unit = "words"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        patient = TrainSpec(steps=800, learning_rate=0.005)  # the RNN learns less at the others' pace
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=32),
            TaskSpec("recall", shortest=3, longest=24),
            patient if kind == "rnn" else TrainSpec(steps=450, learning_rate=0.012),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self._phrases = Phrases(VOCABULARY, relative=True)
        self._subjects = encode(ANSWERS, VOCABULARY)
        self._answers = encode(ANSWERS.values(), VOCABULARY)
        self._the = encode(("the",), VOCABULARY)
        self._verb = encode(VERB, VOCABULARY)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences with one gap; short gaps come more often than long ones."""
        gap = self.spec.shortest + int((self.spec.longest + 1 - self.spec.shortest) * rng.random() ** 2)
        return self._sentences(rng, rng.integers(len(ANSWERS), size=size), gap, held_out=False)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences with a gap of `point` words, every subject equally often."""
        rng, subjects = exam_rng(point), np.arange(len(ANSWERS))
        return asked_once(
            lambda: self._sentences(rng, subjects, point, held_out=True), EXAM_SIZE, len(ANSWERS)
        )

    def _sentences(self, rng: np.random.Generator, subjects: Ints, gap: int, held_out: bool) -> Batch:
        size = len(subjects)
        words = np.empty((size, gap + 3), np.int64)  # the, the subject, the gap, the answer
        words[:, 0] = self._the
        words[:, 1] = self._subjects[subjects]
        words[:, 2:-4] = self._phrases.draw(rng, size, gap - 3)
        words[:, -4:-2] = self._verb
        words[:, -2] = choose_last(words[:, :-2].sum(axis=1), 1, rng, held_out)
        words[:, -1] = self._answers[subjects]
        ids, targets = words[:, :-1].copy(), words[:, 1:]
        if not held_out:
            ids[:, 2:-3] = forget_some(ids[:, 2:-3], rng)
        weights = np.full(ids.shape, (1 - ANSWER_SHARE) / ids.shape[1], np.float32)
        weights[:, -1] += ANSWER_SHARE
        last = np.full(size, ids.shape[1] - 1)
        return Batch(ids, targets, weights, last, last_word(ids, last))
