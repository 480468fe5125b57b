"""Reviews: "2" asks for "the food was bad and the room was poor. we did not like it".

One word is read, many are written: a language model whose first word is the condition. All that follows has
to agree with it: the adjectives, the "but" of three stars, which praise and blame, and the last sentence. In
training the network learns the next word after every word. In the exam it writes reviews by itself, each word
drawn from what it expects and then read, and a review is right if the grammar has it for these stars.

One review in eight is kept from training: a network that writes those has not learnt its reviews by heart.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import UNKNOWN, encode
from .base import Batch, Measured, Task, asked_once, close_up, exam_rng
from .split import draw_side, is_held_out
from .translation import END
from .words import put_together

STARS = ("1", "2", "3", "4", "5")
THINGS = (
    ("food", "breakfast", "coffee"),
    ("room", "bed", "view"),
    ("service", "music", "bar"),
    ("pool", "garden", "beach"),
)
"""What is judged first, second, third and fourth."""

ADJECTIVES = (
    ("terrible", "awful", "horrible", "dreadful"),
    ("bad", "poor", "dull", "boring"),
    ("good", "nice", "pleasant", "fine"),
    ("wonderful", "perfect", "excellent", "brilliant"),
)
"""From worst to best: of one, two, four and five stars; three stars have good and bad ones."""

CLOSINGS = (
    ("we hated it", "never again"),
    ("we did not like it", "we will not come back"),
    ("it was all right", "we are not sure"),
    ("we liked it", "we may come back"),
    ("we loved it", "we will come back"),
)
"""What ends a review, by its stars."""

_FRAME = ("the", "was", "and", "but", ".")
_CLOSING_WORDS = dict.fromkeys(word for pair in CLOSINGS for said in pair for word in said.split())
VOCABULARY = (
    UNKNOWN, *STARS,
    *dict.fromkeys((*_FRAME, *(word for kind in (*THINGS, *ADJECTIVES) for word in kind), *_CLOSING_WORDS)),
    END,
)  # fmt: skip
ASKED = 48
"""Reviews that the exam has the network write for each number of stars."""

FEWEST = 2
"""Judgements of the shortest review."""

MIXED = 3
"""Stars of a review that praises and blames."""

_BAD, _GOOD = 1, 2
_OF_STARS = {1: 0, 2: _BAD, 4: _GOOD, 5: 3}
_KIND = np.array([_OF_STARS.get(stars, 0) for stars in range(len(STARS) + 1)])
_THE, _WAS, _AND, _BUT, _STOP = (VOCABULARY.index(word) for word in _FRAME)
_STARS = encode(STARS, VOCABULARY)
_THINGS, _ADJECTIVES = (
    np.array([encode(kind, VOCABULARY) for kind in kinds]) for kinds in (THINGS, ADJECTIVES)
)
_LONGEST_CLOSING = max(len(said.split()) for pair in CLOSINGS for said in pair)


def _padded(said: str) -> list[int]:
    """Return the ids of a closing, its end with it, filled up with -1."""
    ids = [*encode(said.split(), VOCABULARY).tolist(), VOCABULARY.index(END)]
    return ids + [-1] * (_LONGEST_CLOSING + 1 - len(ids))


_CLOSINGS = np.array([[_padded(said) for said in pair] for pair in CLOSINGS])


class Reviews(Task):
    """Reviews of `spec.shortest` to `spec.longest` judgements, one number a batch."""

    name = "reviews"
    title = "Reviews from a number of stars"
    shows = (
        "One number is read, a whole review is written: nineteen times in twenty it goes with its stars, "
        "from the first adjective to the last sentence. All three cells learn it, an RNN not on every seed. "
        "Some of what they write was kept from their training."
    )
    right_when = "the review that the network writes by itself follows the grammar and says as many stars"
    vocabulary = VOCABULARY
    classes = VOCABULARY
    generates = True
    start = "5"
    probe = "1 the food was terrible and the room was"
    probe_answer = "awful"
    samples = ("1", "2", "3", "4", "5", probe, "3 the view was nice but the bed")
    telling = frozenset(STARS)
    evidence = frozenset(STARS)
    kinds = (
        frozenset(STARS),
        *map(frozenset, THINGS),
        frozenset(word for kind in ADJECTIVES for word in kind),
    )
    exam_points = (1, 2, 3, 4, 5)
    point_names = ("1 star", "2 stars", "3 stars", "4 stars", "5 stars")
    curve_name = "rating"
    curve_unit = "stars"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=64),
            TaskSpec("reviews", shortest=2, longest=3),
            TrainSpec(steps=1000, learning_rate=0.01),
        )

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training reviews with one number of judgements."""
        judgements = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        return _asked(_drawn(rng, size, judgements, held_out=False))

    def exam(self, point: int) -> Batch:
        """Return held-out reviews with `point` stars; what is judged is what the network writes by itself."""
        rng = exam_rng(point)
        return asked_once(lambda: _asked(_drawn(rng, ASKED, 3, True, point)), ASKED)

    def best_constant(self, points: Sequence[int]) -> float:
        """Return the share right for the best single review: it goes with one number of stars."""
        return 1 / len(points)

    def write(self, words: Sequence[str]) -> str:
        """Put words together to text, with no space before the full stop."""
        return put_together(words)


