"""The training page's recipe, and starting, watching and stopping its runs."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core import LIMITS, RunSpec, default_run, task
from core.jobs import RunRefusedError, RunView, desk
from core.spec import KINDS
from pages._shell.lesson import Guess, explain
from pages._shell.live import show_runs
from pages._shell.networks import task_control
from pages._shell.visitor import keep, resettable, watcher

_POLL = 0.25
_EQUAL = 0.02


def recipe_control() -> tuple[RunSpec, ...]:
    """Ask for task, cells and settings; return a recipe for each cell. All limits stand in the labels."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task_name = task_control("train_task", "recall")
        kinds = st.segmented_control(
            "Cells",
            KINDS,
            default=KINDS,
            selection_mode="multi",
            key=resettable("train_cells", list(KINDS)),
            bind="query-params",
            format_func=str.upper,
        )
        buttons = st.container(horizontal=True, width="content")
    usual = default_run("lstm", task_name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        units = _whole("Units", "hidden_size", usual.model.hidden_size, task_name)
        steps = _whole("Steps", "steps", usual.train.steps, task_name)
        rate = _rate(usual.train.learning_rate, task_name)
        seed = _whole("Seed", "seed", 1, task_name)
        clip = st.toggle(
            "Clip gradients at norm 1",
            value=True,
            key=resettable("train_clip", True),
            bind="query-params",
            persist_state="session",
        )
    specs = []
    for kind in KINDS:
        if kind in kinds:
            run = default_run(kind, task_name)
            train = replace(run.train, steps=steps, learning_rate=rate, clip=1.0 if clip else None)
            specs.append(replace(run, model=replace(run.model, hidden_size=units), train=train, seed=seed))
    with buttons:
        st.button(
            "Train",
            type="primary",
            icon=":material/play_arrow:",
            on_click=start,
            args=(specs,),
            disabled=not specs,
            key="train_start",
        )
        going = any(view.active for view in _views(st.session_state.get("runs", ())))
        st.button("Stop", icon=":material/stop:", on_click=stop, disabled=not going, key="train_stop")
    if not specs:
        st.info("Choose at least one cell: RNN, GRU or LSTM.", icon=":material/check_box:")
        st.stop()
    return tuple(specs)


def _whole(label: str, name: str, usual: int, task_name: str) -> int:
    limit = LIMITS[name]
    top = "" if limit.high > 1e6 else f" ({limit.low:.0f} to {limit.high:.0f})"
    return int(st.number_input(
        f"{label}{top}", min_value=int(limit.low), max_value=int(limit.high), value=usual, step=1,
        key=resettable(f"{task_name}_{name}", usual), bind="query-params", persist_state="session",
    ))  # fmt: skip


def _rate(usual: float, task_name: str) -> float:
    limit = LIMITS["learning_rate"]
    return st.number_input(
        f"Learning rate ({limit.low:g} to {limit.high:g})",
        min_value=limit.low,
        max_value=limit.high,
        value=usual,
        step=0.001,
        format="%.6g",
        key=resettable(f"{task_name}_rate", usual),
        bind="query-params",
        persist_state="session",
    )


def start(specs: Sequence[RunSpec]) -> None:
    """Begin these runs for this visitor, and end those that were going."""
    stop()
    try:
        for spec in specs:
            desk().submit(spec, watcher())
        st.session_state["runs"] = tuple(specs)
        st.session_state.pop("refused", None)
    except RunRefusedError as refusal:
        st.session_state["refused"] = str(refusal)


def take_finished() -> None:
    """Make the networks of this visitor's finished runs its own, whatever page it is on by then."""
    for view in _views(st.session_state.get("runs", ())):
        if view.state == "done" and view.key not in st.session_state.setdefault("taken", set()):
            st.session_state["taken"].add(view.key)
            keep(view.spec)


def stop() -> None:
    """Leave the runs of this visitor; a run that nobody else watches stops at once."""
    for spec in st.session_state.get("runs", ()):
        desk().leave(spec.key, watcher())


def watch(specs: Sequence[RunSpec], guess: Guess) -> None:
    """Show the runs of this visitor, alive while they go on."""
    runs: tuple[RunSpec, ...] = st.session_state.get("runs", ())
    views = _views(runs)
    with st.container():
        if refused := st.session_state.get("refused"):
            st.error(refused, icon=":material/hourglass:")
        if runs and runs != tuple(specs):
            st.caption("The settings above differ from the runs below. Press Train to run them.")
    active = any(view.active for view in views)
    st.fragment(_live, run_every=_POLL if active else None)(runs, active)
    finished = [view for view in views if view.state == "done"]
    if active or not views:
        return
    if finished:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/check: The lessons now use these networks:", width="content")
            for page, label in (
                ("unrolled", "The unrolled RNN"),
                ("lstm", "Inside the LSTM"),
                ("gradients", "Vanishing gradients"),
            ):
                st.page_link(f"../{page}.py", label=label)
        _explain(finished, guess)


def _views(runs: Sequence[RunSpec]) -> list[RunView]:
    return [view for spec in runs if (view := desk().look(spec.key, watcher())) is not None]


def _live(runs: tuple[RunSpec, ...], was_active: bool) -> None:
    views = _views(runs)
    show_runs(views)
    if was_active and not any(view.active for view in views):
        st.rerun()


def _explain(views: Sequence[RunView], guess: Guess) -> None:
    scores = {view.spec.model.kind.upper(): view.history[-1].curve[-1] for view in views}
    ranked = sorted(scores, key=lambda name: -scores[name][1])
    equal = len(ranked) < 2 or scores[ranked[0]][1] - scores[ranked[1]][1] < _EQUAL
    this, spec = task(views[0].spec.task), views[0].spec
    explain(
        "train",
        guess,
        "no difference" if equal else ranked[0],
        True,
        point=scores[ranked[0]][0],
        unit=this.curve_name,
        scores=", ".join(f"{name} {100 * score:.0f} %" for name, (_, score) in scores.items()),
        chance=f"{100 * this.chance:.1f} %",
        seed=spec.seed,
        steps=spec.train.steps,
        rate=f"{spec.train.learning_rate:g}",
    )
