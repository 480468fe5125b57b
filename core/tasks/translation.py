"""Translation: "the dog can see a red house <go>" asks for "der Hund kann ein rotes Haus sehen <eos>".

An encoder reads English, a decoder writes German; each language has words of its own. To look words up is
not enough: German articles and adjectives follow the gender and the case of their noun, which comes after
them, and with "can", "must" and "will" the verb goes to the end of the German sentence. The grammar of both
is in `core.tasks.german`. A sentence counts as right if all its words and its end are.

In training a few adjectives are read as the unknown word and left out of the German sentence.
"""

from itertools import product
from unicodedata import category

import numpy as np

from ..arrays import Ints
from ..spec import Kind
from ..text import UNKNOWN, Reading, as_written
from . import german
from .base import FORGOTTEN, Batch, Measured, close_up
from .decoded import GO, DecodedTask, decoded_recipe
from .split import draw_side

END = "<eos>"
"""What the decoder writes behind its last word."""

VOCABULARY = (UNKNOWN, *german.ENGLISH, GO, *german.GERMAN)
CLASSES = (*german.GERMAN, END)
FEWEST = 5
"""Words of the shortest sentence: "the dog sees a house"."""

EXAM_LENGTHS = (5, 6, 7, 8, 9, 10)

_FORMS = {
    length: np.array([form for form in product((0, 1), repeat=5) if FEWEST + sum(form) == length])
    for length in EXAM_LENGTHS
}
"""By the number of words: whether there are a size and a colour before the first noun, a modal verb, and a
size and a colour before the second."""


class Translation(DecodedTask):
    """Translation of `spec.shortest` to `spec.longest` English words, one number a batch."""

    name = "translation"
    title = "Translation from English to German"
    shows = (
        "An LSTM translates nearly all sentences that it never read, with genders, cases and the verb at the "
        "end. In a GRU long ones are lost on their way through one state, in an RNN all. A decoder with "
        "attention looks back: then every cell translates most of them."
    )
    right_when = "every word of the German sentence is the most probable one at its place, and so is its end"
    vocabulary = VOCABULARY
    classes = CLASSES
    probe = "the small dog can see a red house <go> der kleine Hund kann ein rotes Haus"
    probe_answer = "sehen"
    samples = (
        probe,
        "the small dog can see a red house",
        "the dog sees a house",
        "a cat brings the big white mouse",
        "the horse will carry a small green lamp",
        "a nice black sheep must find the small red bird",
    )
    telling = frozenset(german.ENGLISH)
    kinds = tuple(map(frozenset, german.KINDS))
    exam_points = EXAM_LENGTHS
    curve_name = "length"
    curve_unit = "words"

    @classmethod
    def measured(cls, kind: Kind) -> Measured:
        """Return the measured recipe."""
        return decoded_recipe(kind, "translation", 5, 10)

    def read(self, text: str) -> Reading:
        """Cut a text into words, without marks; the sign to answer is put at the end where it is missing.

        Raises:
            ValueError: if there is no word in the text.
        """
        found = cut(text) if isinstance(text, str) else []
        if not found:
            raise ValueError("There is no word in this sentence. Type some, such as the dog sees a house.")
        return self.read_with_sign(found, None, text)

    def draw(self, rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
        """Draw `size` sentences of `length` English words."""
        return _sentences(rng, size, length, held_out)


def cut(text: str) -> list[str]:
    """Return the words of a text and its signs to answer, without marks.

    >>> cut("The dog, it sees! <go> der")
    ['The', 'dog', 'it', 'sees', '<go>', 'der']
    """
    parts = [[part] if part.lower() == GO else as_written(part) for part in text.split()]
    return [word for part in parts for word in part if word.lower() == GO or category(word[0])[0] != "P"]


def _sentences(rng: np.random.Generator, size: int, length: int, held_out: bool) -> Batch:
    def draw(count: int) -> Ints:
        """Return the ids of English sentences, and behind them their choices in the grammar."""
        forms = _FORMS[length]
        picked = german.pick(rng, forms[rng.integers(len(forms), size=count)])
        return np.hstack([close_up(_ids(german.english(picked)))[0], picked])

    picked = draw_side(draw, size, length, held_out)[:, length:]
    english, unknown = _ids(german.english(picked)), np.zeros_like(picked, bool)
    if not held_out:
        unknown[:, german.ADJECTIVES] = rng.random((size, len(german.ADJECTIVES))) < FORGOTTEN
        unknown &= picked >= 0
    read, _ = close_up(np.where(unknown, 0, english))
    answer, lengths = close_up(german.german(np.where(unknown, -1, picked)))
    right = np.hstack([answer, np.zeros((size, 1), np.int64)])
    right[np.arange(size), lengths] = CLASSES.index(END)
    sign = np.full((size, 1), VOCABULARY.index(GO))
    steps = np.arange(length + right.shape[1])
    last = length + lengths
    ids = np.hstack([read, sign, answer + VOCABULARY.index(GO) + 1])
    targets = np.hstack([np.zeros((size, length), np.int64), right])
    judged = (steps >= length) & (steps <= last[:, None])
    weights = (judged / judged.sum(axis=1, keepdims=True)).astype(np.float32)
    return Batch(np.where(steps <= last[:, None], ids, 0), targets, weights, last, judged)


def _ids(english: Ints) -> Ints:
    """Return the ids of English words by their places, -1 for none."""
    return np.where(english < 0, -1, english + 1)
