"""What the scenes share: the controls, and what the networks do on the sentence."""

from dataclasses import dataclass

import streamlit as st

from core import Network, Reading, Trace, task
from core.tasks import Task
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.caches.sheets import Others
from pages._shell.lesson.choices import TaskControl, Weights, answer_called, network_choice, weights_choice
from pages._shell.lesson.others import Draw, OfWeights, other_weights
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.story import page

SIGNALS = (
    "forget_gate",
    "input_gate",
    "output_gate",
    "candidate",
    "cell_state",
    "lines-cell_state",
    "hidden",
)
LEDGER = ("memory", "ledger", "written")
_WEIGHTS = "compared_weights"


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence, and who reads it.

    Attributes:
        task: What the network was trained for.
        reading: The sentence.
        weights: Whose weights are shown.
        of_weights: The networks of each choice of weights.
        readout: What the row of its answers is called.
    """

    task: Task
    reading: Reading
    weights: Weights
    of_weights: OfWeights
    readout: str

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks that are drawn."""
        return self.of_weights[self.weights]

    @property
    def trace(self) -> Trace:
        """What the first network that is drawn does on the sentence."""
        return trace_of(self.networks[0], self.reading)

    @property
    def before(self) -> Trace:
        """What it did before training."""
        return trace_of(self.of_weights["untrained"][0], self.reading)

    @property
    def field(self) -> str:
        """The key of the sentence's control."""
        return sentence_key(self.task)

    def others(self, draw: Draw) -> Others:
        """Return what the scene would show with the other weights."""
        return other_weights(_WEIGHTS, self.weights, self.of_weights, draw)


def read(scene: SceneFrame) -> Read:
    """Ask for task, weights and sentence; return what is read, by whom."""
    with scene.controls():
        controls, choices = st.columns([9, 11])
    with choices, st.container(horizontal=True):
        draws = page("lstm").draws
        task_name = TaskControl("lstm_task", "everyday", draws, formerly="sentiment").ask(["lstm"])
        weights = weights_choice(_WEIGHTS, ("trained", "untrained", "both"))
        specs = network_choice(task_name, ["lstm"], draws)
    (learnt,) = networks(specs)
    fresh = untrained(learnt.spec)
    this = task(learnt.spec.task)
    with controls:
        reading = sentence_control(this)
    of_weights: OfWeights = {"trained": (learnt,), "untrained": (fresh,), "both": (learnt, fresh)}
    return Read(this, reading, weights, of_weights, answer_called(task_name))
