"""Label sequences: numbers along a sentence that a unit may follow. One number a word; NaN: nothing is said.

Any other function from words to numbers does as well.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ..tasks.sentiment import BAD, GOOD

Words = Sequence[str]
Labels = list[float]
NOTHING = float("nan")


def position(words: Words) -> Labels:
    """How many words were read before this one."""
    return [float(t) for t in range(len(words))]


def depth(words: Words) -> Labels:
    """How many brackets are open after this word."""
    opened, labels = 0, []
    for word in words:
        opened += (word in "([{<") - (word in ")]}>") if len(word) == 1 else 0
        labels.append(float(opened))
    return labels


def inside_quotes(words: Words) -> Labels:
    """1 from an opening quotation mark up to the word before the closing one, else 0."""
    inside, labels = False, []
    for word in words:
        inside ^= word in ('"', "“", "”", "«", "»")
        labels.append(float(inside))
    return labels


def running_total(words: Words) -> Labels:
    """The total so far: "a" adds the next number, "b" asks for the total and sets it to 0."""
    total, adds, labels = 0.0, False, []
    for word in words:
        total = 0.0 if word == "b" else total
        number = _number(word)
        if adds and number is not None:
            total, adds = total + number, False
        adds = adds or word == "a"
        labels.append(total)
    return labels


def sentiment_so_far(words: Words) -> Labels:
    """1 if the last judgement was good, -1 if it was bad, turned round by "not"; 0 before the first."""
    opinion, turned, labels = 0.0, False, []
    for word in words:
        if word in GOOD or word in BAD:
            opinion, turned = (1.0 if (word in GOOD) != turned else -1.0), False
        turned = turned or word == "not"
        labels.append(opinion)
    return labels


def number(words: Words, plural: Sequence[str] = ()) -> Labels:
    """1 from the first word of `plural` on, 0 before: a subject's number. Words that end in s if empty."""
    seen, labels = False, []
    for word in words:
        seen = seen or (word in plural if plural else len(word) > 3 and word.endswith("s"))
        labels.append(float(seen))
    return labels


LABELS: Mapping[str, Callable[[Words], Labels]] = MappingProxyType(
    {
        "position": position,
        "depth": depth,
        "inside quotes": inside_quotes,
        "running total": running_total,
        "sentiment so far": sentiment_so_far,
        "number": number,
    }
)


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None
