"""English sentences and their German ones, made by a grammar: a subject, a verb, an object.

A sentence is ten choices, two phrases around a modal verb and a verb. English puts the verb behind the modal
verb, German at the end:

    the small dog   can  see   a   red   house
    der kleine Hund kann       ein rotes Haus  sehen

German articles and adjectives have the gender of their noun and its case: nominative for the subject,
accusative for the object. Adjectives have other endings behind "ein" than behind "der" (Duden, Die Grammatik:
weak and mixed declension). Feminine and neuter nouns have the same forms in both cases.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from ..arrays import Ints
from ..text import encode

MASCULINE, FEMININE, NEUTER = range(3)
NOUNS: Final = {
    "dog": ("Hund", MASCULINE), "bird": ("Vogel", MASCULINE), "frog": ("Frosch", MASCULINE),
    "cat": ("Katze", FEMININE), "cow": ("Kuh", FEMININE), "mouse": ("Maus", FEMININE),
    "horse": ("Pferd", NEUTER), "pig": ("Schwein", NEUTER), "sheep": ("Schaf", NEUTER),
    "tree": ("Baum", MASCULINE), "lamp": ("Lampe", FEMININE), "house": ("Haus", NEUTER),
}  # fmt: skip
"""The nouns and their gender; at the end things, which are objects only."""

SUBJECTS: Final = 9
SIZES: Final = {"small": "klein", "big": "groß", "nice": "nett"}
COLOURS: Final = {"red": "rot", "green": "grün", "white": "weiß", "black": "schwarz"}
MODALS: Final = {"can": "kann", "must": "muss", "will": "wird"}
VERBS: Final = {"sees": "sieht", "hears": "hört", "finds": "findet", "carries": "trägt", "brings": "bringt"}
INFINITIVES: Final = {
    "see": "sehen", "hear": "hören", "find": "finden", "carry": "tragen", "bring": "bringen",
}  # fmt: skip
"""The verbs again, in the same order, as they stand with a modal verb."""

ARTICLES: Final = {
    "the": (("der", "die", "das"), ("den", "die", "das")),
    "a": (("ein", "eine", "ein"), ("einen", "eine", "ein")),
}
"""German articles by case (subject, object) and gender."""

ENDINGS: Final = {
    "the": (("e", "e", "e"), ("en", "e", "e")),
    "a": (("er", "e", "es"), ("en", "e", "es")),
}
"""Endings of adjectives behind an article, by case and gender."""

_BY_KIND: Final[tuple[Iterable[str], ...]] = (ARTICLES, SIZES, COLOURS, NOUNS, MODALS, VERBS, INFINITIVES)
KINDS: Final = tuple(tuple(kind) for kind in _BY_KIND)
"""The English words, kind by kind; those of one kind may stand in one another's place."""

ENGLISH: Final = tuple(word for kind in KINDS for word in kind)
_ENDINGS: Final = ("e", "en", "er", "es")
GERMAN: Final = (
    *dict.fromkeys(word for cases in ARTICLES.values() for genders in cases for word in genders),
    *(stem + ending for stem in (SIZES | COLOURS).values() for ending in _ENDINGS),
    *(word for word, _ in NOUNS.values()),
    *(word for kind in (MODALS, VERBS, INFINITIVES) for word in kind.values()),
)

KIND_NAMES: Final = ("article", "size", "colour", "noun", "modal", "verb")
PLACES: Final = (*KIND_NAMES, *KIND_NAMES[:4])
"""What each of the ten choices is about."""

MODAL, VERB = 4, 5

MAY_LACK: Final = (1, 2, 4, 7, 8)
"""The choices that a sentence may leave out: sizes, colours and the modal verb."""

ADJECTIVES: Final = (1, 2, 7, 8)

_COUNTS: Final = (
    len(ARTICLES), len(SIZES), len(COLOURS), SUBJECTS, len(MODALS), len(VERBS),
    len(ARTICLES), len(SIZES), len(COLOURS), len(NOUNS),
)  # fmt: skip
_STARTS: Final = dict(zip(KIND_NAMES, np.cumsum([0, *map(len, KINDS)]).tolist(), strict=False))
_GENDERS: Final = np.array([gender for _, gender in NOUNS.values()])
_ARTICLE: Final = np.array([[encode(genders, GERMAN) for genders in cases] for cases in ARTICLES.values()])
_ENDING: Final = np.array([[encode(genders, _ENDINGS) for genders in cases] for cases in ENDINGS.values()])
_STEM: Final = encode([stem + _ENDINGS[0] for stem in (SIZES | COLOURS).values()], GERMAN)
_NOUN: Final = encode([word for word, _ in NOUNS.values()], GERMAN)
_MODAL, _VERB, _INFINITIVE = (encode(kind.values(), GERMAN) for kind in (MODALS, VERBS, INFINITIVES))


def pick(rng: np.random.Generator, has: Ints) -> Ints:
    """Return the choices (B, 10) of sentences, -1 for what is left out.

    `has` (B, 5) says whether each of `MAY_LACK` is there.
    """
    picked = rng.integers(_COUNTS, size=(len(has), len(_COUNTS)))
    picked[:, MAY_LACK] = np.where(has, picked[:, MAY_LACK], -1)
    return picked


def english(picked: Ints) -> Ints:
    """Return the places in `ENGLISH` of the words of sentences, (B, 10); -1 where there is none."""
    words = np.where(picked < 0, -1, picked + [_STARTS[place] for place in PLACES])
    words[:, VERB] += np.where(picked[:, MODAL] < 0, 0, len(VERBS))  # behind a modal verb the infinitive
    return words


def german(picked: Ints) -> Ints:
    """Return the places in `GERMAN` of the words of sentences, (B, 10); -1 where there is none."""
    modal, verb = picked[:, MODAL], picked[:, VERB]
    alone = modal < 0
    second, last = np.where(alone, _VERB[verb], _MODAL[modal]), np.where(alone, -1, _INFINITIVE[verb])
    return np.column_stack([_phrase(picked[:, :MODAL], 0), second, _phrase(picked[:, VERB + 1 :], 1), last])


def _phrase(picked: Ints, case: int) -> Ints:
    """Return the German words (B, 4) of phrases in one case."""
    article, size, colour, noun = picked.T
    gender = _GENDERS[noun]
    ending = _ENDING[article, case, gender]
    sized = np.where(size < 0, -1, _STEM[size] + ending)
    coloured = np.where(colour < 0, -1, _STEM[len(SIZES) + colour] + ending)
    return np.column_stack([_ARTICLE[article, case, gender], sized, coloured, _NOUN[noun]])
