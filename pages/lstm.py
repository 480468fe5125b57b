"""Inside the LSTM: gates, cell state and hidden state on the reader's sentence, trained against untrained."""

import streamlit as st

from core import task
from core.instruments.summary import lowest_mean
from pages._shell.cache import NO_SENTENCE, board, trace_of, untrained, words_asked
from pages._shell.lesson.choices import TaskControl, answer_called, network_choice, weights_choice
from pages._shell.lesson.findings import closed_most, gate_found, if_tied, lowest_gates, tie, written
from pages._shell.lesson.frame import explain, just_answered, notes, predict, title
from pages._shell.lesson.others import OfWeights, Shown, other_weights
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.story import page

GATES = ("forget_gate", "input_gate", "output_gate", "candidate")
LEDGER = ("ledger", "written")
BOARD = ("apart", *LEDGER, *GATES, "cell_state", "lines-cell_state", "hidden", "readout", "paths")
HIDDEN = (*LEDGER, "paths")
COVERED = ("forget_gate", *LEDGER, "paths-lstm")

title("lstm")
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    draws = page("lstm").draws
    task_name = TaskControl("lstm_task", "everyday", draws, formerly="sentiment").ask(["lstm"])
    weights = weights_choice("compared_weights", ("trained", "untrained", "both"))
    specs = network_choice(task_name, ["lstm"], draws)
(learnt,) = networks(specs)
fresh = untrained(learnt.spec)
of_weights: OfWeights = {"trained": (learnt,), "untrained": (fresh,), "both": (learnt, fresh)}
drawn_networks = of_weights[weights]
this = task(learnt.spec.task)
with controls:
    reading = sentence_control(this)
looked = drawn_networks[0]
trace, before = trace_of(looked, reading), trace_of(fresh, reading)
keeps = lowest_mean(trace, "forget_gate")
options = words_asked(looked, reading, this.telling)
best = lowest_gates({word: keeps[word].mean for word in options})
right = best[0]
guess = predict("lstm", {word: word for word in options}, pieces=f"{this.piece}s")
answer = answer_called(task_name)
at = keeps[right].timestep
score = board(drawn_networks, reading, BOARD, name="lstm", readout=answer, hidden=HIDDEN)
finished = show_score(
    score,
    key="lstm_score",
    veiled=COVERED if guess.pending else (),
    play=just_answered(),
    question=guess.asked,
    field=sentence_key(this),
    others=other_weights(
        "compared_weights",
        weights,
        of_weights,
        lambda shown: Shown(
            board(shown, NO_SENTENCE, BOARD, name="lstm", readout=answer, hidden=HIDDEN),
            COVERED if guess.pends_on(words_asked(shown[0], reading, this.telling)) else (),
        ),
    ),
    anew={
        sample: COVERED
        for sample in this.samples
        if not guess.pending and guess.pends_on(words_asked(looked, this.read(sample), this.telling))
    },
)
explain(
    "lstm",
    guess,
    right,
    finished,
    measured=tie(best),
    accepted=best,
    sections=["explain", *if_tied(best), gate_found(trace, before, at)],
    word=literal(right),
    units=looked.spec.model.hidden_size,
    place=at + 1,
    lowest=f"{keeps[right].mean:.2f}",
    mean=f"{trace['forget_gate'].mean():.2f}",
    compared=", ".join(f"{literal(word)} {keeps[word].mean:.2f}" for word in options),
    untrained=f"{before['forget_gate'][at].mean():.2f}",
    untrained_mean=f"{before['forget_gate'].mean():.2f}",
    **written(trace),
    **closed_most(trace, at),
)
notes("lstm")
