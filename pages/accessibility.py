"""How far all can use these pages: a statement, and each criterion of WCAG 2.2 with how it is checked."""

import re
from collections import Counter

import streamlit as st

from pages._shell.lesson.frame import prose, title, way_on
from pages._shell.visit.visitor import forget_cursor

SECTIONS = {
    "state": "Where it stands",
    "unmet": "What is not met",
    "keys": "By keyboard",
    "read": "How it is checked",
    "mind": "What a check does not see",
    "criteria": "Every criterion",
}
STATES = {
    "met": "met",
    "exceptions": "met with exceptions",
    "unmet": "not met",
    "apart": "does not apply",
    "unexamined": "not examined",
}

lesson = prose("accessibility")
rows = re.findall(r"^\| (\d[^|]*) \| ([^|]+) \|([^|]*)\|$", lesson["criteria"], re.MULTILINE)
said = Counter(state for _, state, _ in rows)
counts = {name: said[state] for name, state in STATES.items()}
as_list = "\n".join(
    f"- **{name}**: *{state}*. {how.strip()}" for name, state, how in rows
)  # 320 px wide, too

title("accessibility")
forget_cursor()
for section, heading in SECTIONS.items():
    st.header(heading, anchor=section)
    text = as_list if section == "criteria" else lesson[section]
    st.markdown(text.format(**counts, criteria=said.total()))
way_on("accessibility")
