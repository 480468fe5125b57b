"""The shapes of sequence problems, and for each the tasks that stand for it."""

from typing import NamedTuple

from core.spec import Kind, TaskName


class Example(NamedTuple):
    """A task that has a shape.

    Attributes:
        task: Its recipe's task.
        says: What it is, in a few words.
        does: What a network does there, after "which".
        score: What its score counts, before "right".
        point: Where on its curve the score is taken; None for the whole test set.
        kind: Its cell.
    """

    task: TaskName
    says: str
    does: str
    score: str
    point: int | None = None
    kind: Kind = "gru"


class Step(NamedTuple):
    """A timestep of a shape as it is drawn: whether it reads, whether it answers, and in which part."""

    reads: bool
    answers: bool
    part: int = 0


class Shape(NamedTuple):
    """A shape: what it is called, how it is drawn, and its tasks by their names in links."""

    label: str
    steps: tuple[Step, ...]
    examples: dict[str, Example]


_ASKED, _SILENT, _WRITES = Step(True, True), Step(True, False), Step(False, True)

SHAPES = {
    "one_to_one": Shape(
        "one to one",
        (_ASKED,),
        {"word": Example("everyday", "good or bad word", "says whether one word is good or bad", "of words")},
    ),
    "one_to_many": Shape(
        "one to many",
        (_ASKED, _WRITES, _WRITES),
        {
            "review": Example(
                "reviews",
                "review from stars",
                "writes a review for a number of stars",
                "of reviews",
                kind="lstm",
            ),
            "text": Example("words", "text from a word", "writes on after one word", "of next words"),
        },
    ),
    "many_to_one": Shape(
        "many to one",
        (_SILENT, _SILENT, _ASKED),
        {
            "sentiment": Example(
                "everyday", "good or bad sentence", "says whether a sentence is good or bad", "of sentences"
            ),
            "language": Example(
                "languages",
                "language of a text",
                "names the language of some letters",
                "of 32 letters",
                32,
            ),
        },
    ),
    "aligned": Shape(
        "many to many",
        (_ASKED, _ASKED, _ASKED),
        {
            "speech": Example("tags", "parts of speech", "gives each word its part of speech", "of words"),
            "names": Example(
                "tagging", "names", "says of each word whether it is a name", "of names like Teddy"
            ),
        },
    ),
    "encoder_decoder": Shape(
        "encoder–decoder",
        (_SILENT, _SILENT, Step(False, True, 1), Step(False, True, 1)),
        {
            "reversal": Example(
                "reversal", "letters reversed", "writes letters back in reverse order", "of sequences"
            ),
            "translation": Example(
                "translation",
                "English to German",
                "translates from English to German, by a small grammar",
                "of sentences",
                kind="lstm",
            ),
        },
    ),
}
FIRST = "many_to_one"
EXAMPLES = {name: one for shape in SHAPES.values() for name, one in shape.examples.items()}

TO_SORT = {
    "language": "the language of a word",
    "names": "which words are names",
    "translation": "a sentence in another language",
    "verse": "a verse from its first word",
}
"""What is to be sorted: none of it is shown before."""

SORTED = {
    "language": "many_to_one",
    "names": "aligned",
    "translation": "encoder_decoder",
    "verse": "one_to_many",
}
