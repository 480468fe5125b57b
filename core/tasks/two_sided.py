"""Two small tables for the task *tags*, made by grammars: what tells a tag stands on either side of its word.

    meanings  "the hungry crane was by the river and the mouse in the garden was broken"
              "crane" is an animal: the word before it says so. "mouse" is a thing: that comes later.
    verbs     "the dogs near the park is happy"
              Every word is tagged "wrong": subject and verb do not agree. Between them, what stands on the
              left and what stands on the right have to be compared; neither tells anything alone.

Half of all clues stand before their noun and half behind it; half of all verbs are wrong. Knows no networks.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from ..spec import TaskSpec

NOUNS: Final = ("crane", "mouse", "jaguar", "beetle", "seal", "bat")
"""Each is an animal, and a thing as well."""

KINDS: Final = ("animal", "thing")
CLUES: Final = {
    "animal": ("hungry", "sleepy", "wild", "frightened", "tame", "thirsty"),
    "thing": ("broken", "rusty", "expensive", "plastic", "repaired", "painted"),
}
NO_NOUN: Final = "-"
"""The tag of all other words."""

AND: Final = "and"
"""Between two clauses: a clue tells nothing beyond it."""

SUBJECTS: Final = (
    ("dog", "cat", "child", "farmer", "horse", "bird"),
    ("dogs", "cats", "children", "farmers", "horses", "birds"),
)
"""Singular and plural."""

VERBS: Final = (("is", "was"), ("are", "were"))
AGREES: Final = ("wrong", "right")
_MOODS: Final = ("happy", "tired", "hungry", "quiet", "late", "small")
_WHERE: Final = (
    "by the river",
    "in the garden",
    "near the house",
    "behind the school",
    "under the tree",
    "at the station",
    "on the roof",
    "beside the road",
)
_WHEN_AND_WHERE: Final = (
    "near the park",
    "by the river",
    "in the garden",
    "behind the house",
    "on monday",
    "in the morning",
    "after lunch",
    "at the station",
)
ROWS: Final = 480
LONGEST: Final = 40
"""Words of a row that are read; no row has more."""

_TABLE, _TEST = 0, 1


class Asked(NamedTuple):
    """A word that is asked about: its place, and whether what tells its tag stands before it."""

    place: int
    before: bool


class Tagged(NamedTuple):
    """A sentence: its words, as many tags, and the words that are asked about."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    asked: tuple[Asked, ...]


Grammar = Callable[[np.random.Generator], Tagged]


def meanings(rng: np.random.Generator) -> Tagged:
    """Draw one clause about a noun, or two with "and" between them."""
    first = _clause(rng)
    if rng.integers(2):
        return first
    second, after = _clause(rng), len(first.words) + 1
    return Tagged(
        (*first.words, AND, *second.words),
        (*first.tags, NO_NOUN, *second.tags),
        (*first.asked, *(Asked(place + after, before) for place, before in second.asked)),
    )


def verbs(rng: np.random.Generator) -> Tagged:
    """Draw a sentence whose subject and verb agree or do not; the words between them are asked about."""
    subject, verb = map(int, rng.integers(2, size=2))
    between = _phrases(rng, _WHEN_AND_WHERE, 1 + int(rng.integers(2)))
    end = _phrases(rng, _WHEN_AND_WHERE, int(rng.integers(2)))
    words = (
        "the",
        _one(rng, SUBJECTS[subject]),
        *between,
        _one(rng, VERBS[verb]),
        _one(rng, _MOODS),
        *end,
    )
    asked = tuple(Asked(2 + place, before=True) for place in range(len(between)))
    return Tagged(words, (AGREES[subject == verb],) * len(words), asked)


@lru_cache(maxsize=8)
def table(grammar: Grammar) -> TaskSpec:
    """Return the task of learning `ROWS` sentences of a grammar."""
    lines = [f"{' '.join(row.tags)}\t{' '.join(row.words)}" for row in _drawn(grammar, ROWS)]
    return TaskSpec("tags", shortest=1, longest=LONGEST, text="\n".join(lines))


@lru_cache(maxsize=8)
def unseen(grammar: Grammar, count: int = 200) -> tuple[Tagged, ...]:
    """Return sentences of a grammar that are not in its table, none of them twice."""
    learnt = frozenset(row.words for row in _drawn(grammar, ROWS))
    return _drawn(grammar, count, _TEST, learnt)


@lru_cache(maxsize=8)
def learnt(grammar: Grammar) -> tuple[Tagged, ...]:
    """Return the sentences of the table."""
    return _drawn(grammar, ROWS)


def _drawn(
    grammar: Grammar, count: int, seed: int = _TABLE, without: frozenset[tuple[str, ...]] = frozenset()
) -> tuple[Tagged, ...]:
    rng = np.random.default_rng((0x25DE5, seed))
    found: dict[tuple[str, ...], Tagged] = {}
    while len(found) < count:
        row = grammar(rng)
        if row.words not in without:
            found.setdefault(row.words, row)
    return tuple(found.values())


def _clause(rng: np.random.Generator) -> Tagged:
    kind = KINDS[int(rng.integers(2))]
    before = bool(rng.integers(2))
    clue, noun = _one(rng, CLUES[kind]), _one(rng, NOUNS)
    if before:
        words, place = ("the", clue, noun, "was", *_phrases(rng, _WHERE, 1 + int(rng.integers(2)))), 2
    else:
        words, place = ("the", noun, *_phrases(rng, _WHERE, int(rng.integers(3))), "was", clue), 1
    tags = tuple(kind if at == place else NO_NOUN for at in range(len(words)))
    return Tagged(words, tags, (Asked(place, before),))


def _phrases(rng: np.random.Generator, among: Sequence[str], count: int) -> tuple[str, ...]:
    places = rng.choice(len(among), count, replace=False)
    return tuple(word for place in places for word in among[place].split())


def _one(rng: np.random.Generator, among: Sequence[str]) -> str:
    return among[int(rng.integers(len(among)))]
