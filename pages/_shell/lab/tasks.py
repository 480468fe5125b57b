"""Which task the lab trains on: its choice, what it shows, a text of one's own, comparisons by one click."""

from collections.abc import Collection

import streamlit as st

from core import LIMITS, default_run, task
from core.recipes.comparisons import COMPARISONS
from core.spec import TASKS, TaskName
from core.spec.tasks import CORPORA, Corpus
from core.tasks import Task
from core.tasks.words import has_no_spaces
from pages._shell.lab import keys
from pages._shell.lab.setup import (
    change_text,
    choose_comparison,
    choose_task,
    generation,
    learn_characters,
    renew,
    setup,
    while_shown,
)
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
    if all(one.generates and one.pieces for one in there):
        _text_control(this, there)


def _text_control(this: Task, there: Collection[Task]) -> None:
    """Say how the text is read, and ask for another."""
    st.caption(literal(" ".join(_read(one) for one in there)))
    own, spec = bool(this.spec.text), this.spec
    if this.name == "words" and has_no_spaces(spec.text):
        st.warning(
            "Your text has hardly any spaces, as Chinese, Japanese and Thai: its words cannot be told apart. "
            "Learn its characters instead.",
            icon=":material/translate:",
        )
        st.button("Learn its characters", key=keys.LEARN_CHARACTERS, on_click=while_shown(learn_characters))
    supplied, case = keys.corpus(generation(), own=own), keys.keep_case(generation())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            "Text (your own is in use)" if own else "Text",
            list(CORPORA),
            default=None if own else spec.corpus,
            format_func=CORPORA.__getitem__,
            key=supplied,
            on_change=while_shown(lambda: _take_corpus(st.session_state[supplied])),
            help="Nursery rhymes are soon learnt by heart; 25 chapters of Moby-Dick are not",
        )
        st.toggle(
            "Keep capitals",
            spec.keep_case,
            key=case,
            on_change=while_shown(lambda: change_text(keep_case=st.session_state[case])),
            help="Off: capitals are read as small letters, so there are fewer different pieces to learn",
        )
    low, high, _ = LIMITS["text"]
    with st.expander("Your own text", expanded=own, icon=":material/edit_note:"):
        if own:
            st.caption(
                "The link to this page cannot hold your text. It opens these runs on the supplied text. To "
                "hand on a network with your text, keep it and download it."
            )
        show_text(spec.text, key=keys.TEXT, low=int(low), high=int(high), on_text=_take_text)


def _read(this: Task) -> str:
    """Say how a text is read: how many pieces it has, what becomes of capitals, what no network will know."""
    spec, unit = this.spec, this.curve_unit
    text = "Your text" if spec.text else "The supplied text"
    case = "capitals kept" if spec.keep_case else "capitals read as small letters"
    note = f"{text} has {this.pieces:,} {unit}, {this.distinct:,} different ones, {case}."
    if not this.unread:
        return note
    return (
        f"{note} {percent(this.unread) or 'Less than 1'} % of it are {unit} too rare to be learnt. The "
        f"networks read all of these as one unknown {unit[:-1]}, and such answers are not judged."
    )


def _take_corpus(corpus: Corpus | None) -> None:
    if corpus:
        change_text(corpus=corpus, text="")
    else:  # a second click on the same
        renew()


def _take_text(text: str) -> None:
    change_text(text=text)


def comparison_buttons() -> None:
    """Offer comparisons that are set up with one click."""
    for name, comparison in COMPARISONS.items():
        st.button(
            comparison.title,
            key=keys.comparison(name),
            help=comparison.about,
            on_click=choose_comparison,
            args=(name,),
        )
