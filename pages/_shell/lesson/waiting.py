"""The networks of a lesson, and waiting for them while they are being trained."""

from collections.abc import Sequence

import streamlit as st

from core import Network, RunSpec, task
from core.figures.accuracy import Curve
from core.jobs import RunRefusedError, RunView, desk
from pages._shell.cache import untrained
from pages._shell.lab.quality import worded
from pages._shell.visit.visitor import opened, watcher
from pages._shell.words import thousands

_POLL = 0.2


def networks(specs: Sequence[RunSpec], *, trained: bool = True) -> tuple[Network, ...]:
    """Return the networks of these recipes; while one is missing, show progress and end this page's run."""
    if not trained:
        return tuple(untrained(spec) for spec in specs)
    views = [_view(spec) for spec in specs if opened(spec) is None]
    ended = [
        view
        for view in views
        if view.state in ("stopped", "paused", "failed") or (not view.active and view.network is None)
    ]
    if ended:
        st.error(f"{ended[0].spec.label()} could not be trained. {ended[0].message}", icon=":material/error:")
        if st.button("Train it again"):
            desk().submit(ended[0].spec, watcher())
            st.rerun()
        st.stop()
    if any(view.active for view in views):
        _waiting(tuple(view.spec for view in views))
        st.stop()
    for view in views:
        if view.state == "diverged":
            st.warning(
                f"{view.spec.label()}: {view.message} You see the network as it was then.",
                icon=":material/trending_up:",
            )
    found = {view.spec: view.network for view in views}
    given = [opened(spec) or found[spec] for spec in specs]
    return tuple(network for network in given if network is not None)


def _view(spec: RunSpec) -> RunView:
    view = desk().look(spec.key, watcher())
    if view is not None:
        return view
    try:
        return desk().submit(spec, watcher())
    except RunRefusedError as refusal:
        st.error(str(refusal), icon=":material/hourglass:")
        st.stop()


@st.fragment(run_every=_POLL)
def _waiting(specs: tuple[RunSpec, ...]) -> None:
    """Show how far training has come; run the page again when it is done."""
    with st.container(border=True):
        st.markdown(
            "**The networks of this page are being trained** on this machine, now. It takes a few seconds."
        )
        views = [_view(spec) for spec in specs]
        for view in views:
            st.progress(progress_of(view), text=progress_text(view))
    if not any(view.active for view in views):
        st.rerun()


def exam_curves(specs: Sequence[RunSpec]) -> dict[str, Curve]:
    """Return the last measured (length, score) points of trained recipes by kind of cell."""
    views = [_view(spec) for spec in specs if opened(spec) is None]
    return {view.spec.model.kind: view.history[-1].curve for view in views if view.history}


def progress_of(view: RunView) -> float:
    """Return the share of its steps that a run has done, 0 to 1."""
    return min(view.history[-1].step / view.spec.train.steps, 1.0) if view.history else 0.0


def progress_text(view: RunView) -> str:
    """Say in words where a run stands."""
    name = view.spec.model.kind.upper()
    if view.state == "queued":
        return f"{name}: waiting for a free worker, place {view.place}"
    if view.state == "stopped":
        return f"{name}: stopped before its first measurement"
    if not view.history:
        return f"{name}: the worker is warming up"
    last, asked = view.history[-1], task(view.spec.task)
    score = worded(last.score, asked) + (" right" if asked.scale == "share" else "")
    return f"{name}: step {thousands(last.step)} of {thousands(view.spec.train.steps)} · {score}"
