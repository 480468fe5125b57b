"""The texts of the lesson: which recipe reads each, and what its table is counted on."""

from collections.abc import Mapping

from core import WindowSpec
from core.experiments.lessons.guess import Text
from core.instruments.ngrams import LONGEST_GRAM
from pages._shell.visit.choice import choice

TEXTS: Mapping[Text, str] = {"gap": "sentences with a gap", "whale": "Moby-Dick"}
PIECES: Mapping[Text, str] = {"gap": "word", "whale": "letter"}
"""What is read at a timestep; spaces and marks are letters here."""

ORDERS = {str(order): str(order) for order in range(1, LONGEST_GRAM + 1)}


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
