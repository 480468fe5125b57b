"""The training lab: recipes are chosen and compared, networks learn, and what they learnt can be kept."""

import streamlit as st

from pages._shell.lab import keys
from pages._shell.lab.continued import continuations
from pages._shell.lab.editor import recipe_controls, run_control
from pages._shell.lab.kept import shelf
from pages._shell.lab.runs import clear_ghosts, current_runs, show, train_button, views
from pages._shell.lab.setup import begin_again, setup, usual_setup
from pages._shell.lab.state import lab
from pages._shell.lab.steer import carry_out
from pages._shell.lab.table import own_table
from pages._shell.lab.tasks import comparison_buttons, own_text, task_control
from pages._shell.lab.used_by import show_lessons
from pages._shell.lab.verdict import ask, remarks, tell
from pages._shell.lesson.frame import notes, title
from pages._shell.plain import literal
from pages._shell.visit.visitor import forget_cursor, write_link

title("train", begin_again)
with st.container(horizontal=True, vertical_alignment="bottom"):
    this = task_control()
    comparison_buttons()
own_text(this)
own_table(this)
recipe_controls(run_control)
if lab().problem:
    st.error(literal(lab().problem), icon=":material/tune:")
if lab().note:
    st.info(literal(lab().note), icon=":material/merge:")
forget_cursor()
# To the browser a new address is a page visited: one that nobody asked for would stand in the way back.
write_link(setup() if setup() != usual_setup() else ())
question, button = st.columns([5, 1.3], vertical_alignment="center")
with question:
    guess = ask(setup())
with button:
    train_button()
if lab().refused:
    st.error(literal(lab().refused), icon=":material/hourglass:")
trained = tuple(run.spec for run in current_runs())
if trained and trained != setup():
    st.caption("The settings above differ from the runs below. Press Train to run them.")
if lab().ghosts:
    st.button("Clear the earlier runs", icon=":material/layers_clear:", on_click=clear_ghosts, key=keys.CLEAR)
ended = show(carry_out)
run_views = views()
if ended:
    continuations(run_views)
    show_lessons(run_views)
    remarks(run_views)
    if trained == setup() and all(view.state in ("done", "diverged") for view in run_views):
        tell(run_views, guess)
    elif any(view.state == "stopped" for view in run_views):
        st.caption("A run was stopped, so nothing is compared. Train starts it again from the beginning.")
shelf(run_views)
notes("train")
