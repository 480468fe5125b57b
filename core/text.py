"""Sentence to words to ids, and back.

Any string may come: other scripts and emoji stay whole, markup is plain text, invisible control characters
vanish. Knows nothing about networks.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .arrays import Bools, Ints

UNKNOWN = "<unk>"
"""Stands for every word that a vocabulary does not have; its id is 0."""

MAX_TOKENS = 128
"""Words of a sentence that are read; the rest is dropped and counted."""

MAX_LETTERS = 64
"""Characters of one word that are kept."""

_JOINER = "\u200d"
_DRAWN_OUT = re.compile(r"(.)\1{2,}", re.DOTALL)
_LOOKS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""How an emoji looks, in colour or with a tone of skin."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A sentence as a network reads it: a value, which may be a key.

    T `words` as typed, `ids` (T,) and `known` (T,), both read-only, and how many words were `dropped`. The
    ids are those of one `vocabulary`, the words by id; it is empty where nothing but the ids is known. Two
    readings are equal whatever `text` they were read from.
    """

    words: tuple[str, ...]
    ids: Ints
    known: Bools
    dropped: int = 0
    vocabulary: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        for name in ("ids", "known"):
            array = np.array(getattr(self, name))
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reading):
            return NotImplemented
        mine, its = ((one.words, one.dropped, one.vocabulary) for one in (self, other))
        return mine == its and np.array_equal(self.ids, other.ids) and np.array_equal(self.known, other.known)

    def __hash__(self) -> int:
        return hash((self.words, self.ids.tobytes()))


def tokenize(text: str) -> tuple[str, ...]:
    """Return the lower-cased words, numbers and marks of any text.

    >>> tokenize("The film wasn't GOOD, at all!")
    ('the', 'film', "wasn't", 'good', ',', 'at', 'all', '!')
    """
    return tuple(word.lower() for word in _split(text))


def as_written(text: str) -> tuple[str, ...]:
    """Return the words, numbers and marks of any text as they were typed."""
    return tuple(_split(text))


def read(text: str, vocabulary: Sequence[str]) -> Reading:
    """Look up the words of a sentence, in their `spellings`; at most `MAX_TOKENS` of them.

    Raises:
        ValueError: if there is no word in the text.
    """
    if type(text) is not str:
        raise ValueError(f"The sentence is a {type(text).__name__}; expected text.")
    words = _split(text)
    if not words:
        raise ValueError("There is no word in this sentence. Type at least one word.")
    kept = tuple(words[:MAX_TOKENS])
    ids = _look_up(kept, vocabulary, as_written=False)
    return Reading(kept, ids, ids != 0, len(words) - len(kept), tuple(vocabulary), text)


def read_words(words: Sequence[str], vocabulary: Sequence[str]) -> Reading:
    """Look up words that are cut already: as they are written or, if there is none, as a text's are.

    Raises:
        ValueError: if these are no words, or there is none.
    """
    if not isinstance(words, Sequence) or not all(isinstance(word, str) and word for word in words):
        raise ValueError(
            f"The sentence is a {type(words).__name__}; expected text, or a list of words such as "
            '["the", "film"].'
        )
    if not words:
        raise ValueError("There is no word in this sentence. Give at least one.")
    kept = tuple(word[:MAX_LETTERS] for word in words[:MAX_TOKENS])
    ids = _look_up(kept, vocabulary, as_written=True)
    return Reading(kept, ids, ids != 0, len(words) - len(kept), tuple(vocabulary), " ".join(words))


def encode(words: Iterable[str], vocabulary: Sequence[str]) -> Ints:
    """Return the id of every word, 0 for those the vocabulary does not have, shape (T,)."""
    ids = _ids_of(tuple(vocabulary))
    return np.array([ids.get(word, 0) for word in words], dtype=np.int64)


@lru_cache(maxsize=4096)
def spellings(word: str) -> tuple[str, ...]:
    """Return in which ways a word is looked up: in small letters, an emoji in any look, “sooo” as “so”.

    >>> spellings("SOOO")
    ('sooo', 'soo', 'so')
    """
    small = word.lower()
    plain = _LOOKS.sub("", small)
    twice, once = (_DRAWN_OUT.sub(kept, plain) for kept in (r"\1\1", r"\1"))
    return tuple(dict.fromkeys((small, plain, *(short for short in (twice, once) if len(short) > 1))))


def _look_up(words: Iterable[str], vocabulary: Sequence[str], *, as_written: bool) -> Ints:
    ids = _ids_of(tuple(vocabulary))
    asked = ((word, *spellings(word)) if as_written else spellings(word) for word in words)
    return np.array([next((ids[one] for one in each if one in ids), 0) for each in asked], dtype=np.int64)


@lru_cache(maxsize=64)
def _ids_of(vocabulary: tuple[str, ...]) -> Mapping[str, int]:
    return {word: index for index, word in enumerate(vocabulary)}


def decode(ids: Iterable[int], vocabulary: Sequence[str]) -> tuple[str, ...]:
    """Return the words with these ids."""
    return tuple(vocabulary[index] for index in ids)


def _split(text: str) -> list[str]:
    """Cut a text into words, numbers and marks, as they were typed."""
    words: list[str] = []
    word = ""
    joined = False  # the last character asks for the next one to be part of the same emoji
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character == _JOINER:
            joined = not word
            continue
        if category in ("Cc", "Cs", "Cf", "Cn", "Co") and not character.isspace():
            continue
        if character in "'’ʼ" and word:
            word += "'"
            continue
        if category[0] in "LN" or (category[0] == "M" and word):
            word += character
            joined = False
            continue
        word = _finish(words, word)
        if character.isspace() or category[0] == "Z":
            joined = False
        elif words and (category in ("Mn", "Me") or (category == "Sk" and character > "\uffff")):
            words[-1] += character
        elif words and joined:
            words[-1] += _JOINER + character
            joined = False
        else:
            words.append(character)
    _finish(words, word)
    return [word[:MAX_LETTERS] for word in words]


def _finish(words: list[str], word: str) -> str:
    """Append a finished word, with apostrophes at its end as marks of their own."""
    bare = word.rstrip("'")
    if bare:
        words.append(bare)
        words.extend("'" * (len(word) - len(bare)))
    return ""
