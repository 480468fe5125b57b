"""One network on one sentence: the controls of the first scene, and what they choose."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import Network, Reading, task
from core.spec import Kind
from core.tasks import Task
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Others, Sheet
from pages._shell.lesson.choices import (
    TaskControl,
    Weights,
    answer_called,
    cell_choice,
    network_choice,
    weights_choice,
)
from pages._shell.lesson.others import Shown, other_cells
from pages._shell.lesson.sentences import sentence_control
from pages._shell.lesson.waiting import networks
from pages._shell.story import page


class Chosen(NamedTuple):
    """What the reader chose.

    Attributes:
        kind: The cell.
        weights: Trained or untrained.
        network: The network.
        task: Its task.
        reading: The sentence.
        tasks: The choice of the task, for what the other options would show.
        place: Where the scene stands: above the choice of another task.
    """

    kind: Kind
    weights: Weights
    network: Network
    task: Task
    reading: Reading
    tasks: TaskControl
    place: DeltaGenerator

    def sheet(self, parts: tuple[str, ...]) -> Sheet:
        """Return the score of the network with some staves."""
        answer = answer_called(self.task.spec.name)
        return _board((self.network,), self.reading, parts, answer)

    def others(self, parts: tuple[str, ...], veiled: tuple[str, ...]) -> Others:
        """Return what the other cells and weights would show, with what is covered there as well."""
        answer = answer_called(self.task.spec.name)
        return other_cells(
            self.kind,
            self.weights,
            lambda kind: self.tasks.meant([kind]),
            page("unrolled").draws,
            lambda shown: Shown(_board(shown, NO_SENTENCE, parts, answer), veiled),
        )


def _board(shown: tuple[Network, ...], reading: Reading, parts: tuple[str, ...], answer: str) -> Sheet:
    """Return a score on which nothing has a colour before its word is read."""
    return board(shown, reading, parts, name="unrolled", readout=answer, revealed=("hidden",))


def ask() -> Chosen:
    """Ask for the sentence, the cell and the weights, and below the scene for the task."""
    controls, choices = st.columns([11, 9])
    place, below = st.container(gap="xsmall"), st.container(horizontal=True)
    draws = page("unrolled").draws
    with choices, st.container(horizontal=True, vertical_alignment="bottom"):
        kind = cell_choice("cell", "rnn")
        weights = weights_choice("weights")
    tasks = TaskControl("unrolled_task", "recall", draws, ["recall", "everyday"])
    with below:
        task_name = tasks.ask([kind])
        specs = network_choice(task_name, [kind], draws)
    with place:
        (network,) = networks(specs, trained=weights == "trained")
    this = task(network.spec.task)
    with controls:
        reading = sentence_control(this)
    return Chosen(kind, weights, network, this, reading, tasks, place)
