"""A scene's own first sentence, where the one of the task would not show what the scene is about."""

from dataclasses import dataclass

from core import Reading
from core.tasks import Task


@dataclass(frozen=True, slots=True)
class Opening:
    """A task's sentences with another first one, in a field of its own.

    Attributes:
        task: The task.
        name: What its sentence is called in links.
        probe: The sentence that is shown at first.
    """

    task: Task
    name: str
    probe: str

    @property
    def piece(self) -> str:
        """What is read at a timestep."""
        return self.task.piece

    @property
    def samples(self) -> tuple[str, ...]:
        """Sentences to try."""
        return self.task.samples

    @property
    def evidence(self) -> frozenset[str]:
        """Words without any of which the answer is a guess."""
        return self.task.evidence

    def read(self, text: str) -> Reading:
        """Cut a text and look its words up."""
        return self.task.read(text)
