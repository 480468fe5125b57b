"""Which language is this? Twelve languages with one alphabet, read letter by letter.

The text is the Universal Declaration of Human Rights, which says the same in all of them. One article in
`HELD_OUT` is kept for the exam and never trained on; what both sides share is how the languages write (and
the beginning of many articles, "everyone has the right to"). The network answers after every letter; the
exam asks after 1, 2, 4, ... letters of the same passages.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from ..arrays import Ints
from ..spec import Kind, ModelSpec, TaskSpec, TrainSpec
from ..text import MAX_TOKENS, UNKNOWN, Reading, read_words
from .base import HELD_OUT, Batch, Measured, Task, forget_some
from .characters import VANISHING

DECLARATION = files(__package__) / "corpora" / "declaration.tsv"
"""A row for each article of each language: language, number, text."""

FIRST_HELD_OUT = 4
SPACE, APOSTROPHE = "␣", "'"
APOSTROPHES = "'’ʼ"
PASSAGES = 10
"""In the exam, of each language."""

EXAM_LENGTHS = (1, 2, 4, 8, 16, 32)


class Text(NamedTuple):
    """One side of the declaration: `letters` (N,) of all languages, one language behind the other.

    `begins` (languages, 2) says where each language begins and ends in `starts`, which are the places at
    which its words begin, and `ends` (languages,) where it ends in `letters`.
    """

    letters: Ints
    starts: Ints
    begins: Ints
    ends: Ints


class Languages(Task):
    """The language of a passage; trains on passages of `spec.shortest` to `spec.longest` letters.

    Capitals are read as small letters; what is neither letter nor apostrophe is a space, shown as "␣".
    """

    name = "languages"
    piece = "letter"
    title = "Which language is this?"
    shows = (
        "The first letters leave much open, and each further one moves the probabilities: a GRU and an LSTM "
        "are right on half of the passages after 4 letters and on nine of ten after 32. An RNN stays behind. "
        "What they know is the style of one declaration: of everyday sentences they name about three in four."
    )
    right_when = "after that many letters of a held-out passage the most probable language is its own"
    probe = "gdzie jest biblioteka"
    probe_answer = "Polish"
    samples = (
        "where is the library",
        "wo ist die bibliothek",
        "waar is de bibliotheek",
        "var ligger biblioteket",
        "où est la bibliothèque",
        "dov'è la biblioteca",
        "dónde está la biblioteca",
        "onde fica a biblioteca",
        "gdzie jest biblioteka",
        "missä kirjasto on",
        "maktaba iko wapi",
        "di mana perpustakaan itu",
    )
    exam_points = EXAM_LENGTHS
    curve_name = "read"
    curve_unit = "letters"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return (
            ModelSpec(kind, embedding_size=16, hidden_size=48),
            TaskSpec("languages", shortest=10, longest=40),
            TrainSpec(steps=1200, learning_rate=0.003 if kind == "rnn" else 0.015, decay=0.2),
        )

    def __init__(self, spec: TaskSpec) -> None:
        super().__init__(spec)
        self.vocabulary, self.classes, self._trained, self._kept = _declaration()

    @property
    def exam_answers(self) -> int:
        """How many passages the exam has: each point asks about more letters of the same ones."""
        return len(self._passages)

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` passages of one length that begin with a word; all languages equally often."""
        length = int(rng.integers(self.spec.shortest, self.spec.longest + 1))
        text = self._trained
        language = rng.integers(len(self.classes), size=size)
        low, high = text.begins[language].T
        room = np.searchsorted(text.starts, text.ends[language] - length, side="right")
        start = text.starts[rng.integers(low, np.minimum(high, room))]
        ids = forget_some(text.letters[start[:, None] + np.arange(length)], rng)
        weights = np.full(ids.shape, 1 / length, np.float32)
        targets = np.broadcast_to(language[:, None], ids.shape)
        return Batch(ids, targets, weights, np.full(size, length - 1), np.ones(ids.shape, bool))

    def exam(self, point: int) -> Batch:
        """Return the first `point` letters of held-out passages, equally many of each language."""
        ids = self._kept.letters[self._passages[:, None] + np.arange(point)]
        targets = np.broadcast_to(np.repeat(np.arange(len(self.classes)), PASSAGES)[:, None], ids.shape)
        judged = np.broadcast_to(np.arange(point) == point - 1, ids.shape)
        return Batch(ids, targets, judged.astype(np.float32), np.full(len(ids), point - 1), judged)

    @cached_property
    def _passages(self) -> Ints:
        """Where the exam's passages begin, language by language, spread over the held-out articles."""
        text, found = self._kept, []
        for (low, high), end in zip(text.begins, text.ends, strict=True):
            starts = text.starts[low:high]
            starts = starts[starts + EXAM_LENGTHS[-1] <= end]
            found.append(starts[np.linspace(0, len(starts) - 1, PASSAGES).round().astype(np.int64)])
        return np.concatenate(found)

    def read(self, text: str) -> Reading:
        """Cut a text into letters and look them up.

        Raises:
            ValueError: if there is no letter in the text.
        """
        pieces = letters(text) if isinstance(text, str) else []
        if not pieces:
            raise ValueError("There is no letter in this text. Type some words.")
        found = read_words(pieces[:MAX_TOKENS], self.vocabulary)
        return Reading(
            found.words, found.ids, found.known, max(0, len(pieces) - MAX_TOKENS), self.vocabulary, text
        )

    def write(self, words: Sequence[str]) -> str:
        """Put letters together to text."""
        return "".join(words).replace(SPACE, " ")


def letters(text: str) -> list[str]:
    """Cut a text into small letters, with one space for all that stands behind a word; marks and digits too.

    >>> letters("L’État, c'est...")
    ['l', "'", 'é', 't', 'a', 't', '␣', 'c', "'", 'e', 's', 't', '␣']
    """
    found: list[str] = []
    for character in unicodedata.normalize("NFC", text).lower():
        category = unicodedata.category(character)
        if category in VANISHING and not character.isspace():
            continue
        if character in APOSTROPHES:
            found.append(APOSTROPHE)
        elif category[0] in "LM":
            found.append(character)
        elif found and found[-1] != SPACE:
            found.append(SPACE)
    return found


@lru_cache(maxsize=1)
def _declaration() -> tuple[tuple[str, ...], tuple[str, ...], Text, Text]:
    """Return the letters of the training articles, the languages, and the two sides of the text."""
    trained: dict[str, list[str]] = defaultdict(list)
    kept: dict[str, list[str]] = defaultdict(list)
    for row in DECLARATION.read_text(encoding="utf-8").splitlines():
        language, number, article = row.split("\t")
        side = kept if int(number) % HELD_OUT == FIRST_HELD_OUT else trained
        side[language] += letters(article + " ")
    languages = tuple(sorted(trained))
    vocabulary = (UNKNOWN, *sorted({letter for text in trained.values() for letter in text}))
    one, other = (_side([side[language] for language in languages], vocabulary) for side in (trained, kept))
    return vocabulary, languages, one, other


def _side(texts: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> Text:
    ids = {letter: index for index, letter in enumerate(vocabulary)}
    whole = np.array([ids.get(letter, 0) for text in texts for letter in text])
    ends = np.cumsum([len(text) for text in texts])
    starts = np.flatnonzero(np.append(True, whole[:-1] == ids[SPACE]))
    begins = np.searchsorted(starts, np.column_stack([ends - [len(text) for text in texts], ends]))
    return Text(whole, starts, begins, ends)
