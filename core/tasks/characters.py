"""A language model that reads and writes single characters of a text."""

import re
import unicodedata
from collections.abc import Sequence

from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import MAX_TOKENS, Reading, encode
from .base import Measured
from .language import Language

SHOWN = str.maketrans(" \n", "␣↵")
WRITTEN = str.maketrans("␣↵", " \n")
VANISHING = ("Cc", "Cs", "Cf", "Cn", "Co")
"""Unicode's categories of what cannot be seen; some of it is a space."""


class Characters(Language):
    """The next character, on passages of `spec.shortest` to `spec.longest` characters.

    Capitals are read as small letters, unless `spec.keep_case`; a space is shown as "␣", the end of a line
    as "↵".
    """

    name = "characters"
    piece = "character"
    title = "Language model of characters"
    shows = (
        "Within a few hundred steps letters become words. A text as small as this one is then learnt by "
        "heart: the held-out perplexity rises again while the training loss goes on falling."
    )
    right_when = "the next character was given a high probability: perplexity 5 is like guessing among 5"
    curve_unit = "characters"
    contexts = (1, 2, 4, 8, 16, 32)
    sample_length = 24
    most_pieces = 1000
    preferred_start = "↵"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=64),
            TaskSpec("characters", shortest=24, longest=48),
            TrainSpec(steps=450, batch_size=32, learning_rate=0.005 if kind == "gru" else 0.01),
        )

    def cut(self, text: str) -> list[str]:
        """Cut a text into its characters; runs of spaces are one, what is invisible vanishes."""
        text = unicodedata.normalize("NFC", text).translate(WRITTEN)
        text = text if self.spec.keep_case else text.lower()
        unseen = (c for c in set(text) if unicodedata.category(c) in VANISHING and not c.isspace())
        text = text.translate(dict.fromkeys(map(ord, unseen)))
        text = re.sub(r"[^\S\n]+", " ", text.replace("\r\n", "\n"))
        text = re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text))
        return list(text.translate(SHOWN))

    def read(self, text: str) -> Reading:
        """Cut a text into characters and look them up.

        Raises:
            ValueError: if there is no character in the text.
        """
        pieces = self.cut(text) if isinstance(text, str) else []
        if not pieces:
            raise ValueError("There is no character in this text. Type at least one.")
        kept = tuple(pieces[:MAX_TOKENS])
        ids = encode(kept, self.vocabulary)
        return Reading(kept, ids, ids != 0, len(pieces) - len(kept), self.vocabulary, text)

    def write(self, words: Sequence[str]) -> str:
        """Put characters together to text."""
        return "".join(words).translate(WRITTEN)
