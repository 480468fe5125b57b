"""Arithmetic with words: king − man + woman, as arrows on a plane and as numbers."""

from core import Analogy, WordVectors, grammar_analogies, principal_axes
from core.vectors.grammar import PEOPLE
from pages._scenes.words.texts import HIDDEN, MADE, TEXTS, Made, Text, sentences_of, spec_of
from pages._shell.caches.words import word_vectors
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice

ASKED = Analogy("king", "man", "woman", "queen")
CROSSING = Analogy("prince", "king", "queen", HIDDEN)
"""What is asked of the text that never shows the crossing."""

ANSWERS = {word: word for word in ("queen", "princess", "king", "woman")}
DIGITS = 4


def show(scene: SceneFrame) -> None:
    """Ask for king − man + woman, and show where it lands with vectors of a text and a method."""
    with scene.controls():
        text: Text = choice(f"{scene.key}_text", "Text", TEXTS, "balanced", name="text_is")
        made: Made = choice(f"{scene.key}_made", "Vectors by", MADE, "cbow", name="vectors")
    vectors = word_vectors(sentences_of(text), spec_of(made))
    asked = CROSSING if text == "hidden" else ASKED
    guess = scene.predict(ANSWERS, first=asked.first, minus=asked.minus, plus=asked.plus)
    ((nearest, cosine),) = vectors.analogy(asked.first, asked.minus, asked.plus, 1)
    analogies = grammar_analogies()
    right, kept = vectors.right(analogies), vectors.right(analogies, exclude=False)
    _draw(scene, vectors, asked, guess.pending)
    scene.explain(
        guess,
        nearest,
        finished=True,
        measured=nearest,
        heading=_heading(text, right, len(analogies), nearest == asked.answer),
        sections=("explain", f"explain {text}"),
        first=asked.first,
        minus=asked.minus,
        plus=asked.plus,
        nearest=nearest,
        answer=asked.answer,
        cosine=f"{cosine:.2f}",
        offset=f"{vectors.offset_cosine(asked):.2f}",
        correct=right,
        kept=kept,
        count=len(analogies),
        made=MADE[made],
    )
    scene.notes(made=MADE[made])


def _heading(text: Text, right: int, count: int, found: bool) -> str:
    """Return the section that holds the claim for what was measured."""
    if text == "hidden":
        return "heading found" if found else "heading not found"
    return "heading" if right == count else "heading some"


def _draw(scene: SceneFrame, vectors: WordVectors, asked: Analogy, veiled: bool) -> None:
    matrix = vectors.matrix
    data = {
        "words": vectors.words,
        "matrix": matrix.round(DIGITS).tolist(),
        "people": PEOPLE,
        "analogies": grammar_analogies(),
        "first": asked[:3],
        "mean": matrix.mean(axis=0).round(DIGITS).tolist(),
        "axes": principal_axes(matrix).T.round(DIGITS).tolist(),
    }
    show_picture(
        "analogy",
        data,
        key=scene.key,
        name="words-analogy",
        alt=f"{len(PEOPLE)} of {len(vectors.words)} words on a plane, and arrows for an analogy.",
        veiled=veiled,
    )
