"""The unrolled RNN: one cell, a copy for each word, shared weights, the equation of the pinned timestep."""

import streamlit as st

from core import task
from pages._shell.cache import NO_SENTENCE, board, trace_of
from pages._shell.lesson.choices import (
    TaskControl,
    answer_called,
    cell_choice,
    network_choice,
    weights_choice,
)
from pages._shell.lesson.findings import answer_found, blocks_of, other_weights, squashed_sum
from pages._shell.lesson.frame import explain, just_answered, notes, predict, title
from pages._shell.lesson.others import Shown, other_cells
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_score
from pages._shell.story import page
from pages._shell.words import counted, listed, percent, thousands

ANSWERS = {"same": "the same", "twice": "twice as many", "four": "four times"}
PARTS = ("apart", "unrolled", "readout", "hidden")

title("unrolled")
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    kind = cell_choice("cell", "rnn")
    weights = weights_choice("weights")
    draws = page("unrolled").draws
    tasks = TaskControl("unrolled_task", "recall", draws, ["recall", "everyday"])
    task_name = tasks.ask([kind])
    specs = network_choice(task_name, [kind], draws)
(network,) = networks(specs, trained=weights == "trained")
this = task(network.spec.task)
with controls:
    reading = sentence_control(this)
count, answer = len(reading.words), answer_called(task_name)
guess = predict(
    "unrolled",
    ANSWERS,
    old={label: answer for answer, label in ANSWERS.items()},
    boxes="1 box" if count == 1 else f"{count} boxes",
    piece=this.piece,
)
show_score(
    board((network,), reading, PARTS, name="unrolled", readout=answer),
    key="unrolled_score",
    play=just_answered(),
    scene="roll",
    question=guess.asked,
    field=sentence_key(this),
    others=other_cells(
        kind,
        weights,
        lambda kind: tasks.meant([kind]),
        draws,
        lambda shown: Shown(board(shown, NO_SENTENCE, PARTS, name="unrolled", readout=answer)),
    ),
)
last = trace_of(network, reading).answers[-1]
says = network.classes[int(last.argmax())]
sections = ["explain", f"cell {kind}"]
if reading == this.read(this.probe) and this.answer == "class":
    sections.append(answer_found(says, last.max(), this.probe_answer))
explain(
    "unrolled",
    guess,
    "same",
    True,
    sections=sections,
    weights=thousands(network.size),
    words=counted(count, this.piece),
    twice=counted(2 * count, this.piece),
    w_x=thousands(network.weights["rnn.weight_ih_l0"].size),
    w_h=thousands(network.weights["rnn.weight_hh_l0"].size),
    w_y=thousands(network.weights["readout.weight"].size),
    cell=kind.upper(),
    blocks=blocks_of(network.spec.model),
    others=listed(other_weights(network.spec.model)),
    squashed=squashed_sum(network.spec.model),
    says=says,
    sure=f"{percent(last.max())} %",
    answer=this.probe_answer,
)
notes("unrolled", units=network.spec.model.hidden_size)
