"""The texts that vectors of words are made of here, and how they are made."""

from collections.abc import Mapping
from typing import Literal

from core.experiments.lessons.words import Made, Text
from pages._shell.visit.choice import choice

AnyText = Text | Literal["own"]
TEXTS: Mapping[AnyText, str] = {
    "balanced": "balanced",
    "unbalanced": "unbalanced",
    "hidden": "princess hidden",
    "own": "your own",
}
Whose = Literal["grammar", "unbalanced", "own"]
WHOSE: Mapping[Whose, str] = {"grammar": "balanced", "unbalanced": "unbalanced", "own": "your own"}
MADE: Mapping[Made, str] = {"cbow": "CBOW", "skip-gram": "skip-gram", "counted": "counting"}


def whose_text() -> Whose:
    """Ask which text is read; the scenes that ask this share the answer."""
    return choice("words_whose", "Text", WHOSE, "grammar", name="whose")
