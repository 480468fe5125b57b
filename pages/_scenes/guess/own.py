"""A text of the visitor's own: asked for, cut into letters or words, or refused in a sentence.

It is one text for the whole lesson. A table counts it at once; a network learns it when it is asked for.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import streamlit as st

from core import LIMITS, RunSpec, default_run, task
from core.spec import Kind
from core.tasks.language import Language
from core.tasks.words import has_no_spaces
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_text
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, percent, thousands

Cut = Literal["characters", "words"]
CUTS: Mapping[Cut, str] = {"characters": "letters", "words": "words"}
PIECE: Mapping[Cut, str] = {"characters": "letter", "words": "word"}
"""What is read at a timestep; spaces and marks are letters here, marks are words there."""

WHOSE = {"supplied": "supplied", "own": "your own"}
KEY, CUT = "guess_own", "guess_own_cut"
"""Where the visit keeps the text, and into what it is cut."""

_LONG = 24
"""Characters from space to space, on average, beyond which a text has no spaces between its words."""


def own_recipe(text: str, cut: Cut, kind: Kind = "lstm", seed: int = 0) -> RunSpec:
    """Return the recipe whose network reads a text; its tables count what that network learns from.

    Raises:
        ValueError: If the text is too short or too long, or nothing in it can be seen.
    """
    spec = default_run(kind, cut, seed)
    spec = replace(spec, task=replace(spec.task, text=text))
    if text and not language(spec).cut(text):
        raise ValueError("Nothing in this text can be seen. Paste letters, words or signs.")
    return spec


def language(spec: RunSpec) -> Language:
    """Return the task of a recipe that reads a text.

    Raises:
        TypeError: If it reads none.
    """
    found = task(spec.task)
    if not isinstance(found, Language):
        raise TypeError(f"The task is {found.name}, which reads no text; choose characters or words.")
    return found


def piece_of(spec: RunSpec) -> str:
    """Return what a recipe reads at a timestep: "letter" or "word"."""
    return PIECE["words" if spec.task.name == "words" else "characters"]


def own_text(scene: SceneFrame) -> RunSpec | None:
    """Ask for a text and how it is cut; return its recipe, None where there is none that can be used."""
    key = resettable(KEY, "")

    def take(text: str) -> None:
        st.session_state[key] = text

    text = str(st.session_state.get(key, ""))
    cut: Cut = st.session_state.get(CUT, "characters")
    unspaced = cut == "words" and without_spaces(text)
    spec, refused = None, ""
    try:
        spec = own_recipe(text, "characters" if unspaced else cut) if text else None
    except ValueError as problem:
        refused = f"{problem} The supplied text is shown."
    low, high, _ = LIMITS["text"]
    label = f"Your text: {size_of(spec)}" if spec else "Your text"
    with st.expander(literal(label), expanded=spec is None, icon=":material/edit:"):
        show_text(text, key=f"{scene.key}_field", low=int(low), high=int(high), on_text=take)
        choice(CUT, "Cut into", CUTS, "characters", name="cut")
    if refused:
        st.info(literal(refused), icon=":material/edit:")
    if spec and (told := remarks(spec, unspaced=unspaced)):
        st.caption(literal(" ".join(told)))
    return spec


def without_spaces(text: str) -> bool:
    """Return whether the words of a text cannot be told apart."""
    return has_no_spaces(text) or len(text) > _LONG * max(len(text.split()), 1)


def size_of(spec: RunSpec) -> str:
    """Return how much there is of a text: "380 letters, 17 different"."""
    this, piece = language(spec), piece_of(spec)
    return f"{counted(this.pieces, piece)}, {thousands(this.distinct)} different"


def remarks(spec: RunSpec, *, unspaced: bool = False) -> list[str]:
    """Say where a text is not read as it stands: its letters only, one piece only, unknown ones."""
    this, piece = language(spec), piece_of(spec)
    told = []
    if unspaced:
        told.append(
            "This text has no spaces between its words, so they cannot be told apart; its letters are read."
        )
    if this.distinct == 1:
        only = this.write(this.cut(spec.task.text)[:1]).strip() or "␣"
        told.append(f"There is only one {piece}, “{only}”, again and again: nothing else can follow.")
    if this.unread:
        share = percent(this.unread) or "Less than 1"
        told.append(f"{share} % of the {piece}s are too rare to be learnt: they are read as <unk>.")
    return told
