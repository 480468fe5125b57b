"""What an encoder reads: letters of several lengths or the reader's own, sentences without their answers."""

from collections.abc import Sequence

from core import Network, Reading, task
from core.spec import TaskSpec
from core.tasks import Task
from core.tasks.decoded import GO
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.visit.choice import choice

SEQUENCES = {
    "4": "a b c d",
    "8": "d b c f a c d e",
    "10": "d h f f d g b d c a",
    "12": "b a d e h f a c e d g h",
}
"""The ten were chosen of 250 by five seeds: with attention they come back on all of these and on four of five
others; without, 4 to 8 of their letters are right."""

MOST = 12
"""Letters that are drawn."""

WORDS = ("headache", "cabbage", "bedhead", "facade")
"""Samples of one's own: words that need no other letters."""


class Spelled:
    """The task reversal, which also reads words as their letters: "head" is "h e a d"."""

    def __init__(self, spec: TaskSpec) -> None:
        self._task = task(spec)
        self.name, self.piece, self.evidence = self._task.name, self._task.piece, self._task.evidence
        self.probe = WORDS[0]
        self.samples = WORDS

    def read(self, text: str) -> Reading:
        """Cut a text at its spaces, and what stands between them into letters.

        Raises:
            ValueError: if there is no letter in the text.
        """
        return self._task.read(" ".join(_spelled(one) for one in text.split()))


def _spelled(piece: str) -> str:
    return piece if piece.lower() == GO else " ".join(piece)


class Unanswered:
    """A task whose sentences hold the answer as well: its probe and samples up to where that begins."""

    def __init__(self, asked: Task) -> None:
        self._task = asked
        self.name, self.piece, self.evidence = asked.name, asked.piece, asked.evidence
        self.samples = tuple(dict.fromkeys(map(self._question, asked.samples)))
        self.probe = self.samples[0]

    def _question(self, sentence: str) -> str:
        """Return what is read before the answer: what stands before the sign, or else the first word."""
        before, sign, _ = f"{sentence} ".partition(f" {GO} ")
        return before.strip() if sign or self._task.name == "translation" else sentence.split()[0]

    def read(self, text: str) -> Reading:
        """Cut a text as the task does."""
        return self._task.read(text)


def letters_control(scene: SceneFrame, network: Network, usual: str) -> tuple[str, ...]:
    """Ask for letters: one of the supplied sequences, or the reader's own word."""
    options = {**{one: one for one in SEQUENCES}, "own": "your own"}
    which = choice(f"{scene.key}_length", "Letters", options, usual)
    if which != "own":
        return tuple(SEQUENCES[which].split())
    return letters_of(network, scene.sentence(Spelled(network.spec.task)), MOST)


def letters_of(network: Network, reading: Reading, most: int) -> tuple[str, ...]:
    """Return at most so many letters of a sequence; those of the probe where none is known."""
    found = _before_go(network, reading.words)
    return (found or _before_go(network, network.read(task(network.spec.task).probe).words))[:most]


def _before_go(network: Network, words: Sequence[str]) -> tuple[str, ...]:
    read = [word.lower() for word in words]
    return tuple(word for word in read[: read.index(GO)] if word in network.classes)
