"""What counted neighbours say of a text: how alike two words are that meet, and two that never do."""

from typing import NamedTuple

from core import Counts, WordVectors, count_neighbours, ppmi
from core.experiments.lessons.words import BESIDE, NEVER, WORD
from core.vectors.grammar import Sentences

LONG = 4
"""Letters of a word that probably says something."""

OFTEN = 3
"""How often a word has a neighbour before its row is taken for more than chance."""


class Company(NamedTuple):
    """The counts of a text with the rows of PPMI, and three words of it.

    `beside` often stands near `word`; `alike` is compared with it instead.
    """

    counts: Counts
    rows: WordVectors
    word: str
    beside: str
    alike: str

    def together(self, other: str) -> int:
        """Return how often `word` and another one stand near one another."""
        at = self.counts.words.index
        return int(self.counts.table[at(self.word), at(other)])

    def cosine(self, other: str) -> float:
        """Return the cosine of the rows of `word` and of another one."""
        return self.rows.cosine(self.word, other)


def company_of(sentences: Sentences) -> Company:
    """Return what is counted in a supplied text, of the words that the question names."""
    counts = count_neighbours(sentences)
    return Company(counts, WordVectors(counts.words, ppmi(counts)), WORD, BESIDE, NEVER)


def company_of_own(sentences: Sentences) -> Company:
    """Return what is counted in any text, of its most frequent word of some length.

    The word beside it is the one that most often stands there; alike is the one with the nearest row, of
    those that come often enough to be judged, if there are any.
    """
    counts = count_neighbours(sentences)
    rows = WordVectors(counts.words, ppmi(counts))
    words, table = counts.words, counts.table
    word = next((one for one in words if len(one) >= LONG), words[0])
    others = [at for at, one in enumerate(words) if one != word]
    beside = max(others, key=lambda at: table[words.index(word), at])
    often = [at for at in others if table[at].sum() >= OFTEN] or others
    alike = max(often, key=lambda at: rows.cosine(word, words[at]))
    return Company(counts, rows, word, words[beside], words[alike])
