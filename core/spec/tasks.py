"""The tasks by name, what the other rooms have to know of each beforehand, and the recipe of one.

A new task is its file in `core.tasks`, and here its name and its row of facts.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from .limits import Limit, check_int, check_word, shown
from .option import Control, check_fields, option, settings
from .rows import FORMS, check_rows

TaskName = Literal[
    "recall", "agreement", "everyday", "sentiment", "brackets", "anbn", "adding", "total", "xor", "tagging",
    "characters", "words", "reversal", "labels", "tags", "series", "reber", "order", "languages",
    "translation", "reviews",
]  # fmt: skip

Source = Literal["sines", "ball", "season"]

SOURCES = {"sines": "sum of sines", "ball": "bouncing ball", "season": "trend with season"}


class Facts(NamedTuple):
    """What is known of a task before it is made.

    Attributes:
        lengths: What `shortest` and `longest` of its spec count, and how far they go.
        timesteps: How many words a training sentence of such a length has at most.
        numbers: How many numbers each of its words stands for: their vectors are given, not learnt; 0 if
            they are learnt.
        words: How many words its vocabulary has at most.
        reads_text: Whether it can learn from a text of the visitor's own.
        writes: Whether its answer has several words, which a decoder can write.
        goes_on: Whether a network has to read its own answers: one that reads from both ends cannot.
    """

    lengths: Limit
    timesteps: Callable[[int], int]
    numbers: int = 0
    words: int = 250
    reads_text: bool = False
    writes: bool = False
    goes_on: bool = False


TASKS: Mapping[TaskName, Facts] = MappingProxyType(
    {
        "recall": Facts(Limit(3, 40, "words between the subject and the word it decides"), lambda n: n + 2),
        "agreement": Facts(Limit(0, 8, "other nouns between subject and verb"), lambda n: 3 * n + 7),
        "everyday": Facts(Limit(0, 40, "neutral words at the end"), lambda n: n + 30, words=6000),
        "sentiment": Facts(Limit(0, 40, "neutral words after the last judgement"), lambda n: n + 13),
        "brackets": Facts(Limit(1, 8, "brackets open at once"), lambda n: 2 * n + 4),
        "anbn": Facts(Limit(1, 30, "a's, then as many b's"), lambda n: 2 * n + 2),
        "adding": Facts(Limit(2, 100, "numbers in the sequence"), lambda n: n, numbers=2),
        "total": Facts(Limit(3, 60, "words in the sequence"), lambda n: n, numbers=3),
        "xor": Facts(
            Limit(0, 40, "unmarked bits between the first marked bit and the question"), lambda n: n + 8
        ),
        "tagging": Facts(Limit(0, 20, "words before the ambiguous name"), lambda n: n + 7),
        "characters": Facts(Limit(8, 100, "characters read at a stretch"), lambda n: n, reads_text=True),
        "words": Facts(Limit(4, 60, "words read at a stretch"), lambda n: n, reads_text=True),
        "reversal": Facts(Limit(2, 20, "letters to reverse"), lambda n: 2 * n, writes=True),
        "labels": Facts(Limit(1, 120, "words of a row"), lambda n: n, reads_text=True),
        "tags": Facts(Limit(1, 120, "words of a row"), lambda n: n, reads_text=True),
        "series": Facts(
            Limit(4, 100, "numbers read at a stretch"),
            lambda n: n,
            numbers=1,
            words=4000,
            reads_text=True,
            goes_on=True,
        ),
        "reber": Facts(Limit(5, 40, "letters of the inner word"), lambda n: n + 3),
        "order": Facts(Limit(8, 100, "letters in the sequence"), lambda n: n + 1),
        "languages": Facts(Limit(3, 100, "letters read at a stretch"), lambda n: n),
        "translation": Facts(Limit(5, 10, "words of the English sentence"), lambda n: 2 * n + 1, writes=True),
        "reviews": Facts(Limit(2, 4, "judgements in a review"), lambda n: 5 * n + 6, goes_on=True),
    }
)

Corpus = Literal["rhymes", "whale"]
"""The texts that are supplied: nursery rhymes, and the first 25 chapters of Moby-Dick."""

CORPORA: Mapping[Corpus, str] = MappingProxyType({"rhymes": "nursery rhymes", "whale": "Moby-Dick"})

OWN_TEXT = Limit(200, 1_500_000, "characters of your own text")
MOST_IN_A_FILE = 3_800_000
"""Bytes of a text in the header of a network's file: there a quotation mark takes four."""


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task and the lengths it trains on, from `shortest` to `longest` inclusive.

    What they count, and how far they go, stands in `TASKS`. `text` is the visitor's own, for a language model
    to learn, or rows of their own table (`core.spec.rows`); empty for what is supplied. Of a language model
    `corpus` says which of the supplied texts is meant; it is "rhymes" where there is a text of one's own.
    """

    name: TaskName = field(
        default="recall",
        metadata=option(link="", rank=10, about="task", says="{}", original=True, always_said=True),
    )
    shortest: int = field(
        default=3,
        metadata=option(link="g", rank=180, about="training lengths", says="lengths {}", original=True),
    )
    longest: int = field(
        default=24,
        metadata=option(link="l", rank=181, about="training lengths", says="{}", original=True),
    )
    text: str = field(
        default="",
        repr=False,
        metadata=option(
            link="",
            rank=190,
            about="text",
            says=lambda text: "own text" if text else "supplied text",
            tasks=tuple(name for name, facts in TASKS.items() if facts.reads_text),
        ),
    )
    source: Source = field(
        default="sines",
        metadata=option(
            link="source",
            rank=185,
            about="series",
            says=lambda source: SOURCES[source],
            tasks=("series",),
            control=Control("first", "Series"),
            help="Which series is supplied, where there is none of your own",
        ),
    )
    corpus: Corpus = field(
        default="rhymes",
        metadata=option(
            link="corpus",
            rank=189,
            about="supplied text",
            says=lambda corpus: f"text {CORPORA[corpus]}",
            tasks=("characters", "words"),
            help="The supplied text: rhymes, or 25 chapters of Moby-Dick, which are not soon learnt by heart",
        ),
    )
    keep_case: bool = field(
        default=False,
        metadata=option(
            link="case",
            rank=191,
            about="capitals",
            says="capitals kept",
            off="capitals as small letters",
            tasks=("characters", "words"),
            help="Whether a language model tells capitals from small letters",
        ),
    )

    @property
    def own(self) -> str:
        """What of the visitor's own it learns from: "text" or "table"; nothing where that is supplied."""
        return "" if not self.text else "table" if self.name in FORMS else "text"

    def __post_init__(self) -> None:
        check_word("task name", self.name, tuple(TASKS))
        check_fields(self, _OPTIONS)
        lengths = TASKS[self.name].lengths
        check_int("shortest", self.shortest, lengths)
        check_int("longest", self.longest, lengths)
        if self.shortest > self.longest:
            raise ValueError(
                f"shortest is {self.shortest} and longest is {self.longest}: "
                "shortest must not be above longest. Swap them."
            )
        _check_text(self.name, self.text)
        if self.source != "sines" and (self.name != "series" or self.text):
            whose = "your own series" if self.text else f"task {self.name}"
            raise ValueError(
                f"source is {self.source!r} and does not go with {whose}: it chooses a series that is "
                "supplied. Leave it out."
            )
        for one in _OPTIONS:
            having, value = one.option.tasks, getattr(self, one.name)
            if having and self.name not in having and value != one.default:
                raise ValueError(
                    f"{one.name} does not go with {self.name}: only {' and '.join(having)} have it. "
                    "Leave it out."
                )
        if self.text:
            object.__setattr__(self, "corpus", "rhymes")


