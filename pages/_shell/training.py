"""The training page's parts: the recipe, start and stop, and the pictures that move while runs are going on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from core import LIMITS, RunSpec, default_run, task
from core.figures.training import Course, accuracy_figure, gradient_norm_figure, loss_figure
from core.jobs import RunRefusedError, RunView, desk
from core.spec import KINDS, TASKS
from pages._shell.lesson import explain
from pages._shell.networks import progress_of, progress_text
from pages._shell.stage import show_figure
from pages._shell.visitor import keep, watcher

_POLL = 0.25
_ADVICE = "Try a learning rate ten times smaller, and clipping if it is off."
_EQUAL = 0.02


def recipe_control() -> tuple[RunSpec, ...]:
    """Ask for task, cells and settings; return a recipe for each cell. All limits stand in the labels."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task_name = st.segmented_control("Task", TASKS, default="recall", required=True, key="train_task", bind="query-params")
        kinds = st.segmented_control(
            "Cells", KINDS, default=KINDS, selection_mode="multi", key="train_cells", bind="query-params", format_func=str.upper
        )
        buttons = st.container(horizontal=True, width="content")
    usual = default_run("lstm", task_name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        units = _whole("Units", "hidden_size", usual.model.hidden_size, task_name)
        steps = _whole("Steps", "steps", usual.train.steps, task_name)
        limit = LIMITS["learning_rate"]
        rate = st.number_input(
            f"Learning rate ({limit.low:g} to {limit.high:g})", min_value=limit.low, max_value=limit.high, value=usual.train.learning_rate,
            step=0.001, format="%.6g", key=f"{task_name}_rate", bind="query-params", persist_state="session",
        )  # fmt: skip
        seed = _whole("Seed", "seed", 1, task_name)
        clip = st.toggle("Clip gradients at norm 1", value=True, key="train_clip", bind="query-params", persist_state="session")
    specs = []
    for kind in KINDS:
        if kind in kinds:
            run = default_run(kind, task_name)
            train = replace(run.train, steps=steps, learning_rate=rate, clip=1.0 if clip else None)
            specs.append(replace(run, model=replace(run.model, hidden_size=units), train=train, seed=seed))
    with buttons:
        st.button("Train", type="primary", icon=":material/play_arrow:", on_click=start, args=(specs,), disabled=not specs, key="train_start")
        st.button("Stop", icon=":material/stop:", on_click=stop, key="train_stop")
    if not specs:
        st.info("Choose at least one cell: RNN, GRU or LSTM.", icon=":material/check_box:")
        st.stop()
    return tuple(specs)


def _whole(label: str, name: str, usual: int, task_name: str) -> int:
    limit = LIMITS[name]
    top = "" if limit.high > 1e6 else f" ({limit.low:.0f} to {limit.high:.0f})"
    return int(st.number_input(
        f"{label}{top}", min_value=int(limit.low), max_value=int(limit.high), value=usual, step=1,
        key=f"{task_name}_{name}", bind="query-params", persist_state="session",
    ))  # fmt: skip


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


def stop() -> None:
    """Leave the runs of this visitor; a run that nobody else watches stops at once."""
    for spec in st.session_state.get("runs", ()):
        desk().leave(spec.key, watcher())


def watch(specs: Sequence[RunSpec], guess: str | None) -> None:
    """Show the runs of this visitor, alive while they go on."""
    if refused := st.session_state.get("refused"):
        st.error(refused, icon=":material/hourglass:")
    runs: tuple[RunSpec, ...] = st.session_state.get("runs", ())
    views = _views(runs)
    if runs and runs != tuple(specs):
        st.caption("The settings above differ from the runs below. Press Train to run them.")
    active = any(view.active for view in views)
    st.fragment(_live, run_every=_POLL if active else None)(runs, active)
    finished = [view for view in views if view.state == "done"]
    if active or not views:
        return
    for view in finished:
        keep(view.spec)
    if finished:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/check: The lessons now use these networks:", width="content")
            for page, label in (("unrolled", "The unrolled RNN"), ("lstm", "Inside the LSTM"), ("gradients", "Vanishing gradients")):
                st.page_link(f"../{page}.py", label=label)
        _explain(finished, guess)


def _views(runs: Sequence[RunSpec]) -> list[RunView]:
    return [view for spec in runs if (view := desk().look(spec.key, watcher())) is not None]


def _live(runs: tuple[RunSpec, ...], was_active: bool) -> None:
    views = _views(runs)
    if not views:
        st.info("Nothing has been trained here yet. Press Train: three networks need about two seconds.", icon=":material/play_circle:")
    for column, view in zip(st.columns(max(len(views), 1)), views, strict=False):
        with column:
            _status(view)
    _pictures(views)
    if was_active and not any(view.active for view in views):
        st.rerun()


def _status(view: RunView) -> None:
    name = view.spec.model.kind.upper()
    last = view.history[-1] if view.history else None
    if view.state == "diverged":
        st.error(f"{name} diverged. {view.message} {_ADVICE}", icon=":material/trending_up:")
    elif view.state == "failed":
        st.error(f"{name}: {view.message}", icon=":material/error:")
    elif view.state == "stopped" and last is not None:
        st.progress(progress_of(view), text=f"{name}: stopped at step {last.step} · {100 * last.accuracy:.0f} % right")
    elif view.state == "done" and last is not None:
        st.progress(1.0, text=f"{name}: {last.step} steps in {last.seconds:.2f} s of one core · {100 * last.accuracy:.0f} % right")
    else:
        st.progress(progress_of(view), text=progress_text(view))


def _pictures(views: Sequence[RunView]) -> None:
    spec = views[0].spec if views else default_run("lstm", "recall")
    this = task(spec.task)
    caption = "Unrolled · " + ("; ".join(view.spec.label() for view in views) or "no run yet")
    losses = [_course(view, "losses") for view in views if view.history]
    norms = [_course(view, "gradient_norms") for view in views if view.history]
    curves = {view.spec.model.kind: view.history[-1].curve for view in views if view.history}
    loss, norm, accuracy = st.columns(3)
    with loss:
        last = ", ".join(f"{view.spec.model.kind.upper()} {view.history[-1].losses[-1]:.3g}" for view in views if view.history and len(view.history[-1].losses))
        show_figure(loss_figure(losses, spec.train.steps), key="train_loss", title="Loss", name="loss", alt=f"Loss against training steps. Last: {last or 'none yet'}", caption=caption)
    with norm:
        show_figure(gradient_norm_figure(norms, spec.train.steps), key="train_norm", title="Gradient norm", name="gradient-norm", alt="Gradient norm against training steps", caption=caption)
    with accuracy:
        figure = accuracy_figure(curves, this.chance, f"{this.curve_name} ({this.curve_unit})", (spec.task.shortest, spec.task.longest))
        said = "; ".join(f"{kind.upper()} {100 * curve[-1][1]:.0f} % at {curve[-1][0]}" for kind, curve in curves.items())
        show_figure(figure, key="train_accuracy", title="Right answers", name="accuracy", alt=f"Right answers by {this.curve_name}. {said}", caption=caption)


def _course(view: RunView, name: str) -> Course:
    values = np.concatenate([getattr(snapshot, name) for snapshot in view.history])
    return Course(view.spec.model.kind, np.arange(1, len(values) + 1), values)


def _explain(views: Sequence[RunView], guess: str | None) -> None:
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
