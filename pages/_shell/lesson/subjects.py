"""The sentence in which the dog is looked for: its own field, so that its default can be chosen for it.

The default is the one on which the read-out of most seeds says what all of them say on average: the RNN's
loses the dog and the RNN says a wrong word on 8 of seeds 0 to 9, GRU and LSTM are right on all. The first
page has a shorter one, on which seed 0 loses the dog once and for good: 7 of seeds 0 to 9 lose it, and 7 say
a wrong word (`tests/bench/claimed/home.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core import Reading
from core.figures.ink import still_read
from core.tasks import Task

LONG = "the dog that i knew at home again with my sister by the old house had a fluffy"
RIVER = "the dog that my sister found near the river in town had a brown"
SHORT = "the dog that they kept in the house once one day there had a fluffy"


@dataclass(frozen=True)
class Subjects:
    """What stands in for recall where its sentences are asked for (`sentences.Sentences`)."""

    task: Task
    name: str = "dog"
    piece: str = "word"
    probe: str = LONG

    @property
    def samples(self) -> tuple[str, ...]:
        """Sentences to try."""
        return (self.probe, SHORT, *self.task.samples)

    @property
    def evidence(self) -> frozenset[str]:
        """Words without any of which there is nothing to read."""
        return self.task.evidence

    def read(self, text: str) -> Reading:
        """Cut a text and look its words up."""
        return self.task.read(text)


Outcome = Literal["nothing", "lost", "kept", "both lost", "turned"]


def outcome(told: Mapping[str, Any]) -> Outcome:
    """Return which of two networks, an RNN and a gated one, still has the subject at the last word.

    Args:
        told: What `core.figures.ink` measured of the two.

    Returns:
        "nothing" if there is no subject, "lost" if only the RNN has lost it, "turned" if only the other has.
    """
    if not told["subject"]:
        return "nothing"
    names: Mapping[tuple[bool, ...], Outcome] = {
        (False, True): "lost",
        (True, True): "kept",
        (False, False): "both lost",
        (True, False): "turned",
    }
    return names[tuple(still_read(row) for row in told["rows"])]


def words_with(row: Mapping[str, Any]) -> tuple[int, int]:
    """Return after how many words the subject is what is read, and after how many anything is."""
    read = [one for one in row["read"] if one]
    return sum(one["right"] for one in read), len(read)
