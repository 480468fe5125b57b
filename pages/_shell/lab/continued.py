"""How the networks that were trained on a series go on with it: beyond its end, or where it is known."""

from collections.abc import Sequence

import streamlit as st

from core import Network, task
from core.jobs import RunView
from core.spec import Kind
from core.tasks.series import Series
from pages._shell.caches.series import continuation_drawing
from pages._shell.lab import keys
from pages._shell.stage import show_figure

_COUNT = 64
_WHERE = {"held": "in the part that was held out", "beyond": "beyond its end"}
"""First where the series itself is known, so that one sees who is right."""


def continuations(views: Sequence[RunView]) -> None:
    """Draw how finished networks go on with their series, the last of each cell; nothing for other tasks."""
    tasks = {view.spec.task for view in views}
    this = task(next(iter(tasks))) if len(tasks) == 1 else None
    networks: dict[Kind, Network] = {
        view.spec.model.kind: view.network
        for view in views
        if view.state == "done" and view.network is not None
    }
    if not isinstance(this, Series) or not networks:
        return
    where = st.segmented_control(
        "The networks go on",
        list(_WHERE),
        default="held",
        required=True,
        format_func=lambda one: _WHERE[one],
        key=keys.CONTINUED,
    )
    begins = len(this.values) if where == "beyond" else this.begins
    show_figure(
        continuation_drawing(tuple(networks.values()), _COUNT, begins),
        key=keys.CONTINUATION,
        title="How they go on, each reading its own predictions",
        name="continuation",
        caption="Unrolled · " + "; ".join(view.spec.label() for view in views),
    )
