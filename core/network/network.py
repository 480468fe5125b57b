"""A trained network as a frozen value: its recipe, how far it was trained, its words and its named weights.

Names, shapes and gate order are PyTorch's, so that the weights fit `torch.nn.Embedding`,
`torch.nn.RNN/GRU/LSTM` and `torch.nn.Linear` as they are. Knows no torch.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..spec import Imported, RunSpec
from ..spec.limits import check_word, shown
from ..tasks import task
from ..text import MAX_LETTERS, Reading, read_words
from .initial import draw_weights
from .shapes import GATES, weight_shapes

__all__ = ["GATES", "Answer", "Network", "Weights", "initial_network"]

Answer = Literal["class", "number"]
Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network after `step` training steps; `weights` are read-only float32 arrays.

    Weights that are not finite are kept as they are: a run that blew up can be looked at.

    Attributes:
        spec: Its recipe; of a network that was trained elsewhere, what is known of it (`core.spec.imported`).
        step: How many training steps it has taken.
        weights: By PyTorch's names, float32.
        vocabulary: Its words by id, in small letters where it shall find them in any case; the first stands
            for all that it does not know. Without one, words, classes and answer are those of its task.
        classes: What the readout tells apart; of a number, its name alone.
        answer: Whether it answers with one of its classes, or with a number.
        key: 16 hex digits that two networks share only if they are equal.
        is_finite: Whether all of its weights are numbers, none of them NaN or infinite.

    Raises:
        ValueError: if a weight is missing, unknown or of another shape than spec and words say; or if the
            words are not words, come twice, or have no classes beside them.
    """

    spec: RunSpec
    step: int
    weights: Weights
    vocabulary: tuple[str, ...] = field(default=(), repr=False)
    classes: tuple[str, ...] = field(default=(), repr=False)
    answer: Answer = field(default="class", repr=False)
    key: str = field(init=False)
    is_finite: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._take_words()
        shapes = weight_shapes(self.spec.model, len(self.vocabulary), len(self.classes))
        wrong = set(shapes) ^ set(self.weights)
        if wrong:
            names = ", ".join(sorted(wrong))
            raise ValueError(f"The weights differ from the spec in {names}; expected {', '.join(shapes)}.")
        kept: dict[str, NDArray[np.float32]] = {}
        digest = hashlib.sha256(f"{self.spec.key} {self.step}".encode())
        for name, shape in shapes.items():
            with np.errstate(over="ignore"):
                array = np.array(self.weights[name], dtype=np.float32, order="C")
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}; this spec and its words need {shape}.")
            array.flags.writeable = False
            digest.update(array.tobytes())
            kept[name] = array
        if not self.speaks_its_task:  # the keys of all others stay what they were before words were fields
            digest.update(repr((self.vocabulary, self.classes, self.answer)).encode())
        object.__setattr__(self, "weights", MappingProxyType(kept))
        object.__setattr__(self, "key", digest.hexdigest()[:16])
        finite = all(bool(np.isfinite(array).all()) for array in kept.values())
        object.__setattr__(self, "is_finite", finite)

    def __reduce__(self) -> tuple[Any, ...]:
        words = (self.vocabulary, self.classes, self.answer)
        return Network, (self.spec, self.step, dict(self.weights), *words)

    def _take_words(self) -> None:
        """Take words, classes and answer from the task if none came; refuse those that cannot be."""
        asked = task(self.spec.task)
        if not self.vocabulary and not self.classes and not self.is_imported:
            for name in ("vocabulary", "classes", "answer"):
                object.__setattr__(self, name, getattr(asked, name))
            return
        for name in ("vocabulary", "classes"):
            object.__setattr__(self, name, _checked_words(name, getattr(self, name)))
        check_word("answer", self.answer, get_args(Answer))
        if self.answer == "number" and len(self.classes) != 1:
            raise ValueError(
                f"answer is a number, and there are {len(self.classes)} classes. Give one: its name."
            )
        if self.spec.model.decoder and self.vocabulary != asked.vocabulary:
            raise ValueError("A decoder begins at a word of its task: leave vocabulary and classes out.")

    @property
    def speaks_its_task(self) -> bool:
        """Whether words, classes and answer are those of its task, as of every network trained here."""
        asked = task(self.spec.task)
        mine = (self.vocabulary, self.classes, self.answer)
        return mine == (asked.vocabulary, asked.classes, asked.answer)

    @property
    def is_imported(self) -> bool:
        """Whether it was trained elsewhere, and came without a recipe."""
        return isinstance(self.spec, Imported)

    @property
    def is_untrained(self) -> bool:
        """Whether its weights are those that were drawn from the seed of its recipe."""
        return self.step == 0 and not self.is_imported

    def read(self, sentence: str | Sequence[str]) -> Reading:
        """Cut a text into words as the network's task does, and look them up; or words that are cut already.

        Raises:
            ValueError: if it is neither, or there is no word in it.
        """
        asked = task(self.spec.task)
        if not isinstance(sentence, str):
            return read_words(sentence, self.vocabulary)
        reading = asked.read(sentence)
        if self.vocabulary == asked.vocabulary:
            return reading
        return asked.look_up(reading, self.vocabulary)

    @property
    def size(self) -> int:
        """Number of weights, the numbers of a random initial state included."""
        return sum(array.size for array in self.weights.values())


def initial_network(spec: RunSpec) -> Network:
    """Return the network before training, drawn from the seed.

    Raises:
        ValueError: if there is no recipe that could say from which seed.
    """
    if isinstance(spec, Imported):
        raise ValueError(  # noqa: TRY004 - it is a recipe that cannot be, as elsewhere
            f"{spec.label()}: there is no recipe by which to draw its first weights."
        )
    asked = task(spec.task)
    weights = draw_weights(spec.model, len(asked.vocabulary), len(asked.classes), spec.seed)
    if asked.vectors is not None:
        weights["embedding.weight"] = asked.vectors
    else:
        weights["embedding.weight"] *= np.float32(asked.embedding_spread)
    weights["readout.weight"] *= np.float32(asked.spread)
    if asked.unit != 1:
        weights["readout.bias"] *= np.float32(asked.unit)
    weights["readout.bias"] += np.float32(asked.centre)
    return Network(spec, 0, weights)


def _checked_words(name: str, words: object) -> tuple[str, ...]:
    """Return words by id, or refuse them."""
    if not isinstance(words, tuple | list) or not words:
        raise ValueError(f"{name} is {shown(words)}; expected words, such as ('<unk>', 'the', 'film').")
    for word in words:
        if not isinstance(word, str) or not 0 < len(word) <= MAX_LETTERS or not _is_text(word):
            raise ValueError(f"{name} has {shown(word)}; expected a word of 1 to {MAX_LETTERS} characters.")
    if (twice := first_twice(words)) is not None:
        raise ValueError(f"{name} has {shown(twice)} twice; give every word once.")
    return tuple(words)


def first_twice(words: Sequence[str]) -> str | None:
    """Return the first word that has come before; None if all differ."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            return word
        seen.add(word)
    return None


def _is_text(word: str) -> bool:
    """Whether a string can be written as text: half a character pair cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in word)