def stars_of(words: Sequence[str]) -> int | None:
    """Return how many stars a review says, without its sign for the end; None if it is none of the grammar's.

    >>> stars_of("the bed was bad and the food was poor . we did not like it".split())
    2
    """
    text = " ".join(words)
    return next((stars for stars, form in _FORMS.items() if form.fullmatch(text)), None)


def is_new(stars: int, words: Sequence[str]) -> bool:
    """Whether a review that the grammar has for some stars is one of those that training never reads."""
    ids = encode([STARS[stars - 1], *words, END], VOCABULARY)
    width = 1 + words.index(".") + 1 + _CLOSINGS.shape[2]
    return bool(is_held_out(np.pad(ids, (0, width - len(ids)), constant_values=-1)[None])[0])


def _form(stars: int) -> str:
    """Return the pattern of all reviews with some stars."""
    ways = [(_BAD, _GOOD), (_GOOD, _BAD)] if stars == MIXED else [(_OF_STARS[stars],) * 2]
    said = [
        _said([*[first] * turn, *[second] * (count - turn)])
        for first, second in ways
        for count in range(FEWEST, len(THINGS) + 1)
        for turn in range(1, count)
    ]
    return rf"(?:{'|'.join(dict.fromkeys(said))}) \. (?:{'|'.join(CLOSINGS[stars - 1])})"


def _said(kinds: Sequence[int]) -> str:
    """Return the pattern of judgements of these kinds."""
    judged = [
        rf"the (?:{'|'.join(things)}) was (?:{'|'.join(ADJECTIVES[kind])})"
        for things, kind in zip(THINGS, kinds, strict=False)
    ]
    joined = ["", *(" and " if one == other else " but " for one, other in pairwise(kinds))]
    return "".join(join + said for join, said in zip(joined, judged, strict=True))


_FORMS = {stars: re.compile(_form(stars)) for stars in range(1, len(STARS) + 1)}


def _drawn(
    rng: np.random.Generator, size: int, judgements: int, held_out: bool, stars: int | None = None
) -> Ints:
    """Return reviews (size, W) with their stars before and their end behind, -1 where there is no word."""

    def draw(count: int) -> Ints:
        given = rng.integers(1, len(STARS) + 1, size=count) if stars is None else np.full(count, stars)
        kinds = np.repeat(_KIND[given][:, None], judgements, axis=1)
        turns = np.arange(judgements) >= rng.integers(1, judgements, size=count)[:, None]
        turned = np.where(turns ^ rng.integers(2, size=(count, 1)).astype(bool), _BAD, _GOOD)
        kinds = np.where(given[:, None] == MIXED, turned, kinds)
        things = _THINGS[np.arange(judgements), rng.integers(_THINGS.shape[1], size=kinds.shape)]
        adjectives = _ADJECTIVES[kinds, rng.integers(_ADJECTIVES.shape[1], size=kinds.shape)]
        joined = np.where(np.diff(kinds, axis=1), _BUT, _AND)
        the, was = np.full_like(things, _THE), np.full_like(things, _WAS)
        joined = np.hstack([joined, np.full((count, 1), _STOP)])
        said = np.stack([the, things, was, adjectives, joined], axis=2).reshape(count, -1)
        closing = _CLOSINGS[given - 1, rng.integers(_CLOSINGS.shape[1], size=count)]
        return np.hstack([_STARS[given - 1][:, None], said, closing])

    words = 1 + 5 * judgements + _CLOSINGS.shape[2]
    return draw_side(draw, size, words, held_out)


def _asked(reviews: Ints) -> Batch:
    """Return reviews as they are read, with the next word asked for after every word."""
    words, lengths = close_up(reviews)
    last = lengths - 2
    judged = np.arange(words.shape[1] - 1) <= last[:, None]
    ids, targets = np.where(judged, words[:, :-1], 0), words[:, 1:]
    weights = (judged / judged.sum(axis=1, keepdims=True)).astype(np.float32)
    return Batch(ids, targets, weights, last, judged)
