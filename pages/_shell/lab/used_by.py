"""Which lessons use what was trained in the lab."""

from collections.abc import Sequence

import streamlit as st

from core.jobs import RunView
from pages._shell.lab.quality import got_worse
from pages._shell.story import PAGES
from pages._shell.visit.visitor import is_drawn


def show_lessons(views: Sequence[RunView]) -> None:
    """Name the lessons that use these networks from now on."""
    good = [view for view in views if view.state == "done" and not got_worse(view)]
    specs = [view.spec for view in good if is_drawn(view.spec)]
    using = [(page, drawn[-1]) for page in PAGES if (drawn := [spec for spec in specs if page.draws(spec)])]
    if not using:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":material/check: Now used by", width="content")
        for page, spec in using:
            st.page_link(f"../{page.name}.py", label=page.title, query_params=page.link_to(spec))
