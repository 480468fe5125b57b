"""What a task is: sentences without end to learn from, and an exam of sentences that are never among them.

A sentence belongs to the exam if the sum of its ids is divisible by `HELD_OUT`; training sentences never
are. So what counts as right in the exam was not seen in training, for any seed and any number of steps.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.arrays import Ints
from core.spec import TaskSpec

HELD_OUT = 8
"""One sentence in so many is kept for the exam."""

FORGOTTEN = 0.04
"""Share of filler words that training replaces by the unknown word: the network learns to read over it."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Sentences and what is asked about them.

    `ids` (B, T); `targets` (B, T) the right class after each word; `weights` (B, T) how much each answer
    counts: the loss is the sum of weight x cross-entropy over the batch, divided by B. Behind a sentence
    that is shorter than T stand ids that count for nothing; `last` (B,) is the timestep of the final word,
    where the answer is judged.
    """

    ids: Ints
    targets: Ints
    weights: NDArray[np.float32]
    last: Ints


class Task(Protocol):
    """What a page, a run and a test may ask of a task."""

    @property
    def spec(self) -> TaskSpec:
        """What it was made from."""

    @property
    def name(self) -> str:
        """Its name in a spec."""

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word it can say; the unknown word is the first."""

    @property
    def classes(self) -> tuple[str, ...]:
        """What the readout tells apart."""

    @property
    def chance(self) -> float:
        """Accuracy of one who never reads the sentence."""

    @property
    def probe(self) -> str:
        """The sentence on which learning is watched."""

    @property
    def probe_answer(self) -> str:
        """The class that is right after it."""

    @property
    def samples(self) -> tuple[str, ...]:
        """Sentences to try, in words the network knows."""

    @property
    def telling(self) -> frozenset[str]:
        """The words on which the answer depends."""

    @property
    def exam_points(self) -> tuple[int, ...]:
        """The lengths (gaps, neutral words) at which the exam is held."""

    @property
    def curve_name(self) -> str:
        """What those lengths count."""

    @property
    def curve_unit(self) -> str:
        """Their unit."""

    @property
    def answer_at(self) -> int:
        """The timestep whose readout is judged, counted from the end: -1."""

    def batch(self, rng: np.random.Generator, size: int) -> Batch:
        """Draw `size` training sentences."""

    def exam(self, point: int) -> Batch:
        """Return the held-out sentences of one length; always the same ones."""


def exam_rng(point: int) -> np.random.Generator:
    """Return the generator of the exam at one length: fixed, so that every run sits the same exam."""
    return np.random.default_rng((0xE8A3, point))


def choose_last(rest: Ints, first: int, rng: np.random.Generator, held_out: bool) -> Ints:
    """Choose one of `HELD_OUT` words with ids from `first` on, so that the sentence falls on the wanted side.

    `rest` (B,) is the sum of the other ids. Returns ids (B,).
    """
    side = np.zeros(len(rest), np.int64) if held_out else rng.integers(1, HELD_OUT, size=len(rest))
    return first + (side - rest - first) % HELD_OUT


def forget_some(ids: Ints, rng: np.random.Generator) -> Ints:
    """Replace a small share of the words by the unknown word; shape as it came."""
    return np.where(rng.random(ids.shape) < FORGOTTEN, 0, ids)
