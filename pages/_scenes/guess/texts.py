"""The texts of the lesson: which recipe reads each, and what its table is counted on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from core import RunSpec, WindowSpec, default_run
from core.instruments.ngrams import LONGEST_GRAM
from core.spec import Kind
from pages._shell.visit.choice import choice

Text = Literal["gap", "whale"]

TEXTS: Mapping[Text, str] = {"gap": "sentences with a gap", "whale": "Moby-Dick"}
PIECES: Mapping[Text, str] = {"gap": "word", "whale": "letter"}
"""What is read at a timestep; spaces and marks are letters here."""

ORDERS = {str(order): str(order) for order in range(1, LONGEST_GRAM + 1)}


def recipe(text: Text, kind: Kind = "lstm", seed: int = 0) -> RunSpec:
    """Return the recipe whose network reads a text."""
    if text == "gap":
        return default_run(kind, "recall", seed)
    spec = default_run(kind, "characters", seed)
    return replace(spec, task=replace(spec.task, corpus="whale"))


def window_spec(order: int) -> WindowSpec:
    """Return the recipe of the window network that sees as many pieces as a table of N-grams."""
    return WindowSpec(order=order)


def brief_window_spec(order: int) -> WindowSpec:
    """Return the recipe of a window network for many different pieces: a short text is not learnt by heart.

    With 800 batches at a rate of 0.03 one of N = 6 comes to a held-out perplexity of 1,952 per word on the
    rhymes, with these to 56; and 1,000 different words are learnt in 2 seconds, not in 8, for all N.
    """
    return WindowSpec(order=order, steps=200, learning_rate=0.01)


def text_choice(key: str, usual: Text = "gap", name: str = "text") -> Text:
    """Ask for a text; in links it is called `name`."""
    return choice(key, "Text", TEXTS, usual, name=name)


def order_choice(key: str, label: str = "N of the table") -> int:
    """Ask how many pieces a gram of the table has."""
    return int(choice(key, label, ORDERS, "4", name="n"))
