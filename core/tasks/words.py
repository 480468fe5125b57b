"""A language model that reads and writes the words of a text."""

from collections.abc import Sequence

from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import tokenize
from .base import Measured
from .language import Language

BEFORE_NO_SPACE = frozenset(".,;:!?)")


class Words(Language):
    """The next word or mark, on passages of `spec.shortest` to `spec.longest` words.

    A word that the training part of the text has only once is read as the unknown word.
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
        return list(tokenize(text))

    def write(self, words: Sequence[str]) -> str:
        """Put words together to text, with no space before a mark that closes."""
        return "".join(word if word in BEFORE_NO_SPACE else f" {word}" for word in words).strip()
