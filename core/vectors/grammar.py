"""A small grammar on whose sentences analogies can be checked: eight people, told apart by sex, rank and age.

Each person is one crossing of the three. Each sentence names a person, one word that goes with each of
its three values, and two words that say nothing: "today wise king his near throne". So a word's
neighbours say all that there is to know about it. Texts that people write are not like that.
"""

from itertools import product
from typing import NamedTuple, TypeAlias

import numpy as np

Sentences: TypeAlias = tuple[tuple[str, ...], ...]

VALUES = {
    "male": ("he", "his", "him", "beard"),
    "female": ("she", "her", "hers", "dress"),
    "common": ("village", "field", "market", "farm"),
    "royal": ("palace", "throne", "court", "crown"),
    "adult": ("old", "wise", "grown", "grey"),
    "young": ("small", "playful", "little", "growing"),
}
"""What stands beside a person who is this."""

FILLERS = ("the", "and", "today", "often", "near", "with", "then", "here")
PEOPLE = ("man", "boy", "king", "prince", "woman", "girl", "queen", "princess")
SEXES, RANKS, AGES = ("male", "female"), ("common", "royal"), ("adult", "young")
CROSSINGS = dict(zip(PEOPLE, product(SEXES, RANKS, AGES), strict=True))
"""Sex, rank and age of each person."""


class Analogy(NamedTuple):
    """`first` − `minus` + `plus` should be `answer`: king − man + woman = queen."""

    first: str
    minus: str
    plus: str
    answer: str


def grammar_sentences(
    count: int = 1200, *, balanced: bool = True, held_out: str = "", seed: int = 0
) -> Sentences:
    """Return `count` sentences of six words of the grammar.

    Args:
        count: How many; of a balanced text each person has an eighth of them, give or take one.
        balanced: Otherwise the second person has half as many sentences as the first, the third a third, and
            so on, and each person keeps to a favourite of the four words of a value in nine cases of ten or
            more.
        held_out: A person of whom no sentence says both sex and rank: one of them, drawn, gives its place to
            another word that says nothing. So the crossing of the two is never shown.
        seed: Of all that is drawn.

    Raises:
        ValueError: If no sentence is asked for, or the grammar does not know the person held out.
    """
    if count < 1:
        raise ValueError(f"A text has at least one sentence; {count} were asked for.")
    if held_out and held_out not in CROSSINGS:
        raise ValueError(f"The grammar has no {held_out!r}; it has {', '.join(PEOPLE)}.")
    generator = np.random.default_rng(seed)
    shares = np.ones(len(PEOPLE)) if balanced else 1 / np.arange(1.0, len(PEOPLE) + 1)
    places = np.cumsum(shares) / shares.sum()
    drawn = generator.permutation(np.searchsorted(places, (np.arange(count) + 0.5) / count))
    return tuple(_sentence(PEOPLE[person], balanced, held_out, generator) for person in drawn)


def _sentence(person: str, balanced: bool, held_out: str, generator: np.random.Generator) -> tuple[str, ...]:
    sex, rank, age = (_beside(person, value, balanced, generator) for value in CROSSINGS[person])
    first, second, third = generator.choice(FILLERS, 3, replace=False).tolist()
    if person == held_out:
        sex, rank = (third, rank) if generator.random() < 0.5 else (sex, third)
    return first, age, person, sex, second, rank


def _beside(person: str, value: str, balanced: bool, generator: np.random.Generator) -> str:
    words = VALUES[value]
    if not balanced and generator.random() < 0.9:
        return words[PEOPLE.index(person) % len(words)]
    return words[int(generator.integers(len(words)))]


def grammar_analogies() -> tuple[Analogy, ...]:
    """Return the 48 analogies among the eight people.

    In each, `first` differs from `minus` in one of sex, rank and age, `plus` from `minus` in another, and the
    answer in both: eight on each of the six faces of the cube of crossings.
    """
    named = {crossing: person for person, crossing in CROSSINGS.items()}
    found = []
    for first, minus, plus in product(PEOPLE, repeat=3):
        one, base, other = CROSSINGS[first], CROSSINGS[minus], CROSSINGS[plus]
        if _differences(one, base) == _differences(base, other) == 1 and _differences(one, other) == 2:
            sex, rank, age = (a if a != b else c for a, b, c in zip(one, base, other, strict=True))
            found.append(Analogy(first, minus, plus, named[sex, rank, age]))
    return tuple(found)


def _differences(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
