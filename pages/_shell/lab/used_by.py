"""Which lessons use what was trained in the lab."""

from collections.abc import Sequence

import streamlit as st

from core import RunSpec
from core.jobs import RunView
from pages._shell.lab.quality import got_worse
from pages._shell.visitor import is_plain


def show_lessons(views: Sequence[RunView]) -> None:
    """Name the lessons that use these networks from now on."""
    specs = [v.spec for v in views if v.state == "done" and is_plain(v.spec) and not got_worse(v)]
    using = [(page, label, found[-1]) for page, label, uses in _LESSONS if (found := [*filter(uses, specs)])]
    if not using:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":material/check: Now used by", width="content")
        for page, label, spec in using:
            asked: dict[str, str] = {f"{page}_task": spec.task.name}
            if page == "unrolled":
                asked["cell"] = spec.model.kind.upper()
            st.page_link(f"../{page}.py", label=label, query_params=asked)


def _always(_spec: RunSpec) -> bool:
    return True


def _an_lstm(spec: RunSpec) -> bool:
    return spec.model.kind == "lstm"


def _on_recall(spec: RunSpec) -> bool:
    return spec.task.name == "recall"


_LESSONS = (
    ("unrolled", "The unrolled RNN", _always),
    ("lstm", "Inside the LSTM", _an_lstm),
    ("gradients", "Vanishing gradients", _on_recall),
)
