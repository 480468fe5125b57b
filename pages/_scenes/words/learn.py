"""CBOW and skip-gram: the window slides, two matrices are trained, and words find their places."""

from typing import Literal

import numpy as np
import streamlit as st

from core import VectorSpec, principal_axes
from core.vectors.grammar import PEOPLE, Sentences
from core.vectors.training import Method
from pages._scenes.words.own_text import HIGH, LOW, STEPS, cut
from pages._scenes.words.texts import sentences_of
from pages._shell.caches.words import WordFilm, word_film
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture, show_text
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable
from pages._shell.words import listed, thousands

WORD, MATES, BESIDE = "throne", ("palace", "court", "crown"), "king"
ANSWERS = {"crown": "crown", "king": "king", "none": "no word more than others"}
LOOKS = (10, 20, 30, 45, 60, 80, 100, 130, 170, 220, 300, 400, 600, 900)
METHODS: dict[Method, str] = {"cbow": "CBOW", "skip-gram": "skip-gram"}
_SECTIONS: dict[Method, str] = {"cbow": "explain cbow", "skip-gram": "explain skip gram"}
Window = Literal["5", "2", "1"]
WINDOWS: dict[Window, str] = {"5": "5", "2": "2", "1": "1"}
TEXTS = {"grammar": "supplied", "own": "your own"}
SHOWN = 12
"""Sentences that the window slides along."""


def show(scene: SceneFrame) -> None:
    """Show a training as a film; of the supplied text ask beforehand what comes to stand near a word."""
    with scene.controls():
        method = choice(f"{scene.key}_method", "Method", METHODS, "cbow", name="method")
        window = choice(f"{scene.key}_window", "Window, words to each side", WINDOWS, "5", name="window")
        whose = choice(f"{scene.key}_text", "Text", TEXTS, "grammar", name="whose")
    own = _own_text(scene) if whose == "own" else None
    if own is not None:
        spec = VectorSpec(method, window=int(window), steps=STEPS)
        film = word_film(own, spec, LOOKS)
        _draw(scene, film, own, spec, veiled=False)
        scene.tell(heading="heading own", sections=("explain", _SECTIONS[method]), **_told(film))
    else:
        sentences = sentences_of("balanced")
        spec = VectorSpec(method, window=int(window))
        film = word_film(sentences, spec, LOOKS)
        guess = scene.predict(ANSWERS, word=WORD)
        seen = _draw(scene, film, sentences, spec, veiled=guess.pending)
        last = film.read[-1]
        near = [word for word, _ in last.neighbours(WORD, len(MATES))]
        scene.explain(
            guess,
            "crown",
            finished=seen,
            measured=f"{near[0]} is nearest",
            heading="heading" if set(near) == set(MATES) else "heading window",
            sections=("explain supplied", "explain", _SECTIONS[method]),
            window=spec.window,
            nearest=listed(near),
            mates=_digits(min(last.cosine(WORD, mate) for mate in MATES)),
            beside=_digits(last.cosine(WORD, BESIDE)),
            **_told(film),
        )
    scene.notes(size=spec.size)


def _digits(cosine: float) -> str:
    return f"{cosine:.2f}".replace("-", "−")


def _told(film: WordFilm) -> dict[str, str]:
    """Return what the prose says of a training."""
    return {
        "words": str(len(film.read[0].words)),
        "begin": f"{film.losses[0]:.2f}",
        "end": f"{film.losses[-1]:.2f}",
        "even": f"{100 / len(film.read[0].words):.1f}",
        "likely": f"{100 * np.exp(-film.losses[-1]):.0f}",
    }


def _own_text(scene: SceneFrame) -> Sentences | None:
    """Ask for a text; return its sentences, None where there is none that can be used."""
    key = resettable(f"{scene.key}_own", "")

    def take(text: str) -> None:
        st.session_state[key] = text

    text = str(st.session_state.get(key, ""))
    with st.expander("Your text", expanded=not text, icon=":material/edit:"):
        show_text(text, key=f"{scene.key}_field", low=LOW, high=HIGH, on_text=take)
    if not text:
        return None
    try:
        sentences, different = cut(text)
    except ValueError as problem:
        st.info(f"{literal(str(problem))} The supplied text is shown.", icon=":material/edit:")
        return None
    kept = len({word for sentence in sentences for word in sentence})
    left = f"; of its {thousands(different)} different words the {kept} most frequent get a vector"
    st.caption(f"{thousands(len(sentences))} sentences{left if kept < different else ''}.")
    return sentences


def _draw(scene: SceneFrame, film: WordFilm, sentences: Sentences, spec: VectorSpec, *, veiled: bool) -> bool:
    """Show the film; return whether it was seen to its end."""
    last = film.read[-1].matrix
    words = film.read[0].words
    grammar = set(PEOPLE) <= set(words)
    data = {
        "words": words,
        "method": spec.method,
        "window": spec.window,
        "sentences": [" ".join(sentence) for sentence in sentences[:SHOWN]],
        "steps": film.steps,
        "losses": [round(loss, 3) for loss in film.losses],
        "read": [vectors.matrix.round(2).tolist() for vectors in film.read],
        "guessed": [vectors.matrix.round(2).tolist() for vectors in film.guessed],
        "mean": last.mean(axis=0).round(3).tolist(),
        "axes": principal_axes(last).T.round(4).tolist(),
        "strong": PEOPLE if grammar else words[:12],
        "marked": (WORD, *MATES) if grammar else (),
    }
    told = show_picture(
        "learning",
        data,
        key=scene.key,
        name="words-learn",
        alt=f"{METHODS[spec.method]} is trained on {len(words)} words: their vectors on a plane.",
        veiled=veiled,
    )
    return told == "end"
