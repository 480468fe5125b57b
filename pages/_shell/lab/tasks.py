"""Which task the lab trains on: its choice, what it shows, a text of one's own, comparisons by one click."""

import streamlit as st

from core import LIMITS, default_run, task
from core.recipes.experiments import EXPERIMENTS
from core.spec import TASKS, TaskName
from core.tasks import Task
from pages._shell.lab import keys
from pages._shell.lab.setup import change, choose_experiment, choose_task, generation, setup, while_shown
from pages._shell.plain import literal
from pages._shell.stage import show_text
from pages._shell.words import percent


def task_control() -> Task:
    """Ask for the task; all runs change to it, each with its measured recipe there. Return the first's."""
    now = setup()[0].task
    there = tuple(dict.fromkeys(spec.task.name for spec in setup()))
    key = keys.task_choice(generation())

    def chosen() -> None:
        if st.session_state[key]:
            choose_task(st.session_state[key])

    st.selectbox(
        "Task (differ)" if len(there) > 1 else "Task",
        list(TASKS),
        list(TASKS).index(now.name) if len(there) == 1 else None,
        format_func=_title,
        key=key,
        on_change=while_shown(chosen),
        placeholder=", ".join(map(_title, there)),
        width=300,
    )
    return task(now)


def _title(name: TaskName) -> str:
    return task(default_run("lstm", name).task).title


def own_text(this: Task) -> None:
    """Say what the task shows and when an answer is right; ask language models for a text."""
    there = {spec.task.name: task(spec.task) for spec in setup()}.values()
    for one in there:
        what = f"{one.title}: " if len(there) > 1 else ""
        judged = "It does well where" if one.less_is_better else "An answer is right when"
        st.caption(literal(f"{what}{one.shows} {judged} {one.right_when}."))
    if not all(one.generates for one in there):
        return
    st.caption(" ".join(_read(one) for one in there))
    low, high, _ = LIMITS["text"]
    with st.expander("Your own text", expanded=bool(this.spec.text), icon=":material/edit_note:"):
        if this.spec.text:
            st.caption(
                "The link to this page cannot hold your text. It opens these runs on the supplied text."
            )
        show_text(this.spec.text, key=keys.TEXT, low=int(low), high=int(high), on_text=_take_text)


def _read(this: Task) -> str:
    """Say how a text is read: what is put into small letters, and how much of it no network will know."""
    text = "Your text" if this.spec.text else "The supplied text"
    note = f"{text} is read {this.curve_unit[:-1]} by {this.curve_unit[:-1]}, capitals as small letters."
    if not this.unread:
        return note
    return (
        f"{note} {percent(this.unread)} % of it are {this.curve_unit} too rare to be learnt. The networks "
        f"read all of these as one unknown {this.curve_unit[:-1]}, and such answers are not judged."
    )


def _take_text(text: str) -> None:
    change(range(len(setup())), "task", "text", text)


def experiment_buttons() -> None:
    """Offer comparisons that are set up with one click."""
    for name, experiment in EXPERIMENTS.items():
        st.button(
            experiment.title,
            key=keys.experiment(name),
            help=experiment.about,
            on_click=choose_experiment,
            args=(name,),
        )
