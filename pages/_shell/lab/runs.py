"""The runs of the lab: started, shown, and ghosts once others come.

Train begins in the script where it cannot begin in its callback: after a restart of the server the first
click reaches a session that has never seen the button.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from core import RunSpec
from core.figures.runs import ghost
from core.jobs import RunRefusedError, RunView, desk
from pages._shell.caches.scores import lab_sheet
from pages._shell.lab import keys
from pages._shell.lab.orders import Order
from pages._shell.lab.quality import got_worse
from pages._shell.lab.setup import setup
from pages._shell.lab.state import Going, lab
from pages._shell.server.reports import ENDED
from pages._shell.stage import show_lab
from pages._shell.visit.visitor import is_drawn, keep, link_runs, watcher

MOST_GHOSTS = 12


def current_runs() -> tuple[Going, ...]:
    """Return the runs that were started last, or those of the link if all were trained here before."""
    state = lab()
    if state.going is None:
        known = tuple(Going(spec, spec.key) for spec in link_runs())
        there = all(desk().look(run.key, watcher()) is not None for run in known)
        state.going = known if there else ()
    return state.going


def views() -> list[RunView]:
    """Return how the runs stand; what the desk has forgotten is left out."""
    found = (desk().look(run.key, watcher()) for run in current_runs())
    return [view for view in found if view is not None]


def start(specs: Sequence[RunSpec]) -> None:
    """Begin these runs for this visitor; those that were there stop, and stay as ghosts."""
    leave_ghosts(specs)
    stop(but=specs)
    state = lab()
    state.refused, state.renamed = "", {}
    state.going = tuple(submitted(specs))
    state.round += 1


def train_button() -> None:
    """Show the button that begins the runs that are set up."""

    def begin() -> None:
        start(setup())
        lab().begun = True

    count = len(setup())

    pressed = st.button(
        "Train" if count == 1 else f"Train {count} runs",
        type="primary",
        icon=":material/play_arrow:",
        on_click=begin,
        key=keys.TRAIN,
        shortcut="ctrl+enter",
        width="stretch",
    )
    begun, lab().begun = lab().begun, False
    if pressed and not begun:  # the server was started again: this session has never seen the callback
        start(setup())


def submitted(specs: Sequence[RunSpec]) -> list[Going]:
    """Have recipes trained for this visitor, as many as the desk takes; why it takes no more is noted."""
    runs = []
    for spec in specs:
        try:
            runs.append(Going(spec, desk().submit(spec, watcher()).key))
        except RunRefusedError as refusal:
            lab().refused = str(refusal)
            break
    return runs


def stop(but: Sequence[RunSpec]) -> None:
    """Leave the runs of this visitor `but` those of these recipes; a run that nobody else watches stops."""
    for run in current_runs():
        if run.spec not in but:
            desk().leave(run.key, watcher())


def take_finished() -> None:
    """Make the good networks of this visitor's finished runs its own, whatever page it is on by then."""
    taken = lab().taken
    for view in views():
        if view.state == "done" and view.key not in taken and not got_worse(view):
            taken.add(view.key)
            if is_drawn(view.spec):
                keep(view.spec)


def leave_ghosts(coming: Sequence[RunSpec]) -> None:
    """Keep the curves of the runs that are there, faint, behind those that come, unless they come again."""
    for view in views():
        if view.spec not in coming:
            leave_ghost(view)


def leave_ghost(view: RunView, name: str = "") -> None:
    """Keep the curves of one run, under a name of the reader's if it has one."""
    if view.history:
        past = ghost(view.spec, view.history, name)
        others = (one for one in lab().ghosts if (one.spec, one.name) != (past.spec, past.name))
        lab().ghosts = (*others, past)[-MOST_GHOSTS:]


def clear_ghosts() -> None:
    """Take the curves of earlier runs away."""
    lab().ghosts = ()


def show(on_order: Callable[[Order], None]) -> bool:
    """Show the runs; `on_order` gets what the reader orders. Return whether all of them have ended."""
    runs = current_runs()
    specs, called, continued = zip(*runs, strict=True) if runs else ((), (), ())
    tasks = {spec.task.name for spec in specs}
    alike = tuple(past for past in lab().ghosts if past.spec.task.name in tasks)
    sheet = lab_sheet(specs, called, continued, alike)
    show_lab(
        sheet.text,
        key=keys.RUNS,
        on_order=on_order,
        again=str(lab().round),
        play=str(lab().round or ""),
    )
    return bool(runs) and ENDED.issuperset(view.state for view in views())
