"""Label sequences: what holds after each word of a sentence, for a unit to follow or a probe to read.

`LABELS` say one number a word, for units; NaN: nothing is said. `CLASS_LABELS` say one class a word, for
probes: all of them again, those of few values by name, and the subject; None or NaN: nothing is said. Words
may be typed in any case. Any other function from words to numbers, or to classes, does as well.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from ..tasks.agreement import PLURAL, SINGULAR
from ..tasks.everyday import BUT, INTENSIFIERS, LESS, MORE, NEGATIONS, RATED, STRENGTHENED, TURNED
from ..tasks.recall import ANSWERS
from ..tasks.sentiment import BAD, GOOD

Words = Sequence[str]
Labels = list[float]
Classes = Sequence[str | float | None]
ClassLabel = Callable[[Words], Classes]
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


def valence_so_far(words: Words) -> Labels:
    """1 where the sum of valences read so far is good, -1 where it is bad, 0 at first, in everyday English.

    The next telling word is turned round by "not" and its kin and strengthened by "very" and its kin, as in
    the everyday task; what stands before "but" counts a third from there on.

    >>> valence_so_far("I did not like it but the music was great".split())
    [0.0, 0.0, 0.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 1.0]
    """
    total, factor, labels = 0.0, 1.0, []
    for word in map(str.lower, words):
        if word in BUT:
            total, factor = total * LESS / MORE, 1.0
        elif word in NEGATIONS:
            factor *= TURNED
        elif word in INTENSIFIERS:
            factor *= STRENGTHENED
        elif word in RATED:
            total, factor = total + RATED[word] * factor, 1.0
        labels.append(float((total > 0) - (total < 0)))
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


def subject(words: Words, subjects: Collection[str] = ANSWERS) -> list[str | None]:
    """The first of some nouns, from its place on; before it nothing is said. They are the recall task's.

    >>> subject(["the", "dog", "that", "we", "saw"])
    [None, 'dog', 'dog', 'dog', 'dog']
    """
    found: str | None = None
    labels = []
    for word in map(str.lower, words):
        found = word if found is None and word in subjects else found
        labels.append(found)
    return labels


LABELS: Mapping[str, Callable[[Words], Labels]] = {
    "position": position,
    "depth": depth,
    "inside quotes": inside_quotes,
    "running total": running_total,
    "sentiment so far": sentiment_so_far,
    "valence so far": valence_so_far,
    "number": number,
}


def _named(label: Callable[[Words], Labels], names: Mapping[float, str]) -> ClassLabel:
    """Return a label that says the names of its values; None where it says nothing."""

    def named(words: Words) -> list[str | None]:
        return [names.get(value) for value in label(words)]

    return named


CLASS_LABELS: Mapping[str, ClassLabel] = {
    **LABELS,
    "inside quotes": _named(inside_quotes, {0: "outside", 1: "inside"}),
    "sentiment so far": _named(sentiment_so_far, {-1: "bad", 0: "nothing yet", 1: "good"}),
    "valence so far": _named(valence_so_far, {-1: "bad", 0: "nothing yet", 1: "good"}),
    "number": _named(number, {0: "singular", 1: "plural"}),
    "subject": subject,
}


def _number(word: str) -> float | None:
    return float(re.sub("^[−–]", "-", word)) if _NUMBER.fullmatch(word) else None
