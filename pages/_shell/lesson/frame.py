"""A lesson on a page: its prose from assets/lessons, and the chain predict → watch → explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._shell.plain import literal
from pages._shell.story import page, page_after
from pages._shell.visitor import put_back, resettable

_PROSE = Path(__file__).parents[3] / "assets" / "lessons"
_PAGES = Path(__file__).parents[2]
SHOW = "just show me"


@cache
def prose(name: str) -> Mapping[str, str]:
    """Return the sections of a lesson by their headings in lower case; "" is what stands before."""
    sections = {"": ""}
    heading = ""
    for line in (_PROSE / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:].strip().lower()
            sections[heading] = ""
        elif not line.startswith("# "):
            sections[heading] += line + "\n"
    return {heading: text.strip() for heading, text in sections.items()}


def title(name: str, also: Callable[[], None] | None = None) -> None:
    """Put up the page's heading, its one sentence, and the way back to how it began; `also` is done then."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(page(name).heading or page(name).title, anchor=False, width="content")
        st.markdown(prose(name)[""], width="stretch")
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=_begin_again,
            args=(also,),
            help="Everything as at the first visit; networks you trained are kept",
            key="reset",
        )


def _begin_again(also: Callable[[], None] | None) -> None:
    """Put back what was chosen, typed and answered; keep who visits and what was trained."""
    put_back()
    if also is not None:
        also()
    st.session_state["fresh"] = fresh() + 1


def fresh() -> int:
    """Return how often this visitor began again: a score puts its cursor back when that changes."""
    return int(st.session_state.get("fresh", 0))


@dataclass(frozen=True, slots=True)
class Guess:
    """What the reader predicted, None before; and the place beside the question for the verdict."""

    answer: str | None
    place: DeltaGenerator

    @property
    def pending(self) -> bool:
        """Whether the question is still open: then the picture that answers it stays covered."""
        return self.answer is None


def predict(
    name: str, options: Sequence[str], *, section: str = "question", stacked: bool = False, **values: Any
) -> Guess:
    """Ask the lesson's question, the answers beside it or `stacked` below. The answer is part of the link."""
    key = resettable(f"{name}_guess", None)

    def answered() -> None:
        if st.session_state[key]:
            st.session_state["play_now"] = f"{name} {st.session_state[key]}"

    question = prose(name)[section].format(**values)
    key_of = f"{name}_question"
    with st.container(border=True, horizontal=not stacked, vertical_alignment="center", key=key_of):
        place = st.empty()  # the verdict will take the question's place: nothing below moves
        place.markdown(f"**Predict.** {question}")
        answer = st.segmented_control(
            question,
            [*options, SHOW],
            key=key,
            on_change=answered,
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
            format_func=literal,
            width="content",
        )
    return Guess(str(answer) if answer else None, place)


def just_answered() -> str:
    """Return a word once, right after the question was answered: then the picture plays."""
    return str(st.session_state.pop("play_now", ""))


def first_visit() -> str:
    """Return a word once a session: then the first picture moves by itself."""
    if "welcomed" in st.session_state:
        return ""
    st.session_state["welcomed"] = True
    return "welcome"


def explain(
    name: str,
    guess: Guess,
    right: str,
    finished: bool,
    *,
    sections: Sequence[str] = ("explain",),
    accepted: Sequence[str] = (),
    **values: Any,
) -> None:
    """Once the picture has been seen, say what happened, with its numbers; before that, leave it folded.

    `sections` of the lesson are put together: what is said depends on what was measured. `accepted` answers
    count as right beside the `right` one.
    """
    if guess.pending:
        return
    if finished:
        verdict = (
            ":material/check_circle: As predicted:" if guess.answer in (right, *accepted) else "Measured:"
        )
        guess.place.markdown(f"{verdict} **{literal(right)}**. [Why?](#what-happened)")
    with st.expander("The answer, in words", expanded=finished, icon=":material/lightbulb:"):
        st.subheader("What happened", anchor="what-happened")
        said = "\n\n".join(prose(name)[section] for section in sections)
        st.markdown(said.format(right=literal(right), **values))


def notes(name: str, **values: Any) -> None:
    """Offer how to read the picture, and the traps, on demand; and the way on."""
    with st.expander("How to read the picture, and what to be careful about", icon=":material/visibility:"):
        st.markdown(f"{prose(name)['read']}\n\n**Careful.** {prose(name)['mind']}".format(**values))
    if following := page_after(name):
        st.page_link(
            _PAGES / f"{following.name}.py",
            label=f"Next: **{following.title}**",
            icon=":material/arrow_forward:",
        )


def counted(number: int, noun: str) -> str:
    """Return "1 word", "2 words"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
