"""The texts that vectors of words are made of here, and how they are made."""

from collections.abc import Mapping
from typing import Literal

from core import VectorSpec, grammar_sentences
from core.vectors.grammar import Sentences
from pages._shell.visit.choice import choice

Text = Literal["balanced", "unbalanced", "hidden"]
AnyText = Text | Literal["own"]
TEXTS: Mapping[AnyText, str] = {
    "balanced": "balanced",
    "unbalanced": "unbalanced",
    "hidden": "princess hidden",
    "own": "your own",
}
Whose = Literal["grammar", "unbalanced", "own"]
WHOSE: Mapping[Whose, str] = {"grammar": "balanced", "unbalanced": "unbalanced", "own": "your own"}
Made = Literal["cbow", "skip-gram", "counted"]
MADE: Mapping[Made, str] = {"cbow": "CBOW", "skip-gram": "skip-gram", "counted": "counting"}
HIDDEN = "princess"
"""The person of whom no sentence of the text "hidden" says both sex and rank."""


def whose_text() -> Whose:
    """Ask which text is read; the scenes that ask this share the answer."""
    return choice("words_whose", "Text", WHOSE, "grammar", name="whose")


def sentences_of(text: Text, seed: int = 0) -> Sentences:
    """Return the sentences of a text."""
    return grammar_sentences(
        balanced=text != "unbalanced", held_out=HIDDEN if text == "hidden" else "", seed=seed
    )


def spec_of(made: Made, seed: int = 0) -> VectorSpec | None:
    """Return how vectors are trained; None where they are counted."""
    return None if made == "counted" else VectorSpec(made, seed=seed)
