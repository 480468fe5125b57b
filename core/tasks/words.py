"""A language model that reads and writes the words of a text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import Reading, as_written, read_words, tokenize
from .base import Measured
from .language import Language

BEFORE_NO_SPACE = frozenset(".,;:!?)")

_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


_SEEN = 20_000


def has_no_spaces(text: str) -> bool:
    """Return whether a text mostly begins in letters between which no spaces stand."""
    text = text[:_SEEN]
    return 2 * len(_WITHOUT_SPACES.findall(text)) > sum(map(str.isalpha, text))


class Words(Language):
    """The next word or mark, on passages of `spec.shortest` to `spec.longest` words.

    Words are read in small letters, unless `spec.keep_case`. One that the training part of the text has only
    once is read as the unknown word.
    """

    name = "words"
    title = "Language model of words"
    shows = (
        "A small text is soon learnt by heart: the network quotes whole lines of it. The held-out perplexity "
        "is lowest after about a hundred steps and then rises again."
    )
    right_when = "the next word was given a high probability: perplexity 50 is like guessing among 50"
    curve_unit = "words"
    contexts = (1, 2, 4, 8, 16)
    sample_length = 7
    most_pieces = 1000
    fewest_seen = 2
    preferred_start = "."

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=32, hidden_size=64),
            TaskSpec("words", shortest=8, longest=24),
            TrainSpec(steps=200, batch_size=32, learning_rate=0.006),
        )

    def cut(self, text: str) -> list[str]:
        """Cut a text into words and marks."""
        cut = as_written if self.spec.keep_case else tokenize
        parts = unicodedata.normalize("NFC", text).split()
        words = {part: cut(part) for part in set(parts)}  # a long text repeats itself
        if any(
            unicodedata.category(part[0])[0] in "MSC" for part in words
        ):  # it may belong to what is before
            return list(cut(text))
        return [word for part in parts for word in words[part]]

    def read(self, text: str) -> Reading:
        """Cut a text into words and look them up; as they are written first, where capitals are kept.

        Raises:
            ValueError: if there is no word in the text.
        """
        found = super().read(text)
        if not self.spec.keep_case:
            return found
        return replace(read_words(found.words, self.vocabulary), dropped=found.dropped, text=text)

    def write(self, words: Sequence[str]) -> str:
        """Put words together to text, with no space before a mark that closes."""
        return put_together(words)


def put_together(words: Sequence[str]) -> str:
    """Put words together to text, with no space before a mark that closes."""
    return "".join(word if word in BEFORE_NO_SPACE else f" {word}" for word in words).strip()
