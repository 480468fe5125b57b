"""The sentences of this lesson's two small tables."""

from core.tasks.two_sided import CLUES, SUBJECTS, VERBS, meanings, table, verbs
from pages._shell.lesson.sentences import OwnSentences

MEANINGS = OwnSentences(
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
    table(meanings),
)
HEARD = OwnSentences(
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
    MEANINGS.task,
)
"""The first test sentence in which one noun is both kinds, by clues behind it: it cannot be guessed."""

VERBS_AGREE = OwnSentences(
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
    table(verbs),
)
