"""How much a server gives to rooms, by its settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
"""Of which codes are made: none that is taken for another, and no vowels, so that no code is a word."""


@dataclass(frozen=True)
class Limits:
    """How many rooms there may be, people in one, and votes a second in one.

    Attributes:
        begins: The first letter of all codes of this process; "" for any.
    """

    rooms: int = 20
    people: int = 300
    votes: int = 100
    begins: str = ""

    @classmethod
    def set_here(cls) -> Limits:
        """Return the limits that the environment sets; what is no number from 1 on counts as not set."""
        asked = os.environ.get("UNROLLED_ROOM_LETTER", "").upper()
        return cls(
            _number("UNROLLED_ROOMS", cls.rooms),
            _number("UNROLLED_ROOM_PEOPLE", cls.people),
            _number("UNROLLED_ROOM_VOTES", cls.votes),
            asked if len(asked) == 1 and asked in LETTERS else "",
        )


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 and int(text) else usual


class Bucket:
    """So many a second, and twice as many at once.

    Args:
        rate: How many a second.
        clock: Seconds.
    """

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._rate, self._most, self._clock = rate, 2 * rate, clock
        self._left, self._at = self._most, clock()

    def take(self) -> bool:
        """Take one; return whether there was one."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
