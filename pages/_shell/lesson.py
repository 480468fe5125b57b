"""A lesson on a page: its prose from assets/lessons, and the chain predict → watch → explain."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_PROSE = Path(__file__).parents[2] / "assets" / "lessons"
SHOW = "just show me"


@cache
def prose(name: str) -> Mapping[str, str]:
    """Return the sections of a lesson by their headings, in lower case; "" is what stands before the first."""
    sections = {"": ""}
    heading = ""
    for line in (_PROSE / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:].strip().lower()
            sections[heading] = ""
        elif not line.startswith("# "):
            sections[heading] += line + "\n"
    return {heading: text.strip() for heading, text in sections.items()}


def title(name: str, words: str) -> None:
    """Put up the page's heading and its one sentence."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{name}_title"):
        st.title(words, anchor=False, width="content")
        st.markdown(prose(name)[""], width="content")


def predict(name: str, options: Sequence[str], **values: Any) -> str | None:
    """Ask the lesson's question; return the answer, or None while there is none. The answer is part of the link."""
    key = f"{name}_guess"

    def answered() -> None:
        if st.session_state[key]:
            st.session_state["play_now"] = f"{name} {st.session_state[key]}"

    question = prose(name)["question"].format(**values)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"{name}_question"):
        st.markdown(f"**Predict.** {question}", width="content")
        answer = st.segmented_control(
            question,
            [*options, SHOW],
            key=key,
            on_change=answered,
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
        )
    return str(answer) if answer else None


def just_answered() -> str:
    """Return a word once, right after the question was answered: then the picture plays."""
    return str(st.session_state.pop("play_now", ""))


def explain(name: str, guess: str | None, right: str, finished: bool, **values: Any) -> None:
    """Once the picture has been seen, say what happened, with the numbers just seen; before that, leave it folded."""
    if guess is None:
        return
    with st.expander("What happened, in words", expanded=finished, icon=":material/lightbulb:"):
        if guess != SHOW:
            verdict = "That is what happened." if guess == right else "It came out differently."
            st.markdown(f"You predicted **{guess}**; measured: **{right}**. {verdict}")
        st.markdown(prose(name)["explain"].format(right=right, **values))


def notes(name: str, **values: Any) -> None:
    """Offer how to read the picture, and the traps, on demand."""
    with st.expander("How to read the picture", icon=":material/visibility:"):
        st.markdown(prose(name)["read"].format(**values))
    with st.expander("Mind", icon=":material/warning:"):
        st.markdown(prose(name)["mind"])
