"""A question of several parts: of each thing, to which kind does it belong?"""

from collections.abc import Mapping
from itertools import product
from typing import Any

import streamlit as st

from pages._shell.caches.terms import with_terms
from pages._shell.lesson.frame import (
    ANSWER_FIRST,
    SHOW,
    SHOW_LABEL,
    STANDS_HERE,
    Guess,
    guess_key,
    hidden,
    prose,
    take_answer,
)
from pages._shell.plain import literal, unmarked
from pages._shell.visit.address import standing
from pages._shell.visit.choice import follow
from pages._shell.visit.visitor import resettable

BETWEEN = "."
"""What stands between the kinds in the id of an answer."""


def sort(
    name: str, things: Mapping[str, str], kinds: Mapping[str, str], right: Mapping[str, str], **values: Any
) -> Guess:
    """Ask to which kind each thing belongs, once. The answer stays with the visit and is part of the link.

    Its id is that of a kind for each thing, in their order, with a full stop between. What is right is said
    of each thing as soon as the question is answered.

    Args:
        name: The lesson; its section "question" asks.
        things: What each thing is called, by its id.
        kinds: What each kind is called, by its id.
        right: The id of each thing's kind.
        values: What stands in the gaps of the question.
    """
    key = resettable(guess_key(name), None)
    question = prose(name)["question"].format(**values)
    answers = {BETWEEN.join(way): "" for way in product(kinds, repeat=len(things))}
    labels = {**answers, SHOW: SHOW_LABEL}
    identity = f"{question} {' '.join(things)} {' '.join(kinds)}"
    take_answer(name, (key,), labels, identity, {SHOW_LABEL: SHOW})
    if st.session_state.get(key) not in labels:
        st.session_state[key] = None
    answer: str | None = st.session_state[key]
    if standing("question", key) == "hidden":
        hidden(f"{key}_question")
    with st.container(border=True, key=f"{key}_question"):
        with st.container(horizontal=True, vertical_alignment="center"):
            shown = with_terms(prose(name)["question"]).format(**values)
            st.markdown(f"**Predict.** {shown}", width="content")
            place = st.empty()
        if answer is None:
            _fields(key, things, kinds)
        else:
            said = () if answer == SHOW else answer.split(BETWEEN)
            _sorted(things, kinds, right, dict(zip(things, said, strict=False)))
    guess = Guess(answer, answers, identity, "", place, unmarked(question))
    follow((key,), answer, labels, None)
    guess.place.caption(ANSWER_FIRST if guess.pending else STANDS_HERE, width="content")
    return guess


def agreed(guess: Guess, right: Mapping[str, str]) -> str:
    """Return how many things were sorted as they should be, in words."""
    said = (guess.answer or "").split(BETWEEN)
    if len(said) != len(right):
        return "the right shapes stand below each task"
    same = sum(one == other for one, other in zip(said, right.values(), strict=True))
    return f"{same} of {len(right)} right"


def _fields(key: str, things: Mapping[str, str], kinds: Mapping[str, str]) -> None:
    """Ask for the kind of each thing; the question is answered when all were chosen."""
    fields = {thing: resettable(f"{key}_{thing}", None) for thing in things}

    def sorted_one() -> None:
        chosen = [st.session_state.get(field) for field in fields.values()]
        if all(chosen):
            st.session_state[key] = BETWEEN.join(map(str, chosen))

    def pass_over() -> None:
        st.session_state[key] = SHOW

    locked = standing("question", key) == "locked"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for thing, field in fields.items():
            st.selectbox(
                things[thing],
                list(kinds),
                index=None,
                placeholder="choose",
                key=field,
                format_func=lambda kind: literal(kinds.get(kind, kind)),
                on_change=sorted_one,
                disabled=locked,
            )
        st.button(SHOW_LABEL, key=f"{key}_show", on_click=pass_over, disabled=locked)


def _sorted(
    things: Mapping[str, str], kinds: Mapping[str, str], right: Mapping[str, str], said: Mapping[str, str]
) -> None:
    """Say to which kind each thing belongs, and what the reader said of it."""
    for column, (thing, called) in zip(st.columns(len(things), gap="small"), things.items(), strict=True):
        kind, answer = right[thing], said.get(thing, "")
        mark = ":material/check: " if answer == kind else ":material/close: " if answer else ""
        other = f" (you: {literal(kinds[answer])})" if answer and answer != kind else ""
        column.markdown(f"{mark}{literal(called)}:  \n**{literal(kinds[kind])}**{other}")
