"""How likely a sentence is by a table: what is read, the bits of each piece, which answer is right.

A table is of the supplied text about food and clothes, whose sentences have an end, or of a text of the
visitor's own, of whose sentences only what was typed is judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Protocol

import numpy as np

from core import Perplexity, RunSpec, perplexity
from core.text import encode, tokenize
from pages._scenes.guess.kitchen import SENTENCES, STOP, VOCABULARY
from pages._scenes.guess.own import language, piece_of
from pages._shell.caches.guess import counted, sentence_bits
from pages._shell.words import thousands

USUAL = ("the apple and pear salad was good", "the apple and pair salad was good")
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


class Own:
    """A text of the visitor's own. What is typed is judged as the beginning of a sentence or of a line."""

    def __init__(self, spec: RunSpec) -> None:
        self._spec, self._language = spec, language(spec)
        self.piece = piece_of(spec)

    @property
    def usual(self) -> tuple[str, str]:
        """A passage that the table did not count, and the same with two neighbours swapped."""
        pieces = self._language.cut(self._language.probe)
        first = next((at for at, piece in enumerate(pieces) if piece[0].isalnum()), 0)
        pieces = pieces[first : first + MOST[self.piece]]
        if "␣" in pieces[len(pieces) // 2 :]:  # end with a whole word
            pieces = pieces[: len(pieces) - 1 - pieces[::-1].index("␣")]
        return self._written(pieces), self._written(swapped(pieces))

    def cut(self, text: str) -> list[str]:
        """Cut a sentence as the text is cut."""
        return self._language.cut(text.replace("↵", "\n").strip())

    def unknown(self, pieces: Sequence[str]) -> list[str]:
        """Return the pieces that the table does not know."""
        known = set(self._language.vocabulary[1:])
        return [piece for piece in pieces if piece not in known]

    def judged(self, pieces: Sequence[str], order: int) -> Judged:
        """Return how likely each piece is, the first one as after a full stop, or at a line's beginning."""
        vocabulary, table = self._language.vocabulary, counted(self._spec).table
        start = [self._language.preferred_start] if self._language.preferred_start in vocabulary else []
        ids = encode([*start, *pieces], vocabulary)
        likely = [
            table.probabilities(ids[max(at + 1 - order, 0) : at])[ids[at]]
            for at in range(len(start), len(ids))
        ]
        unknown = set(self.unknown(pieces))
        bits = tuple((-np.log2(likely)).tolist())
        return Judged(tuple(pieces), tuple(piece not in unknown for piece in pieces), bits)

    def _written(self, pieces: Sequence[str]) -> str:
        return self._language.write(pieces).replace("\n", "↵")


def swapped(pieces: Sequence[str]) -> list[str]:
    """Return pieces of which two neighbours near the middle, different ones, have changed places.

    >>> swapped(["the", "cat", "sat"])
    ['the', 'sat', 'cat']
    """
    middle = len(pieces) // 2
    places = sorted(range(len(pieces) - 1), key=lambda at: abs(at - middle))
    at = next((at for at in places if pieces[at] != pieces[at + 1]), None)
    if at is None:
        return list(pieces)
    return [*pieces[:at], pieces[at + 1], pieces[at], *pieces[at + 2 :]]


def answer(power: float) -> str:
    """Return which answer is right, of a factor that is a power of two."""
    if power < 0:
        return "less"
    return "ten" if power <= log2(10) else "thousand" if power <= log2(1000) else "more"


def times(power: float) -> str:
    """Return a power of two in words that are read at a glance."""
    if power < 7:
        return f"{2**power:.2g}"
    if power > 100:
        return f"2 to the power of {power:.0f}"
    factor = float(f"{2**power:.2g}")
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if factor >= size:
            return f"{factor / size:,.0f}{name}"
    return thousands(int(factor))
