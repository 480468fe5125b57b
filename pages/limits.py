"""What none of it is: how small these networks are, what their numbers rest on, and what is used today."""

import streamlit as st

from pages._scenes.limits.sizes import measured, sizes
from pages._shell.caches.terms import with_terms
from pages._shell.lesson.frame import notes, prose, title
from pages._shell.stage import show_picture

SECTIONS = {
    "size": "Toys",
    "numbers": "One machine, some random starts",
    "language": "A language made up",
    "today": "Where recurrent networks are used, and why attention took over",
    "missing": "What is not shown here",
    "sources": "Sources",
}

title("limits")
show_picture(
    "distance",
    {"least": 2, "most": 512, "words": 12},
    key="limits_picture",
    name="distance",
    alt="In a recurrent network the first word reaches the last one word by word, with attention in one. "
    "Attention compares every word with every word for it.",
)
values = {**sizes(), **measured()}
for section, heading in SECTIONS.items():
    st.header(heading, anchor=section)
    st.markdown(with_terms(prose("limits")[section]).format(**values))
notes("limits")
