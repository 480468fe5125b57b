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
"""Batches of a training on it."""

_LONG = 24
"""Characters from space to space, on average, beyond which a text has no spaces between its words."""

_LONG_SIGNS = 8
"""The same for scripts whose words are a few signs, and are written without spaces as a rule."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""

_ENDS = re.compile(r"[.!?…\n。！？｡]+")


class OwnText(NamedTuple):
    """A text as sentences.

    Attributes:
        sentences: All of them, without marks and in small letters.
        frequent: Those in which two different ones of the MOST_WORDS most frequent words stand, without the
            other words.
        counts: Each word with how often it comes, the most frequent first.
    """

    sentences: Sentences
    frequent: Sentences
    counts: tuple[tuple[str, int], ...]


def cut(text: str) -> OwnText:
    """Return the sentences of a text.

    Raises:
        ValueError: If it has too many or too few characters, no spaces, or fewer than two different words
            that stand in one sentence.
    """
    if not LOW <= len(text.strip()) <= HIGH:
        raise ValueError(
            f"The text has {thousands(len(text.strip()))} characters; "
            f"paste {LOW} to {thousands(HIGH)}, better some thousand."
        )
    cut_up = [tokenize(sentence) for sentence in _ENDS.split(text)]
    words = [tuple(word for word in one if any(map(str.isalnum, word))) for one in cut_up]
    sentences = tuple(one for one in words if one)
    found = Counter(word for sentence in sentences for word in sentence)
    if not found:
        raise ValueError("There is no word in this text. Paste sentences with words.")
    if _without_spaces(text):
        raise ValueError(
            "This text has no spaces between its words, so they cannot be told apart here. "
            "Put spaces between them."
        )
    if len(found) == 1:
        raise ValueError(f"This text has only one word, “{next(iter(found))}”. Neighbours need two or more.")
    kept = {word for word, _ in found.most_common(MOST_WORDS)}
    known = (tuple(word for word in sentence if word in kept) for sentence in sentences)
    together = tuple(words for words in known if len(set(words)) > 1)
    if not together:
        raise ValueError("No sentence of this text has two different words that come often enough.")
    return OwnText(sentences, together, tuple(found.most_common()))


def _without_spaces(text: str) -> bool:
    """Return whether what stands between two spaces is too long for a word."""
    signs = len(_UNSPACED.findall(text))
    longest = _LONG_SIGNS if 2 * signs > len("".join(text.split())) else _LONG
    return len(text) / len(text.split()) > longest
