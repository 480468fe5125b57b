"""Home: one picture that moves, one question, and the way into the lessons."""

import streamlit as st

from core import default_run, task
from core.tasks.recall import ANSWERS
from pages._shell.cache import board, trace_of
from pages._shell.lesson.frame import explain, first_visit, just_answered, notes, predict, title
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_path, show_score
from pages._shell.story import parts, ways

spec = default_run("lstm", "recall")
recall = task(spec.task)
title("home")
(network,) = networks([spec])
reading = recall.read(recall.probe)
trace = trace_of(network, reading)
subject = next(word for word in trace.words if word in ANSWERS)
gap = len(trace.words) - 1 - trace.words.index(subject)
right = network.classes[int(trace.probabilities[-1].argmax())]
asked = {word: word for word in list(ANSWERS.values())[:4]}
guess = predict("home", asked, subject=subject, gap=gap)
score = board((network,), reading, ("unrolled", "readout", "hidden"), name="home", lens=False)
finished = show_score(
    score,
    key="home_score",
    veiled=("readout",) if guess.pending else (),
    play=just_answered() or first_visit(),
    question=guess.asked,
)
explain(
    "home",
    guess,
    right,
    finished,
    measured=right,
    sections=["explain" if right == ANSWERS[subject] else "wrong"],
    answer=ANSWERS[subject],
    before=" ".join(trace.words[-3:]),
    right_word=right,
    probability=f"{100 * trace.probabilities[-1].max():.1f} %",
    gap=gap,
)
st.header("The story", anchor=False)
if stop := show_path(parts(), ways(), key="home_path"):
    page, scene = stop
    st.switch_page(f"../{page}.py", query_params={"scene": scene} if scene else None)
notes("home")
