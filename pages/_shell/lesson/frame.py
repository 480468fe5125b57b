"""A lesson on a page: its prose from assets/lessons, and the chain predict → watch → explain."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._shell.caches.terms import with_terms
from pages._shell.plain import literal, unmarked
from pages._shell.story import page, page_after
from pages._shell.visit.address import from_link, report, standing
from pages._shell.visit.choice import MOST_LETTERS, follow, meant_by
from pages._shell.visit.visitor import put_back, resettable

_PROSE = Path(__file__).parents[3] / "assets" / "lessons"
_PAGES = Path(__file__).parents[2]
SHOW, SHOW_LABEL = "show-me", "just show me"  # no word of a sentence has a mark in it

ANSWER_FIRST = "Answer first. The result then appears here."
STANDS_HERE = "The result will appear here."

_TICKED = "position: relative; box-shadow: inset 0 -3px #1f7a38;"
_TICK = (
    'content: "✓" / "(right)"; position: absolute; top: 0; right: 0; width: 0.8rem; height: 0.95rem; '
    "border-radius: 0 0 0 0.45rem; background: #1f7a38; color: #fff; "
    "font: 700 0.75rem/0.95rem sans-serif; text-align: center;"
)
"""How an answer that came out is marked: a white tick on green in its corner, and a line below."""


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
        headline(name)
        reset(also)


def headline(name: str) -> None:
    """Put up the page's heading and its one sentence, in a row that is there."""
    st.title(page(name).heading or page(name).title, anchor=False, width="content")
    st.markdown(with_terms(prose(name)[""]), width="stretch")


