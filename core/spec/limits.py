"""How far a number of a spec may go, and the sentences for what a value may not be."""

import math
from numbers import Integral, Real
from typing import Any, Final, NamedTuple

LONGEST_SOURCE: Final = 80
"""Characters in the name of the file that a network came from."""

MOST_IMPORTED_WORDS: Final = 50_000
MOST_IMPORTED_WEIGHTS: Final = 20_000_000
"""Of a network that was trained elsewhere: its file then stays below 80 MB."""


class Limit(NamedTuple):
    """Smallest and largest allowed value of a field, and what the field counts."""

    low: float
    high: float
    what: str

    def holds(self, value: object) -> bool:
        """Whether a value is a number within the limit."""
        return (
            isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high
        )


def within(value: Any, low: float, high: float = math.inf, *, whole: bool = True) -> bool:
    """Whether a value is a number from `low` to `high`: a whole one, or any. NumPy's are, True is none."""
    kind: Any = Integral if whole else Real
    if type(value) is bool or not isinstance(value, kind):
        return False
    return low <= (int(value) if isinstance(value, Integral) else float(value)) <= high


def check_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is none of the allowed words."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} is {shown(value)}; choose one of {', '.join(allowed)}.")


def check_int(name: str, value: object, limit: Limit) -> None:
    """Refuse a value that is no whole number within the limit."""
    if not isinstance(value, int) or not limit.holds(value):
        raise ValueError(f"{name} is {shown(value)}; choose a whole number {_range(limit)}.")


def check_bool(name: str, value: object) -> None:
    """Refuse a value that is neither True nor False."""
    if value is not True and value is not False:
        raise ValueError(f"{name} is {shown(value)}; choose True or False.")


def checked_float(name: str, value: object, limit: Limit) -> float:
    """Return a number within the limit; refuse any other value."""
    if not limit.holds(value):
        raise ValueError(f"{name} is {shown(value)}; choose a number {_range(limit)}.")
    return float(value)  # type: ignore[arg-type]


def _range(limit: Limit) -> str:
    return f"from {limit.low:g} to {limit.high:.10g} ({limit.what})"


def shown(value: object) -> str:
    """Return a value as a sentence may show it: never long."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 100:
        return "a number of more than 30 digits"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
