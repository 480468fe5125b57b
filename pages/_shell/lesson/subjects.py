"""The sentence in which the dog is looked for: its own field, so that its default can be chosen for it.

The default is the one on which the read-out of most seeds says what all of them say on average: the RNN
loses the dog, GRU and LSTM keep it. The first page has a shorter one, on which seed 0 loses the dog once and
for good. On how many seeds it is so is measured in `core.experiments`: `unrolled/dog/sentence`, `home/fades`
and `home/says`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core import Reading
from core.experiments.lessons.unrolled_subjects import LONG
from core.figures.ink import still_read
from core.tasks import Task

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
