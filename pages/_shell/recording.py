"""A run that was trained before with the very same recipe is not trained again: its recording is played."""

import time
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.jobs import RunView

_SECONDS = 2.5


def start_recording(views: Sequence[RunView]) -> None:
    """Begin to play those of these runs that are done already."""
    done = [view.key for view in views if not view.active]
    st.session_state["recording"] = (time.monotonic(), frozenset(done))


def _share() -> float:
    began, keys = st.session_state.get("recording", (0.0, frozenset()))
    return min((time.monotonic() - began) / _SECONDS, 1.0) if keys else 1.0


def replaying() -> bool:
    """Whether a recording is being played."""
    return _share() < 1


def as_recorded(view: RunView) -> RunView:
    """Return a run as its recording shows it now."""
    share = _share()
    if share == 1 or view.key not in st.session_state["recording"][1] or not view.history:
        return view
    seen = max(1, int(share * len(view.history)))
    return replace(view, state="running", history=view.history[:seen])
