"""Numbers and lists in words. `assets/stage/parts/words.js` says the same; one table of cases tests both.

Knows neither networks nor Streamlit, and makes no text safe for Markdown.
"""

import math
from collections.abc import Sequence

from core.spec.words import scientific

__all__ = ["counted", "either", "listed", "percent", "scientific", "thousands"]

_LEAST_PLAIN, _HUNDRED, _MOST_PLAIN = 1e-4, 100, 1e4
_ROUNDING = 1e-12


def thousands(number: int) -> str:
    """Return a whole number with commas: "12,345"."""
    return f"{number:,}"


def short(number: float) -> str:
    """Return a number with four digits and a real minus sign.

    >>> short(-0.51234)
    '−0.5123'
    """
    return f"{number:.4g}".replace("-", "−")


def written(share: float, *, least: float = _ROUNDING) -> str:
    """Return what is left of a gradient as its pictures write it: two digits, three above a hundred.

    What is less than `least` is 0: rounding alone has left it.

    >>> written(0.0934), written(1287.4), written(2.2e-7), written(1e-16)
    ('0.093', '1290', '2.2·10⁻⁷', '0')
    """
    if not _LEAST_PLAIN <= share < _MOST_PLAIN:
        return "0" if share < least else scientific(share)
    return f"{float(f'{share:.{3 if share >= _HUNDRED else 2}g}'):g}"


def percent(share: float) -> int:
    """Return a share as a whole number of percent; a half goes up.

    What the browser knows of a share are five digits. Here it has as many, so that both say the same.
    """
    return math.floor(round(100 * share, 3) + 0.5)


def counted(number: int, noun: str) -> str:
    """Return "1 word", "2 words", "1,500 words"."""
    return f"{thousands(number)} {noun}" if number == 1 else f"{thousands(number)} {noun}s"


def listed(words: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"; nothing of nothing."""
    return _joined(words, "and")


def either(words: Sequence[str]) -> str:
    """Return "A", "A or B" or "A, B or C"; nothing of nothing."""
    return _joined(words, "or")


def _joined(words: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