def reset(also: Callable[[], None] | None = None) -> None:
    """Offer the way back to how the page began; `also` is done then."""
    stands = standing("reset")
    if stands == "hidden":
        return
    st.button(
        "Reset",
        icon=":material/restart_alt:",
        type="tertiary",
        on_click=_begin_again,
        args=(also,),
        help="Set everything back as it was at first. Networks that you trained stay.",
        key="reset",
        disabled=stands == "locked",
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
    """What the reader predicted: an id, None before.

    Attributes:
        answer: The id of the answer.
        labels: What each answer is called.
        question: What tells this question from others of the lesson.
        key: The key of the control whose buttons are the answers; "" where there is none.
        place: Where it stands what came out: beside the answers, or below them.
        asked: The question as a reader sees it.
    """

    answer: str | None
    labels: Mapping[str, str]
    question: str
    key: str
    place: DeltaGenerator
    asked: str

    @property
    def pending(self) -> bool:
        """Whether the question is still open: then the picture that answers it stays covered."""
        return self.answer is None

    def pends_on(self, answers: Collection[str]) -> bool:
        """Whether the question would be open if these were its answers."""
        return self.answer is None or (self.answer != SHOW and self.answer not in answers)

    @property
    def told(self) -> str:
        """What the reader predicted, in words; nothing if the question is open or was passed over."""
        label = self.labels.get(self.answer or "")
        return f"You said **{literal(label)}**." if label else ""


def predict(
    name: str,
    answers: Mapping[str, str],
    *,
    section: str = "question",
    stacked: bool = False,
    old: Mapping[str, str] | None = None,
    formerly: str = "",
    **values: Any,
) -> Guess:
    """Ask the lesson's question, once. Its answer stays with the visit and is part of the link.

    Args:
        name: The lesson.
        answers: What each answer is called, by its id.
        section: The section of the lesson that asks.
        stacked: Whether the answers stand below the question, not beside it.
        old: The ids that words in older links stand for.
        formerly: What the answer was called in older links.
        values: What stands in the gaps of the question.
    """
    key = resettable(guess_key(name), None)
    names = (key, formerly) if formerly else (key,)
    question = prose(name)[section].format(**values)
    shown = with_terms(prose(name)[section]).format(**values)
    labels, older = {**answers, SHOW: SHOW_LABEL}, {**(old or {}), SHOW_LABEL: SHOW}
    identity = f"{question} {' '.join(answers)}"
    take_answer(name, names, labels, identity, older)
    if st.session_state.get(key) not in labels:
        st.session_state[key] = None

    def answered() -> None:
        st.session_state["play_now"] = f"{name} {st.session_state[key]}"

    if (stands := standing("question", key)) == "hidden":
        hidden(f"{key}_question")
    with st.container(border=True, key=f"{key}_question"):
        with st.container(horizontal=not stacked, vertical_alignment="center"):
            st.markdown(f"**Predict.** {shown}", width="stretch" if stacked else "content")
            answer = st.segmented_control(
                question,
                list(labels),
                required=True,
                key=key,
                on_change=answered,
                persist_state="session",
                label_visibility="collapsed",
                format_func=lambda one: literal(str(labels.get(one, one))),
                width="content",
                disabled=stands == "locked",
            )
            beside = None if stacked else st.empty()
        guess = Guess(answer, answers, identity, key, beside or st.empty(), unmarked(question))
    follow(names, answer, labels, None, older)
    guess.place.caption(ANSWER_FIRST if guess.pending else f"{guess.told} {STANDS_HERE}", width="content")
    return guess


def take_answer(
    name: str,
    names: Sequence[str],
    labels: Mapping[str, str],
    identity: str,
    old: Mapping[str, str] | None = None,
) -> None:
    """Answer a question as the link does, once; say so where what the link says is no answer.

    Args:
        name: The lesson.
        names: What the answer is called in links; the first is its key in the session.
        labels: What each answer is called, by its id.
        identity: What tells this question from others of the lesson.
        old: The ids that words in older links stand for.
    """
    key = names[0]
    if words := from_link(key, *names):
        st.session_state[key] = meant_by(words[-1], labels, old)
        if st.session_state[key]:
            st.session_state[f"{name}_told"] = identity  # a link with an answer brings what came out, too
        else:
            word = words[-1][:MOST_LETTERS]
            report(f"The link answers “{word}”. That is not among the answers, so the question is open.")
    elif words is not None:
        st.session_state[key] = None


def guess_key(name: str) -> str:
    """Return under which key the session and the link hold the answer to a lesson's question."""
    return f"{name.replace('/', '_')}_guess"


def forget_answer(name: str) -> None:
    """Open a lesson's question again: what is asked about is not what it was."""
    st.session_state[guess_key(name)] = None


def just_answered() -> str:
    """Return a word once, right after the question was answered: then the picture plays."""
    return str(st.session_state.pop("play_now", ""))


def explain(
    name: str,
    guess: Guess,
    right: str,
    finished: bool,
    *,
    measured: str = "",
    sections: Sequence[str] = ("explain",),
    accepted: Sequence[str] = (),
    **values: Any,
) -> None:
    """Once the picture has been seen, say what came out, with its numbers; before that, leave it folded.

    What was said once is said again in this visit, whatever is shown of the same question.

    Args:
        name: The lesson.
        guess: What was predicted.
        right: The id of the right answer.
        finished: Whether the picture has been seen to its end, or there is nothing to watch.
        measured: What came out in words, if it is not what the right answer is called.
        sections: The sections of the lesson that are put together: what is said depends on what was measured.
        accepted: Answers that count as right beside the `right` one.
        values: What stands in the gaps of the sections.
    """
    if guess.pending:
        return
    told = come_out(name, guess, right, finished, measured=measured, accepted=accepted)
    with st.expander("The answer, in words", expanded=told, icon=":material/lightbulb:"):
        st.header("What happened", anchor="what-happened")
        text = "\n\n".join(prose(name)[section] for section in sections)
        st.markdown(with_terms(text).format(right=literal(measured or guess.labels[right]), **values))


def come_out(
    name: str,
    guess: Guess,
    right: str,
    finished: bool,
    *,
    measured: str = "",
    came: str = "Measured",
    accepted: Sequence[str] = (),
) -> bool:
    """Say at the question what was predicted and came out, as in `explain`; return whether it was told.

    `came` says how it came out: measured, or calculated; "" where what came out says it.
    """
    if finished:
        st.session_state[f"{name}_told"] = guess.question
    told: bool = st.session_state.get(f"{name}_told") == guess.question
    if told:
        agrees = guess.answer in (right, *accepted)
        came_out = ":material/check_circle: As predicted: " if agrees else came and f"{came}: "
        result = literal(measured or guess.labels[right])
        said = "" if agrees and result == literal(guess.labels.get(guess.answer or "", "")) else guess.told
        sentence = f"{said} {came_out}**{result}**. [Why?](#what-happened)"
        guess.place.markdown(sentence, width="content")
        _tick(guess, {right, *accepted})
    return told


def _tick(guess: Guess, right: Collection[str]) -> None:
    """Put a tick on the answers that came out. It stands in the corner of each button, which stays as it is.

    Streamlit draws a control anew, and moves what stands beside it, when an option is called otherwise: so
    the tick is a style. What stands behind the slash is its word for who does not see it.
    """
    places = [place for place, answer in enumerate(guess.labels, start=1) if answer in right]
    if not places or not guess.key:
        return
    group = f".st-key-{guess.key}"
    ticked = ", ".join(f"{group} button:nth-of-type({place})" for place in places)
    st.html(f"<style>:is({ticked}) {{{_TICKED}}} :is({ticked})::after {{{_TICK}}}</style>")


def hidden(*keys: str) -> None:
    """Hide widgets that have to be there, because they hold what the address says: nobody can reach them."""
    names = ", ".join(f".st-key-{key}" for key in keys)
    st.html(f"<style>{names} {{display: none !important}}</style>")


def notes(name: str, **values: Any) -> None:
    """Offer how to read the picture, and the traps, on demand; and the way on."""
    reading(name, **values)
    way_on(name)


def reading(name: str, **values: Any) -> None:
    """Offer how to read the picture, and the traps, on demand."""
    with st.expander("How to read the picture, and what to be careful about", icon=":material/visibility:"):
        text = f"{prose(name)['read']}\n\n**Careful.** {prose(name)['mind']}"
        st.markdown(with_terms(text).format(**values))


def way_on(name: str) -> None:
    """Show the way to the page that follows."""
    if following := page_after(name):
        st.page_link(
            _PAGES / f"{following.name}.py",
            label=f"Next: **{following.title}**",
            icon=":material/arrow_forward:",
        )
