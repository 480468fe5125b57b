"""The unrolled RNN: one cell, a copy for each word, shared weights, the equation of the pinned timestep."""

import streamlit as st

from core import task
from core.spec import KINDS
from pages._shell.cache import board
from pages._shell.lesson import explain, just_answered, notes, predict, title
from pages._shell.networks import network_control, networks, trained_control
from pages._shell.sentences import sentence_control
from pages._shell.stage import show_score
from pages._shell.visitor import resettable

title("unrolled", "The unrolled RNN")
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    kind = st.segmented_control(
        "Cell",
        KINDS,
        default="rnn",
        required=True,
        key=resettable("cell", "rnn"),
        bind="query-params",
        format_func=str.upper,
    )
    trained = trained_control()
    specs = network_control("recall", [kind])
(network,) = networks(specs, trained=trained)
with controls:
    sentence, reading = sentence_control(task(network.spec.task))
same = "the same"
guess = predict("unrolled", [same, "twice as many", "four times"], timesteps=len(reading.words))
score = board((network,), sentence, ("unrolled", "readout", "hidden"), name="unrolled")
finished = show_score(
    score,
    key="unrolled_score",
    veiled=("readout",) if guess.pending else (),
    play=just_answered(),
    scene="roll",
)
explain(
    "unrolled",
    guess,
    same,
    finished,
    weights=f"{network.size:,}",
    timesteps=len(reading.words),
    twice=2 * len(reading.words),
    w_x=f"{network.weights['rnn.weight_ih_l0'].size:,}",
    w_h=f"{network.weights['rnn.weight_hh_l0'].size:,}",
    w_y=f"{network.weights['readout.weight'].size:,}",
)
notes("unrolled", units=network.spec.model.hidden_size)
