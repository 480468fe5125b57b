"""The training page's recipe, and starting, watching and stopping its runs."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core import LIMITS, RunSpec, default_run, task
from core.jobs import RunRefusedError, RunView, desk
from core.spec import KINDS
from pages._shell.lesson import Guess, explain, predict
from pages._shell.live import got_worse, show_runs
from pages._shell.networks import in_capitals, task_control
from pages._shell.recording import as_recorded, replaying, start_recording
from pages._shell.visitor import keep, resettable, watcher, write_link

_POLL = 0.35
_MANY = 0.9
_YES, _NO, _NONE = "yes", "no", "no single one"


def recipe_control() -> tuple[RunSpec, ...]:
    """Ask for task, cells and settings; return a recipe for each cell. All limits stand in the labels."""
    names = [kind.upper() for kind in KINDS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task_name = task_control("train_task", "recall")
        in_capitals("train_cells", names, several=True)
        cells = st.segmented_control(
            "Cells",
            names,
            default=names,
            selection_mode="multi",
            key=resettable("train_cells", names),
            bind="query-params",
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
        if kind.upper() in cells:
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
        views = [desk().submit(spec, watcher()) for spec in specs]
        st.session_state["runs"] = tuple(specs)
        start_recording(views)
        st.session_state.pop("refused", None)
    except RunRefusedError as refusal:
        st.session_state["refused"] = str(refusal)


def take_finished() -> None:
    """Make the good networks of this visitor's finished runs its own, whatever page it is on by then."""
    for view in _views(st.session_state.get("runs", ())):
        taken = st.session_state.setdefault("taken", set())
        if view.state == "done" and view.key not in taken and not got_worse(view):
            taken.add(view.key)
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
        if views and runs != tuple(specs):
            st.caption("The settings above differ from the runs below. Press Train to run them.")
    active = any(view.active for view in views) or replaying()
    st.fragment(_live, run_every=_POLL if active else None)(runs, active)
    if active or not views:
        return
    finished = [view for view in views if view.state == "done"]
    _where_to_go([view.spec for view in finished if not got_worse(view)])
    if any(view.state == "stopped" for view in views):
        st.caption("Stopped. The lessons keep the networks they had; Train begins again from the start.")
    if runs == tuple(specs) and len(finished) == len(runs):  # the question is about these very recipes
        _explain(finished, guess)


def _where_to_go(specs: Sequence[RunSpec]) -> None:
    """Name the lessons that use these networks from now on."""
    write_link(specs)
    trained = {(spec.task.name, spec.model.kind) for spec in specs}
    lessons = (
        ("unrolled", "The unrolled RNN", {("recall", kind) for kind in KINDS}),
        ("lstm", "Inside the LSTM", {("recall", "lstm"), ("sentiment", "lstm")}),
        ("gradients", "Vanishing gradients", {("recall", kind) for kind in KINDS}),
    )
    using = [(page, label) for page, label, wanted in lessons if wanted & trained]
    if not using:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":material/check: Now used by", width="content")
        for page, label in using:
            st.page_link(f"../{page}.py", label=label)


def _views(runs: Sequence[RunSpec]) -> list[RunView]:
    return [view for spec in runs if (view := desk().look(spec.key, watcher())) is not None]


def _live(runs: tuple[RunSpec, ...], was_active: bool) -> None:
    views = [as_recorded(view) for view in _views(runs)]
    show_runs(views, replay=replaying())
    if was_active and not replaying() and not any(view.active for view in views):
        st.rerun()


def ask(specs: Sequence[RunSpec]) -> Guess:
    """Ask what will come of these recipes."""
    unit = task(specs[0].task).curve_name
    if len(specs) == 1:
        return predict("train", [_YES, _NO], section="question one", unit=unit)
    return predict("train", [*(spec.model.kind.upper() for spec in specs), _NONE], unit=unit)


def _explain(views: Sequence[RunView], guess: Guess) -> None:
    """Say who was right most often, if the exam is long enough to tell."""
    this, spec = task(views[0].spec.task), views[0].spec
    scores = {view.spec.model.kind.upper(): view.history[-1].accuracy for view in views}
    ranked = sorted(scores, key=lambda name: -scores[name])
    count = sum(len(this.exam(point).ids) for point in this.exam_points)
    margin = 2 * (0.25 / count) ** 0.5 * 2**0.5  # two standard errors of a difference of shares near one half
    sections = ["explain"]
    if scores[ranked[0]] < this.chance + margin:
        sections.append("chance")
    if len(ranked) == 1:
        right = _YES if scores[ranked[0]] > _MANY else _NO
    else:
        sections.append("many")
        right = ranked[0] if scores[ranked[0]] - scores[ranked[1]] > margin else _NONE
    explain(
        "train",
        guess,
        right,
        True,
        sections=sections,
        count=count,
        unit=this.curve_name,
        scores=", ".join(f"{name} {100 * score:.0f} %" for name, score in scores.items()),
        margin=f"{100 * margin:.0f}",
        chance=f"{100 * this.chance:.1f} %",
        seed=spec.seed,
        steps=spec.train.steps,
        rate=f"{spec.train.learning_rate:g}",
    )
    if guess.pending:
        st.caption("Answer the question above to read what came out, in words.")
