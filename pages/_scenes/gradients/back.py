"""One sentence and three cells: which share of the answer's gradient each line keeps at the word asked about.

The scenes before and after training show the same score of other networks.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import Network, Reading, RunSpec, Trace, task
from core.figures.gradient_staves import INSTRUMENTS
from core.instruments.summary import origin, share_kept
from core.spec import KINDS
from core.tasks import Task
from pages._shell.caches.networks import profile_of, trace_of
from pages._shell.lesson import findings
from pages._shell.lesson.choices import network_choice
from pages._shell.lesson.sentences import answer_meant, sentence_control
from pages._shell.story import page
from pages._shell.words import written

VEILED = ("shares", *INSTRUMENTS, *map("probe-{}".format, KINDS))
"""The staves that answer the question."""


@dataclass(frozen=True, slots=True)
class Back:
    """The gradient's way back over a sentence.

    Attributes:
        networks: One a cell; the last is the LSTM.
        reading: What they read.
        target: The class that the loss asks for at the last word.
        begin: The timestep of the word that is asked about.
    """

    networks: tuple[Network, ...]
    reading: Reading
    target: int
    begin: int

    @property
    def word(self) -> str:
        """The word that is asked about."""
        return self.reading.words[self.begin]

    @property
    def distance(self) -> int:
        """How many words back from the last one it stands."""
        return len(self.reading.words) - 1 - self.begin

    @property
    def answer(self) -> str:
        """The class that the loss asks for, by its name."""
        return self.networks[-1].classes[self.target]

    @property
    def traces(self) -> list[Trace]:
        """What each network does on the sentence."""
        return [trace_of(network, self.reading) for network in self.networks]

    def shares(self) -> dict[str, float]:
        """Return which share of its gradient at the last word each line keeps at the word asked about."""
        profiles = [profile_of(network, self.reading, self.target) for network in self.networks]
        norms = findings.norms_by_line(profiles)
        return {name: share_kept(norm, self.begin) for name, norm in norms.items()}


def back(networks: tuple[Network, ...], reading: Reading, recall: Task) -> Back:
    """Return the way back over a sentence, to its first word on which the answer depends."""
    target = answer_meant(trace_of(networks[-1], reading), reading, recall)
    return Back(networks, reading, target, origin(reading.words, recall.telling))


def whose() -> tuple[RunSpec, ...]:
    """Ask whose networks to show, where the visitor has some; return a recipe for each cell."""
    return network_choice("recall", KINDS, page("gradients").draws)


def sentence(specs: tuple[RunSpec, ...]) -> tuple[Task, Reading]:
    """Ask for the sentence; return the task that it is of, and its reading."""
    recall = task(specs[0].task)
    return recall, sentence_control(recall)


def in_words(shares: dict[str, float]) -> str:
    """Return what each line keeps: "RNN 2.0·10⁻⁵, GRU 0.002"."""
    return ", ".join(f"{findings.LINES[name]} {written(share, least=0)}" for name, share in shares.items())


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the places of the sentence and of the choices beside it."""
    left, right = st.columns([5, 3])
    return left, right
