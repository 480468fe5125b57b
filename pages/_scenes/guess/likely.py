"""How likely a sentence is by a table: what is read, and the bits of each piece.

The supplied text is about food and clothes; its sentences have an end. `likely_own` judges by a text of the
visitor's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core import Perplexity, perplexity
from core.experiments.lessons.guess import USUAL
from core.tasks.kitchen import SENTENCES, STOP, VOCABULARY
from core.text import tokenize
from pages._shell.caches.guess import sentence_bits

MOST = {"word": 12, "letter": 40}
"""Pieces of a sentence that are read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence under a table: its pieces, whether the text has each, and −log₂ P of each."""

    pieces: tuple[str, ...]
    known: tuple[bool, ...]
    bits: tuple[float, ...]

    @property
    def total(self) -> float:
        """−log₂ P of the whole sentence."""
        return sum(self.bits)

    @property
    def forms(self) -> Perplexity:
        """Its perplexity, computed in three ways."""
        return perplexity([2.0**-one for one in self.bits])


class Source(Protocol):
    """A text whose tables judge sentences."""

    @property
    def piece(self) -> str:
        """What is read at a timestep: "word" or "letter"."""

    @property
    def usual(self) -> tuple[str, str]:
        """The two sentences that are shown at first."""

    def cut(self, text: str) -> list[str]:
        """Cut a sentence into pieces."""

    def unknown(self, pieces: Sequence[str]) -> list[str]:
        """Return the pieces that the text does not have."""

    def judged(self, pieces: Sequence[str], order: int) -> Judged:
        """Return how likely each piece is by the table of `order`-grams."""


class Kitchen:
    """The supplied text. The full stop is a word: a sentence has to end, too."""

    piece = "word"
    usual = USUAL

    def cut(self, text: str) -> list[str]:
        """Cut a sentence into words, without its full stops."""
        return [word for word in tokenize(text) if word != STOP]

    def unknown(self, pieces: Sequence[str]) -> list[str]:
        """Return the words that the text does not have."""
        return [word for word in pieces if word not in VOCABULARY]

    def judged(self, pieces: Sequence[str], order: int) -> Judged:
        """Return how likely each word is, and the full stop after them."""
        bits = sentence_bits(SENTENCES, VOCABULARY, STOP, tuple(pieces), order)
        return Judged((*pieces, STOP), (*(word in VOCABULARY for word in pieces), True), bits)
