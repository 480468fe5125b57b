"""The sentences of this lesson's two small tables."""

from typing import NamedTuple

from core import Reading, task
from core.tasks.two_sided import CLUES, SUBJECTS, VERBS, meanings, table, verbs


class Made(NamedTuple):
    """What a sentence control has to know of a table that a grammar made."""

    name: str
    probe: str
    samples: tuple[str, ...]
    evidence: frozenset[str]
    piece: str = "word"

    def read(self, text: str) -> Reading:
        """Cut a text as the table is cut, and look its words up."""
        return task(table(verbs if self.name == "agreeing" else meanings)).read(text)


MEANINGS = Made(
    "meanings",
    "the rusty crane was by the river and the mouse in the garden was hungry",
    (
        "the rusty crane was by the river and the mouse in the garden was hungry",
        "the jaguar near the house was thirsty and the rusty bat was on the roof",
        "the beetle was expensive",
        "the tame seal was at the station under the tree",
        "the bat by the river beside the road was sleepy",
    ),
    frozenset(word for words in CLUES.values() for word in words),
)
HEARD = Made(
    "heard",
    "the bat by the river was repaired and the bat near the house was tame",
    (
        "the bat by the river was repaired and the bat near the house was tame",
        "the bat was broken and the wild crane was in the garden",
        "the frightened bat was under the tree and the jaguar was thirsty",
        "the beetle was expensive",
        "the seal near the house was rusty and the jaguar at the station was sleepy",
    ),
    MEANINGS.evidence,
)
"""The first test sentence in which one noun is both kinds, by clues behind it: it cannot be guessed."""

VERBS_AGREE = Made(
    "agreeing",
    "the dogs near the park is happy",
    (
        "the dogs near the park is happy",
        "the dogs near the park are happy",
        "the child in the morning were late",
        "the bird in the garden on monday was quiet",
        "the farmers after lunch at the station are tired",
    ),
    frozenset(word for words in (*SUBJECTS, *VERBS) for word in words),
)
