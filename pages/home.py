"""Home: one picture that moves, one question, and the way into the lessons."""

import streamlit as st

from core import default_run, task
from core.tasks.recall import ANSWERS
from pages._shell.cache import board, trace_of
from pages._shell.lesson.frame import explain, first_visit, just_answered, notes, predict, title
from pages._shell.lesson.networks import networks
from pages._shell.stage import show_score

LESSONS = (
    (
        "unrolled",
        "1 · The unrolled RNN",
        "One cell, used for every word: what is stored, and what only looks like it.",
    ),
    ("lstm", "2 · Inside the LSTM", "Three gates, word by word, on your own sentence, with every number."),
    ("gradients", "3 · Vanishing gradients", "How much of the answer's signal reaches the first word?"),
    ("train", "4 · Training lab", "Any task, any cells, side by side: watch them learn, and rewind."),
)

spec = default_run("lstm", "recall")
recall = task(spec.task)
title("home", "See a recurrent network read, remember, forget and learn")
(network,) = networks([spec])
trace = trace_of(network, recall.probe)
subject = next(word for word in trace.words if word in ANSWERS)
gap = len(trace.words) - 1 - trace.words.index(subject)
right = recall.classes[int(trace.probabilities[-1].argmax())]
guess = predict("home", list(ANSWERS.values())[:4], subject=subject, gap=gap)
score = board((network,), recall.probe, ("unrolled", "readout", "hidden"), name="home", lens=False)
finished = show_score(
    score,
    key="home_score",
    veiled=("readout",) if guess.pending else (),
    play=just_answered() or first_visit(),
)
explain(
    "home",
    guess,
    right,
    finished,
    before=" ".join(trace.words[-3:]),
    right_word=right,
    probability=f"{100 * trace.probabilities[-1].max():.1f} %",
    gap=gap,
)
for column, (page, heading, text) in zip(st.columns(4), LESSONS, strict=True):
    with column, st.container(border=True, height="stretch"):
        st.page_link(f"../{page}.py", label=f"**{heading}**")
        st.markdown(text)
notes("home")
