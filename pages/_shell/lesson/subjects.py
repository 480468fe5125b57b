"""The sentence in which the dog is looked for: its own field, so that its default can be chosen for it.

The default is the one on which the read-out of most seeds says what all of them say on average: the RNN's
loses the dog and the RNN says a wrong word on 8 of seeds 0 to 9, GRU and LSTM are right on all.
"""

from dataclasses import dataclass

from core import Reading
from core.tasks import Task

LONG = "the dog that i knew at home again with my sister by the old house had a fluffy"
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
