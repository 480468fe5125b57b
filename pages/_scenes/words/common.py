"""The words that everyday English uses most: a vocabulary that stays the same whatever the sentence is."""

from core.tasks.everyday import INTENSIFIERS, NEGATIONS, TURNS, VOCABULARY
from core.text import UNKNOWN

COMMON = 1000
"""Words of this vocabulary; three entries follow them."""

START, STOP, OTHER = "start", "stop", "other"
MARKERS = (START, STOP, OTHER)


def common_words() -> tuple[str, ...]:
    """Return the COMMON words of everyday English, the most used first.

    Negations and their like, of which no count is known, are common, too: they stand at the end.
    """
    grammar = (*NEGATIONS, *INTENSIFIERS, *TURNS)
    counted = [word for word in VOCABULARY if word not in grammar and word != UNKNOWN and word[0].isalpha()]
    return (*counted[: COMMON - len(grammar)], *grammar)
