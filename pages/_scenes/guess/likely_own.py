"""How likely a sentence is by the table of a text of the visitor's own; only what was typed is judged."""

from collections.abc import Sequence

import numpy as np

from core import RunSpec
from core.text import encode
from pages._scenes.guess.likely import MOST, Judged
from pages._scenes.guess.own import language, piece_of
from pages._shell.caches.guess import counted


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
