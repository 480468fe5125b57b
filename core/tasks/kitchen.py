"""A small text about food and clothes, made for one lesson: "pear" and "pair" have their own places in it.

It is drawn from a few patterns, so it is simpler than what people say.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np

from ..text import UNKNOWN

STOP = "."
"""Between sentences, and at their end."""

_COUNT = 600
_FILL = {
    "food": ("apple", "pear", "plum", "carrot", "tomato", "lemon", "bean", "onion"),
    "dish": ("salad", "soup", "cake", "pie", "tart"),
    "things": ("shoes", "gloves", "socks", "boots", "trousers"),
    "who": ("my mother", "my sister", "the cook", "the boy", "she", "he"),
    "made": ("made", "ate", "bought", "wanted", "liked"),
    "where": ("on the table", "in the kitchen", "in the shop", "under the bed"),
}
_PATTERNS = (
    "the {food} and {food} {dish} was good",
    "the {food} {dish} was {where}",
    "{who} {made} the {food} and {food} {dish}",
    "{who} {made} an apple and a {food}",
    "{who} {made} a pair of {things}",
    "a pair of {things} was {where}",
    "the pair of {things} and the {food} were {where}",
    "{who} {made} a {dish} and a pair of {things}",
)


def _filled(pattern: str, rng: np.random.Generator) -> str:
    draw = partial(_one_of, rng)
    for name, words in _FILL.items():
        while f"{{{name}}}" in pattern:
            pattern = pattern.replace(f"{{{name}}}", draw(words), 1)
    return pattern


def _one_of(rng: np.random.Generator, words: Sequence[str]) -> str:
    return words[int(rng.integers(len(words)))]


def drawn(seed: int) -> tuple[tuple[str, ...], ...]:
    """Return sentences as words."""
    rng = np.random.default_rng(seed)
    return tuple(tuple(_filled(_PATTERNS[rng.integers(len(_PATTERNS))], rng).split()) for _ in range(_COUNT))


SENTENCES = drawn(0)
"""The text of the lesson."""

VOCABULARY = (UNKNOWN, STOP, *sorted({word for sentence in SENTENCES for word in sentence}))
"""The words of the text, after the unknown word."""
