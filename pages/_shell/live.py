"""Runs while they go on: where each stands, and the pictures that move with it."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core import default_run
from core.figures.accuracy import Curve
from core.jobs import RunView
from pages._shell.cache import accuracy_drawing, course_drawing, course_of
from pages._shell.networks import progress_of, progress_text
from pages._shell.stage import show_figure

_EMPTY = "Nothing has been trained here yet. Press Train: it takes a few seconds."
_RECORDING = "This very recipe was trained here before: you see its recording. Another seed trains anew."
_EARLY, _LATE, _CLEARLY = 3, 20, 1.5
_ADVICE = "Try a learning rate ten or a hundred times smaller, and clipping if it is off."


def show_runs(views: Sequence[RunView], *, replay: bool) -> None:
    """Show how runs stand, and their loss, gradient norm and accuracy so far."""
    with st.container():  # one place for what stands above the pictures, so that they keep theirs
        if not views:
            st.info(_EMPTY, icon=":material/play_circle:")
        if replay:
            st.caption(_RECORDING)
        for column, view in zip(st.columns(max(len(views), 1)), views, strict=False):
            with column:
                _status(view)
    _pictures(views)


def _status(view: RunView) -> None:
    name = view.spec.model.kind.upper()
    last = view.history[-1] if view.history else None
    if view.state == "diverged":
        st.error(f"{name} diverged. {view.message} {_ADVICE}", icon=":material/trending_up:")
    elif view.state == "failed":
        st.error(f"{name}: {view.message}", icon=":material/error:")
    elif last is not None and view.state in ("stopped", "done"):
        took = f"{last.step} steps in {last.seconds:.2f} s of one core"
        how = took if view.state == "done" else f"stopped at step {last.step}"
        st.progress(progress_of(view), text=f"{name}: {how} · {100 * last.accuracy:.0f} % right")
        if got_worse(view):
            said = f"{name} got worse: from step {_turned(view)} on its loss stayed above where it began."
            st.warning(f"{said} The lessons do not use it. {_ADVICE}", icon=":material/trending_up:")
    else:
        st.progress(progress_of(view), text=progress_text(view))


def _pictures(views: Sequence[RunView]) -> None:
    spec = views[0].spec if views else default_run("lstm", "recall")
    caption = "Unrolled · " + ("; ".join(view.spec.label() for view in views) or "no run yet")
    known = tuple(view for view in views if view.history)
    curves: dict[str, Curve] = {view.spec.model.kind: view.history[-1].curve for view in known}
    steps = spec.train.steps
    drawings = (
        ("Loss", "loss", course_drawing(known, "losses", steps)),
        ("Gradient norm, before clipping", "gradient-norm", course_drawing(known, "gradient_norms", steps)),
        ("Right answers", "accuracy", accuracy_drawing(curves, spec.task)),
    )
    for column, (title, name, drawing) in zip(st.columns(3), drawings, strict=True):
        with column:
            show_figure(drawing, key=f"train_{name}", title=title, name=name, caption=caption)


def got_worse(view: RunView) -> bool:
    """Whether a run ended with a clearly higher loss than it began with."""
    losses = course_of(view, "losses").values
    if len(losses) < 2 * _LATE:
        return False
    return bool(np.median(losses[-_LATE:]) > _CLEARLY * np.median(losses[:_EARLY]))


def _turned(view: RunView) -> int:
    """Return the step from which on the loss was above its first value."""
    losses = course_of(view, "losses").values
    below = np.flatnonzero(losses <= losses[0])
    return int(below[-1]) + 2
