"""Tagging with ambiguous first names: "teddy roosevelt was ..." and "teddy bears were ...".

Every word gets a tag: person or other. Only the words after "teddy" say which it is: a network that reads
from the left must guess, one that reads from both sides need not. The name is judged.

In training a quarter of the sentences also have people whom nothing else is named after, before the name and
behind it: "harry potter invented a new spell", "with hermione granger". They are not judged.
"""

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, exam_rng, forget_some, joined
from .phrases import ADVERBIAL, Phrases, phrase_words
from .split import draw_side

NAMES = ("teddy", "ginger", "basil", "olive", "iris", "rose", "jack", "robin")
SURNAMES = ("roosevelt", "rogers", "rathbone", "schreiner", "murdoch", "kennedy", "london", "hood")
THINGS = ("bears", "biscuits", "leaves", "trees", "flowers", "bushes", "rabbits", "nests")
"""Each belongs to the name at the same place."""

VERBS = ("were", "was")
"""After things, after a person."""

ENDS = ("here", "there", "found", "seen")

FIRST_NAMES = ("harry", "hermione", "ron", "ada", "alan", "grace", "marie", "albert")
LAST_NAMES = ("potter", "granger", "weasley", "lovelace", "turing", "hopper", "curie", "einstein")
"""Names of people only; any first name goes with any last one."""

DEEDS, DONE = ("invented", "wrote", "learned", "sang"), ("spell", "book", "song", "trick")
"""What they do, to what: "invented a new spell"."""

_NAMED_BEFORE = (
    ("first", "last"),
    ("first", "last", "and", "first", "last"),
    ("first", "last", "deed", "a", "new", "done"),
)
"""Sentences about people, by the kinds of their words; the longest that has room stands before the name."""

_NAMED_BEHIND = ("with", "first", "last")
_KINDS = {"first": FIRST_NAMES, "last": LAST_NAMES, "deed": DEEDS, "done": DONE}
_NAMED = 0.25
"""Share of training sentences with such people, before the name and behind it."""

_WORDS = (UNKNOWN, *NAMES, *SURNAMES, *THINGS, *VERBS, *ENDS)
_PHRASES = sorted(phrase_words(ADVERBIAL) - set(_WORDS))
_OF_PEOPLE = (*FIRST_NAMES, *LAST_NAMES, *DEEDS, *DONE, "and", "a", "new", "with")
VOCABULARY = (*_WORDS, *_PHRASES, *(word for word in _OF_PEOPLE if word not in {*_WORDS, *_PHRASES}))
AFTER = 4
"""The name, the word that decides, the verb and its end."""

NEUTRAL_AFTER = 3
"""How many words follow, so that a name occurs in more than a handful of sentences."""

EXAM_PLACES = (0, 1, 2, 3, 4, 6, 8, 12, 16, 20)
EXAM_SIZE = 32


class Tagging(Task):
    """The tagging task; trains with `spec.shortest` to `spec.longest` words before the name."""

    name = "tagging"
    title = "Tagging: who is Teddy?"
    shows = (
        "A network that reads from the left cannot know whether “teddy” is a person, because the next word "
        "decides: all cells stay at chance. With both directions all are right."
    )
    right_when = "the more probable tag is right at the ambiguous name itself, before the next word is read"
    vocabulary = VOCABULARY
    classes = ("other", "person")
    probe = "one day teddy roosevelt was here near the river"
    probe_answer = "person"
    probe_at = -7
    samples = (
        probe,
        "one day teddy bears were here near the river",
        "jack london was here once at home",
        "jack rabbits were here once at home",
        "in the winter sun rose bushes were found near the river",
        "one day in the house near the river robin hood was there on a monday",
        "Harry Potter and Hermione Granger invented a new spell",
    )
    telling = frozenset(SURNAMES + THINGS)
    exam_points = EXAM_PLACES
    curve_name = "place of the name"
    curve_unit = "words before it"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe, in one direction; both are a field of the model."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=8),
            TaskSpec("tagging", shortest=0, longest=6),
            TrainSpec(steps=150, learning_rate=0.02),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self._phrases = Phrases(VOCABULARY, relative=False)
        self._names = encode(NAMES, VOCABULARY)
        self._seconds = encode(THINGS + SURNAMES, VOCABULARY).reshape(2, -1)
        self._kinds = {kind: encode(words, VOCABULARY) for kind, words in _KINDS.items()}
        self._people = np.concatenate([self._kinds["first"], self._kinds["last"]])
        self._verbs, self._ends = encode(VERBS, VOCABULARY), encode(ENDS, VOCABULARY)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences with the name at one place."""
        place = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return self._sentences(rng, size, place)

    def exam(self, point: int) -> Batch:
        """Return held-out sentences with `point` words before the name; half of the names are persons."""
        rng = exam_rng(point)
        return asked_once(
            lambda: joined([self._sentences(rng, EXAM_SIZE // 2, point, person) for person in (0, 1)]),
            EXAM_SIZE,
            len(self.classes),
        )

    def _sentences(
        self, rng: np.random.Generator, size: int, place: int, exam_person: int | None = None
    ) -> Batch:
        held_out = exam_person is not None

        def draw(count: int) -> Ints:
            person = rng.integers(2, size=count) if exam_person is None else np.full(count, exam_person)
            which = rng.integers(len(NAMES), size=count)
            end = self._ends[rng.integers(len(ENDS), size=count)]
            after = (self._names[which], self._seconds[person, which], self._verbs[person], end, person)
            before, behind = (self._phrases.draw(rng, count, words) for words in (place, NEUTRAL_AFTER))
            if not held_out:
                fitting = [kinds for kinds in _NAMED_BEFORE if len(kinds) <= place]
                before = self._about_people(rng, before, fitting[-1] if fitting else ())
                behind = self._about_people(rng, behind, _NAMED_BEHIND)
            return np.hstack([before, np.stack(after[:-1], axis=1), behind, after[-1][:, None]])

        rows = draw_side(draw, size, place + AFTER + NEUTRAL_AFTER, held_out)
        ids, person = rows[:, :-1].copy(), rows[:, -1:]
        others = np.isin(ids, self._people)
        if not held_out:
            ids[:, :place] = forget_some(ids[:, :place], rng)
        judged = np.zeros(ids.shape, bool)
        judged[:, place] = True
        named = judged | np.roll(judged, 1, axis=1)  # the name and the word after it
        weights = np.full(ids.shape, 1 / ids.shape[1], np.float32)
        return Batch(ids, np.where(named, person, others), weights, np.full(size, ids.shape[1] - 1), judged)

    def _about_people(self, rng: np.random.Generator, phrases: Ints, kinds: tuple[str, ...]) -> Ints:
        """Begin some of the phrases (N, words) with words of these kinds instead."""
        words = [self._kinds.get(kind, encode([kind], VOCABULARY)) for kind in kinds]
        drawn = [ids[rng.integers(len(ids), size=len(phrases))] for ids in words]
        if not drawn:
            return phrases
        changed = np.hstack([np.stack(drawn, axis=1), phrases[:, len(drawn) :]])
        return np.where(rng.random((len(phrases), 1)) < _NAMED, changed, phrases)
