"""Label sequences: numbers along a sentence that a unit may follow. One number a word; NaN: nothing is said.

Words may be typed in any case. Any other function from words to numbers does as well.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from ..tasks.agreement import PLURAL, SINGULAR
from ..tasks.sentiment import BAD, GOOD

Words = Sequence[str]
Labels = list[float]
NOTHING = float("nan")

QUOTES: Mapping[str, str] = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
"""Opening quotation marks and the marks that close them. One that only closes opens nothing: a text may begin
inside a quotation."""

_NUMBER = re.compile(r"[-−–]?\d+(\.\d+)?")


def position(words: Words) -> Labels:
    """How many words were read before this one."""
    return [float(t) for t in range(len(words))]


def depth(words: Words) -> Labels:
    """How many brackets are open after this word; one that closes nothing does not count."""
    opened, labels = 0, []
    for word in words:
        opened += (word in "([{<") - (word in ")]}>") if len(word) == 1 else 0
        opened = max(opened, 0)
        labels.append(float(opened))
    return labels


def inside_quotes(words: Words) -> Labels:
    """1 from an opening quotation mark up to the word before the closing one, else 0.

    >>> inside_quotes(["er", "sagte", "„", "ja", "“", "."])
    [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]
    """
    closing, labels = "", []
    for word in words:
        if closing and word in closing:
            closing = ""
        elif not closing:
            closing = QUOTES.get(word, "")
        labels.append(float(bool(closing)))
    return labels


def running_total(words: Words) -> Labels:
    """The total so far: "a" adds the next number, "b" asks for the total and sets it to 0."""
    total, adds, labels = 0.0, False, []
    for word in map(str.lower, words):
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
    for word in map(str.lower, words):
        if word in GOOD or word in BAD:
            opinion, turned = (1.0 if (word in GOOD) != turned else -1.0), False
        turned = turned or word == "not"
        labels.append(opinion)
    return labels


def number(words: Words, singular: Collection[str] = SINGULAR, plural: Collection[str] = PLURAL) -> Labels:
    """The subject's number: from the first noun on 1 if it is plural, else 0; other nouns change nothing.

    Before the first noun nothing is said. The nouns are those of the agreement task, or others by two lists.

    >>> number(["the", "child", ",", "near", "the", "birds"])
    [nan, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    subject: float | None = None
    labels = []
    for word in map(str.lower, words):
        if subject is None and (word in singular or word in plural):
            subject = float(word in plural)
        labels.append(NOTHING if subject is None else subject)
    return labels


LABELS: Mapping[str, Callable[[Words], Labels]] = {
    "position": position,
    "depth": depth,
    "inside quotes": inside_quotes,
    "running total": running_total,
    "sentiment so far": sentiment_so_far,
    "number": number,
}


def _number(word: str) -> float | None:
    return float(re.sub("^[−–]", "-", word)) if _NUMBER.fullmatch(word) else None