_OPTIONS = settings(TaskSpec)


def _check_text(name: TaskName, text: object) -> None:
    """Refuse a text of the visitor's that no language model can learn from."""
    if not isinstance(text, str):
        raise ValueError(  # noqa: TRY004 - as every other value that a spec refuses
            f"text is {shown(text)}; expected your own text with words in it, or nothing."
        )
    if text and name in FORMS:
        check_rows(FORMS[name], text)
        return
    if text and not text.strip():
        raise ValueError("Your text has no words in it, only spaces. Put some in, or leave it empty.")
    if text and not TASKS[name].reads_text:
        readers = " and ".join(one for one, facts in TASKS.items() if facts.reads_text)
        raise ValueError(f"text does not go with {name}: only {readers} learn from a text.")
    if text and (refused := _why_not(text)):
        raise ValueError(refused)


@lru_cache(maxsize=8)
def _why_not(text: str) -> str:
    """Say why a text is too short or too long; nothing if it can be used."""
    low, high, _ = OWN_TEXT
    if not low <= len(text) <= high:
        return f"Your text has {len(text):,} characters; choose one of {low:,.0f} to {high:,.0f}. " + (
            "Add more of it." if len(text) < low else "Cut it down."
        )
    in_a_file = json.dumps(json.dumps(text, ensure_ascii=False), ensure_ascii=False)
    if (size := len(in_a_file.encode("utf-8", "surrogatepass"))) > MOST_IN_A_FILE:
        most = MOST_IN_A_FILE / 1e6
        return f"Your text takes {size / 1e6:.1f} MB in a file; the most is {most:.1f} MB. Cut it down."
    return ""
