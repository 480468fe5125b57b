"""The words of a network that was trained elsewhere, by id: one a line, or JSON.

The word that stands for all unknown ones comes first in a `Network`, so rows are moved along with it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from ...spec import Reads
from ...spec.limits import MOST_IMPORTED_WORDS, shown, within
from ...text import MAX_LETTERS, UNKNOWN
from ..network import first_twice

MOST_BYTES: Final = 1_500_000
"""Of all words together: they stand in the header of a network's file."""

UNKNOWNS: Final = (
    UNKNOWN,
    "<UNK>",
    "[UNK]",
    "[unk]",
    "<unknown>",
    "UNK",
    "unk",
    "<oov>",
    "<OOV>",
    "[OOV]",
    "<?>",
)
"""Words that usually stand for all unknown ones, the most usual first."""

CHARACTERS: Final = {" ": "␣", "\n": "↵"}
"""How a network that reads characters shows those that one cannot see."""


class Words(NamedTuple):
    """Words by id, and the id of the one that stands for all unknown ones; None if there is none."""

    words: tuple[str, ...]
    unknown: int | None


def vocabulary_of(
    given: str | bytes | Sequence[str] | Mapping[str, int], unknown: str | None = None
) -> Words:
    """Return the words by id.

    Args:
        given: A text with a word a line, a JSON list or a JSON object from words to ids, or such a list or
            mapping itself.
        unknown: The word that stands for all unknown ones; None for one that usually does, if there is one.

    Raises:
        ValueError: with a sentence, if these are no words, one comes twice or an id is missing.
    """
    listed = _listed(_parsed(given) if isinstance(given, str | bytes) else given)
    if len(listed) > MOST_IMPORTED_WORDS:
        raise ValueError(f"The vocabulary has {len(listed):,} words; the most is {MOST_IMPORTED_WORDS:,}.")
    single = reads(listed) == "characters"
    words = tuple(_word(at, word, single) for at, word in enumerate(listed))
    if sum(len(word.encode()) + 4 for word in words) > MOST_BYTES:
        raise ValueError(f"The words of the vocabulary have more than {MOST_BYTES:,} bytes together.")
    if (twice := first_twice(words)) is not None:
        places = [str(at) for at, word in enumerate(words) if word == twice][:2]
        raise ValueError(
            f"The vocabulary has {shown(twice)} twice, as the words {' and '.join(places)} (counted from 0). "
            "Give every word once."
        )
    if unknown is not None and unknown not in words:
        raise ValueError(
            f"unknown is {shown(unknown)}, which is not in the vocabulary. Choose one of its words."
        )
    named = next((one for one in UNKNOWNS if one in words), None) if unknown is None else unknown
    return Words(words, None if named is None else words.index(named))


def reads(words: Sequence[object]) -> Reads:
    """Return whether a vocabulary is one of characters: nearly all of its words have a single one."""
    longer = sum(1 for word in words if isinstance(word, str) and len(word) > 1)
    return "characters" if len(words) > 1 and longer <= min(4, len(words) // 4) else "words"


def _parsed(text: str | bytes) -> Any:
    """Return the list or mapping of a text: JSON, or a word a line."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValueError("The vocabulary is no UTF-8 text. Save it as UTF-8.") from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ValueError("The vocabulary is empty. Give one word a line, or JSON.")
    if text.lstrip()[0] in "[{":
        try:
            return json.loads(text, object_pairs_hook=_once)
        except RecursionError as error:
            raise ValueError("The vocabulary is no readable JSON.") from error
        except json.JSONDecodeError as error:
            if "\n" not in text.strip():
                raise ValueError(f"The vocabulary is no readable JSON: {error}.") from error
            # words such as [UNK] may begin a list of one a line
    return text.removesuffix("\n").replace("\r\n", "\n").removesuffix("\n").split("\n")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; a key that comes twice would be lost."""
    if (twice := first_twice([key for key, _ in pairs])) is not None:
        raise ValueError(f"The vocabulary has {shown(twice)} twice. Give every word once.")
    return dict(pairs)


def _listed(given: object) -> list[object]:
    """Return words by id."""
    if isinstance(given, Mapping):
        count = len(given)
        if not count or not all(within(index, 0) for index in given.values()):
            raise ValueError(
                "The vocabulary gives no id for some word. Give each word a whole number from 0 on."
            )
        by_id = {int(index): word for word, index in given.items()}
        if set(by_id) != set(range(count)):
            missing = next((index for index in range(count) if index not in by_id), count)
            raise ValueError(
                f"The vocabulary has {count:,} words, and none of them has the id {missing}. "
                "Give ids from 0 on, each once."
            )
        return [by_id[index] for index in range(count)]
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or not len(given):
        raise ValueError(f"The vocabulary is {shown(given)}; expected a list of words, or ids by word.")
    return list(given)


def _word(at: int, word: object, single: bool) -> str:
    if not isinstance(word, str) or not word:
        raise ValueError(f"Word {at} of the vocabulary (counted from 0) is {shown(word)}; expected a word.")
    word = CHARACTERS.get(word, word) if single else word
    if any("\ud800" <= character <= "\udfff" for character in word):
        raise ValueError(f"Word {at} of the vocabulary (counted from 0) is no readable text: {shown(word)}.")
    return word if len(word) <= MAX_LETTERS else f"{word[: MAX_LETTERS - 7]}…{at}"
