"""Train live: choose a task, up to three cells and a recipe; watch them learn; the lessons then use what was trained."""

import streamlit as st

from core import task
from core.spec import KINDS
from pages._shell.lesson import notes, predict, title
from pages._shell.training import recipe_control, start, stop, watch

title("train", "Train live")
specs = recipe_control()
guess = predict("train", [kind.upper() for kind in KINDS] + ["no difference"], unit=task(specs[0].task).curve_name)
with st.container(horizontal=True, vertical_alignment="center"):
    st.button("Train", type="primary", icon=":material/play_arrow:", on_click=start, args=(specs,), key="train_start")
    st.button("Stop", icon=":material/stop:", on_click=stop, key="train_stop")
watch(specs, guess)
notes("train")
