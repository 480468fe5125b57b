"""Numbers as they are said: the same in core, on pages and in the browser (`assets/stage/parts/words.js`).

One table of cases, `tests/words.json`, tests all of them. Knows nothing about networks.
"""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def scientific(value: float) -> str:
    """Return a number of any size: 0.031 as it is, 3.1·10⁻⁹ with its power of ten; a half goes up."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        mantissa, power = f"{Decimal(value):.1e}".split("e")
        exponent = int(power)
        plain = f"{Decimal(value):.{3 - max(exponent, 0)}f}" if -2 <= exponent < 3 else ""
    told = plain or f"{mantissa}·10{str(exponent).translate(_SUPERSCRIPTS)}"
    return told.replace("-", "−")
