"""A network typed by hand: fields as on an exercise sheet, the score, and the worked solution."""

import streamlit as st

from core import gradient_profile, record
from core.instruments.worked import as_latex, as_text, count_line, gradient_lines, worked_solution
from pages._shell.cache import own_board
from pages._shell.lesson.frame import explain, just_answered, notes, predict, title
from pages._shell.own.typed import typed_fields
from pages._shell.plain import literal
from pages._shell.stage import show_score

ANSWERS = {"larger": "larger", "smaller": "smaller", "same": "the same"}
DIGITS = 4

title("hand")
typed = typed_fields()
network = typed.network
trace = record(network, typed.sentence)
first, last = (round(float(trace.answers[at, 0]), DIGITS) for at in (0, -1))
right = "larger" if last > first else "smaller" if last < first else "same"
guess = predict(
    "hand", ANSWERS, old={label: answer for answer, label in ANSWERS.items()}, inputs=literal(typed.sentence)
)
show_score(
    own_board(network, typed.sentence, target=typed.target),
    key="hand_score",
    veiled=("readout",) if guess.pending else (),
    play=just_answered(),
    question=guess.asked,
)
explain(
    "hand",
    guess,
    right,
    True,
    first=f"{first:g}",
    last=f"{last:g}",
    count=literal(count_line(trace)),
)
if not guess.pending:
    steps = worked_solution(trace)
    back = gradient_lines(gradient_profile(trace, typed.target))
    with st.expander("The worked solution", expanded=True, icon=":material/edit_note:"):
        text, latex = st.tabs(["As text", "As LaTeX"])
        text.code(as_text([*steps, back]), language=None)
        latex.code(as_latex([*steps, back]), language="latex")
notes("hand")
