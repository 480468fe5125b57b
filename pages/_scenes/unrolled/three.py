"""RNN, GRU and LSTM on a sentence with a subject: the controls of two scenes, and what they choose."""

from typing import NamedTuple

import streamlit as st

from core import Network, Reading, task
from core.spec import KINDS
from pages._shell.lesson.choices import Weights, network_choice, weights_choice
from pages._shell.lesson.sentences import sentence_control
from pages._shell.lesson.subjects import Subjects
from pages._shell.lesson.waiting import networks
from pages._shell.story import page


class Three(NamedTuple):
    """What the reader chose.

    Attributes:
        networks: An RNN, a GRU and an LSTM.
        weights: Trained or untrained.
        sentences: What cuts the sentence; its name is that of the field.
        reading: The sentence.
    """

    networks: tuple[Network, ...]
    weights: Weights
    sentences: Subjects
    reading: Reading


def ask() -> Three:
    """Ask for the sentence and the weights."""
    controls, choices = st.columns([5, 3])
    with choices, st.container(horizontal=True, vertical_alignment="bottom"):
        weights = weights_choice("weights")
        specs = network_choice("recall", KINDS, page("unrolled").draws)
    shown = networks(specs, trained=weights == "trained")
    sentences = Subjects(task(specs[0].task))
    with controls:
        reading = sentence_control(sentences, several=True)
    return Three(shown, weights, sentences, reading)
