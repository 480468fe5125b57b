"""What a presenter sends, checked: nothing reaches a class that is longer or other than a page can be."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

from pages._shell.story import PAGES

MOST_BYTES: Final = 24_000
"""Of one message."""

MOST_QUERY: Final = 9000
MOST_SENTENCE: Final = 4000
MOST_WORDS: Final = 600
"""Letters of a question or an answer."""

MOST_ANSWERS: Final = 12
MOST_DIALS: Final = 16
"""Sliders of a page's pictures."""

MOST_SWITCHES: Final = 120
MOST_NAME: Final = 60
"""Switches of a page's pictures, and letters of what one is called."""

_MOST_DIAL: Final = 1e9
_PATHS: Final = frozenset(("", *(page.name for page in PAGES)))
_QUERY = re.compile(r"(\?[!-~]*)?")
_NUMBERS: Final = {"timestep": (0, 9999), "unit": (0, 9999), "operation": (-1, 9999), "direction": (-1, 1)}
_SWITCHES: Final = ("pinned", "opened", "rolled")
_DAY: Final = 86_400_000.0


def parsed(body: bytes) -> Mapping[str, Any]:
    """Return a message as an object. Raises ValueError, with a sentence, when it is none."""
    try:
        found = json.loads(body)
    except ValueError:
        raise ValueError("The message cannot be read: expected JSON.") from None
    if not isinstance(found, dict):
        raise ValueError("The message cannot be read: expected an object.")  # noqa: TRY004  (it is input)
    return found


def place(message: Mapping[str, Any]) -> dict[str, object]:
    """Return where a presenter is, with what a page can be told and nothing else.

    Raises:
        ValueError: if the page cannot be one of this server, or something is too long.
    """
    path, query = message.get("path"), message.get("query")
    if not isinstance(path, str) or path not in _PATHS:
        raise ValueError("The page has to be one of this server, such as lstm.")
    if not isinstance(query, str) or len(query) > MOST_QUERY or not _QUERY.fullmatch(query):
        raise ValueError(f"The query has to be that of an address, of at most {MOST_QUERY:,} letters.")
    cursor = message.get("cursor")
    cursor = cursor if isinstance(cursor, dict) else {}
    found: dict[str, object] = {"path": path, "query": query, "answered": message.get("answered") is True}
    found["cursor"] = {name: whole(cursor.get(name), *ends) for name, ends in _NUMBERS.items()} | {
        name: cursor.get(name) is True for name in _SWITCHES
    }
    found["sentence"] = _text(message.get("sentence"), MOST_SENTENCE)
    found["playing"] = _playing(message.get("playing"))
    found["dials"] = _dials(message.get("dials"))
    found["switches"] = _switches(message.get("switches"))
    return found


def question(message: Mapping[str, Any]) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the lesson, the scene, the question and its answers.

    Raises:
        ValueError: if there is nothing to ask.
    """
    answers = message.get("answers")
    if not isinstance(answers, list) or not 2 <= len(answers) <= MOST_ANSWERS:
        raise ValueError(f"A vote has 2 to {MOST_ANSWERS} answers.")
    texts = [_text(one, MOST_WORDS) for one in (message.get("question"), *answers)]
    if not all(texts):
        raise ValueError(f"Question and answers have to be texts of 1 to {MOST_WORDS} letters.")
    asked, *labels = [str(text) for text in texts]
    lesson, scene = (_text(message.get(name), 40) or "" for name in ("lesson", "scene"))
    return lesson, scene, asked, tuple(labels)


def whole(value: object, low: int, high: int) -> int:
    """Return a whole number within its ends; what is no number is the number nearest to 0."""
    return min(max(int(_number(value)), low), high)


def _text(value: object, most: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= most else None


def _dials(value: object) -> list[float]:
    """Return how sliders stand; none where anything but a few numbers was sent."""
    if not isinstance(value, list) or len(value) > MOST_DIALS:
        return []
    fine = all(isinstance(one, int | float) and abs(one) <= _MOST_DIAL for one in value)
    return [float(one) for one in value] if fine else []


def _switches(value: object) -> list[list[object]]:
    """Return which switches are on, 1, or off, 0; none where anything else was sent."""
    if not isinstance(value, list) or len(value) > MOST_SWITCHES:
        return []
    fine = all(
        isinstance(one, list) and len(one) == 2 and _text(one[0], MOST_NAME) and one[1] in (0, 1)
        for one in value
    )
    return [[name, int(on)] for name, on in value] if fine else []


def _playing(value: object) -> dict[str, float] | None:
    if not isinstance(value, dict):
        return None
    rate, since = (_number(value.get(name)) for name in ("rate", "since"))
    return {"rate": min(max(rate, 0.1), 10.0), "since": min(max(since, 0.0), _DAY)}


def _number(value: object) -> float:
    fine = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if fine else 0.0  # type: ignore[arg-type]
