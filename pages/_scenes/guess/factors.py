"""Factors and shares in words that are read at a glance."""

from math import log2

from pages._shell.words import thousands


def factor(number: float) -> str:
    """Return a factor.

    >>> [factor(number) for number in (0.0417, 4.04, 118.3)]
    ['0.042', '4', '118']
    """
    return f"{number:.2g}" if number < 10 else thousands(round(number))


def nearly_all(share: float) -> str:
    """Return a share in percent with two decimals, which never says that it is all.

    >>> [nearly_all(share) for share in (0.9375, 0.9999999)]
    ['93.75', 'more than 99.99']
    """
    return f"{100 * share:.2f}" if share < 0.99995 else "more than 99.99"


def apart(bits: float, other: float) -> float:
    """Return how many times two is taken as a factor from 2^−other to 2^−bits, as both are shown.

    The picture shows 1 in 155,000 and 1 in 8.27 billion, three digits each: who divides them finds what is
    said.

    >>> round(2 ** apart(17.238, 32.945))
    53355
    """
    if max(bits, other) >= _SHOWN:
        return other - bits
    return log2(_three_digits(2**other)) - log2(_three_digits(2**bits))


_SHOWN = 40
"""Bits from which on the picture shows a power of two alone."""


def _three_digits(number: float) -> float:
    return float(f"{number:.3g}")


def answer(power: float) -> str:
    """Return which answer is right, of a factor that is a power of two."""
    if power < 0:
        return "less"
    return "ten" if power <= log2(10) else "thousand" if power <= log2(1000) else "more"


def times(power: float) -> str:
    """Return a power of two in words that are read at a glance."""
    if power < 7:
        return f"{2**power:.2g}"
    if power > 100:
        return f"2 to the power of {power:.0f}"
    factor = float(f"{2**power:.2g}")
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if factor >= size:
            return f"{factor / size:,.0f}{name}"
    return thousands(int(factor))
