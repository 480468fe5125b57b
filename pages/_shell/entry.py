"""The script that every session runs: it names the pages in order, and runs the one asked for."""

from pathlib import Path

import streamlit as st

from pages._shell.lab.runs import take_finished
from pages._shell.plain import literal
from pages._shell.visitor import read_link

_ROOT = Path(__file__).parents[2]
_ICON = str(_ROOT / "assets" / "brand" / "favicon.svg")
_PAGES = (
    ("home", "Home", "A network reads a sentence"),
    ("unrolled", "The unrolled RNN", "One cell, used for every word"),
    ("lstm", "Inside the LSTM", "Gates, cell state and what they keep"),
    ("gradients", "Vanishing gradients", "How far learning reaches back"),
    ("train", "Training lab", "Any task, any cells, side by side"),
)

page = st.navigation(
    [
        st.Page(
            _ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == "home", help=help_text
        )
        for name, title, help_text in _PAGES
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} · Unrolled", page_icon=_ICON, layout="wide")
for problem in read_link(page.url_path or "home"):
    st.warning(literal(problem), icon=":material/link_off:")
take_finished()
page.run()
