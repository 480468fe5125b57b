"""A text of one's own as sentences for word vectors: cut, bounded, or refused in a sentence."""

import re
from collections import Counter
from typing import NamedTuple

from core.text import tokenize
from core.vectors.grammar import Sentences
from pages._shell.words import thousands

LOW, HIGH = 40, 20_000
"""Characters of a text."""

MOST_WORDS = 60
"""Different words that get a vector, the most frequent ones."""

STEPS = 800
_LONG = 24
"""Characters from space to space, on average, beyond which a text has no spaces between its words."""


class OwnText(NamedTuple):
    """The sentences of a text, of its most frequent words only, and how many different words it has."""

    sentences: Sentences
    different: int


def cut(text: str) -> OwnText:
    """Return the sentences of a text, without marks and in small letters.

    Raises:
        ValueError: If it has too many or too few characters, no spaces, or fewer than two different words
            that stand in one sentence.
    """
    if not LOW <= len(text.strip()) <= HIGH:
        raise ValueError(
            f"The text has {thousands(len(text.strip()))} characters; "
            f"paste {LOW} to {thousands(HIGH)}, better some thousand."
        )
    cut_up = [tokenize(sentence) for sentence in re.split(r"[.!?…\n。]+", text)]
    sentences = [[word for word in words if any(map(str.isalnum, word))] for words in cut_up]
    found = Counter(word for words in sentences for word in words)
    if not found:
        raise ValueError("There is no word in this text. Paste sentences with words.")
    if len(text) / len(text.split()) > _LONG:
        raise ValueError("This text has no spaces between its words, so they cannot be told apart here.")
    if len(found) == 1:
        raise ValueError(f"This text has only one word, “{next(iter(found))}”. Neighbours need two or more.")
    kept = {word for word, _ in found.most_common(MOST_WORDS)}
    known = (tuple(word for word in words if word in kept) for words in sentences)
    together = tuple(words for words in known if len(set(words)) > 1)
    if not together:
        raise ValueError("No sentence of this text has two different words that come often enough.")
    return OwnText(together, len(found))
