"""Arithmetic with words: king − man + woman, as arrows on a plane and as numbers."""

from collections.abc import Mapping

import streamlit as st

from core import principal_axes
from core.experiments.lessons.words import Made, Text
from pages._scenes.words.asked import Asked, asked_of, asked_of_own
from pages._scenes.words.own_field import own_text
from pages._scenes.words.texts import MADE, TEXTS, AnyText
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice

ANSWERS = {word: word for word in ("queen", "princess", "king", "woman")}
DIGITS = 4
_READ = "Drawn is E, the vector of a word that is read"
DRAWN: Mapping[Made, str] = {
    "cbow": _READ,
    "skip-gram": _READ,
    "counted": "Drawn are counted neighbours, on their largest axes",
}


def show(scene: SceneFrame) -> None:
    """Ask for king − man + woman, and show where it lands with vectors of a text and a method."""
    with scene.controls():
        text: AnyText = choice(f"{scene.key}_text", "Text", TEXTS, "balanced", name="text_is")
        made: Made = choice(f"{scene.key}_made", "Vectors by", MADE, "cbow", name="vectors")
    if text == "own":
        if asked := _asked_of_own(scene, made):
            _draw(scene, asked, made, veiled=False)
            scene.tell(heading="heading own", sections=("explain own",), **_told(asked, made))
            scene.notes(size=asked.vectors.matrix.shape[1])
            return
        text = "balanced"
    asked = asked_of(text, made)
    first, minus, plus = asked.words
    guess = scene.predict(ANSWERS, first=first, minus=minus, plus=plus)
    _draw(scene, asked, made, veiled=guess.pending)
    right = asked.vectors.right(asked.analogies)
    answer = next(one.answer for one in asked.analogies if one[:3] == asked.words)
    nearest, _ = asked.nearest
    scene.explain(
        guess,
        nearest,
        finished=True,
        measured=nearest,
        heading=_heading(text, right, len(asked.analogies), nearest == answer),
        sections=("explain", f"explain {text}"),
        correct=right,
        kept=asked.vectors.right(asked.analogies, exclude=False),
        count=len(asked.analogies),
        **_told(asked, made),
    )
    scene.notes(size=asked.vectors.matrix.shape[1])


def _asked_of_own(scene: SceneFrame, made: Made) -> Asked | None:
    """Return what is asked of the reader's text; None where there is none, or it has too few words."""
    own = own_text(f"{scene.key}_own")
    if own is None:
        return None
    try:
        return asked_of_own(own.frequent, made)
    except ValueError as problem:
        st.info(f"{literal(str(problem))} The supplied text is used.", icon=":material/edit:")
        return None


def _heading(text: Text, right: int, count: int, found: bool) -> str:
    """Return the section that holds the claim for what was measured."""
    if text == "hidden":
        return "heading found" if found else "heading not found"
    return "heading" if right == count else "heading some"


def _told(asked: Asked, made: Made) -> dict[str, str]:
    """Return what the prose says of what comes out."""
    first, minus, plus = map(literal, asked.words)
    nearest, cosine = asked.nearest
    return {
        "first": first,
        "minus": minus,
        "plus": plus,
        "nearest": literal(nearest),
        "cosine": f"{cosine:.2f}",
        "offset": f"{asked.offset:.2f}".replace("-", "−"),
        "made": MADE[made],
        "size": str(asked.vectors.matrix.shape[1]),
        "words": str(len(asked.vectors.words)),
    }


def _draw(scene: SceneFrame, asked: Asked, made: Made, *, veiled: bool) -> None:
    words, matrix = asked.vectors.words, asked.vectors.matrix
    data = {
        "words": words,
        "matrix": matrix.round(DIGITS).tolist(),
        "people": asked.strong,
        "analogies": asked.analogies,
        "first": asked.words,
        "mean": matrix.mean(axis=0).round(DIGITS).tolist(),
        "axes": principal_axes(matrix).T.round(DIGITS).tolist(),
        "drawn": DRAWN[made],
    }
    show_picture(
        "analogy",
        data,
        key=scene.key,
        name="words-analogy",
        alt=f"{len(asked.strong)} of {len(words)} words on a plane, and arrows for an analogy.",
        veiled=veiled,
    )
