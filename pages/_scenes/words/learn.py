"""CBOW and skip-gram: the window slides, two matrices are trained, and words find their places."""

from typing import Literal

import streamlit as st

from core import VectorSpec, principal_axes
from core.experiments.lessons.words import MATES, MET, THRONE, sentences_of
from core.figures.palette import NEGATIVE, POSITIVE
from core.vectors.grammar import PEOPLE, Sentences
from core.vectors.training import Method
from pages._scenes.words import films
from pages._scenes.words.films import SIZES, STARTS
from pages._scenes.words.own_field import own_text
from pages._scenes.words.texts import whose_text
from pages._shell.caches.words import WordFilm
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_picture
from pages._shell.visit.choice import choice, chosen_in_picture
from pages._shell.visit.visitor import resettable
from pages._shell.words import counted, thousands

ANSWERS = {"crown": "court, palace and crown", "king": "king and queen", "none": "other words"}
METHODS: dict[Method, str] = {"cbow": "CBOW", "skip-gram": "skip-gram"}
_SECTIONS: dict[Method, str] = {"cbow": "explain cbow", "skip-gram": "explain skip gram"}
Window = Literal["5", "2", "1"]
WINDOWS: dict[Window, str] = {"5": "5", "2": "2", "1": "1"}


def show(scene: SceneFrame) -> None:
    """Show a training as a film; of a supplied text ask beforehand what comes to stand near a word."""
    with scene.controls():
        whose = whose_text()
        method = choice(f"{scene.key}_method", "Method", METHODS, "cbow", name="method")
        window = choice(f"{scene.key}_window", "Window, words to each side", WINDOWS, "5", name="window")
    size = chosen_in_picture(f"{scene.key}_size", SIZES, "8", name="numbers")
    start = chosen_in_picture(f"{scene.key}_start", STARTS, "0", name="start")
    spec = VectorSpec(method, size=int(size), window=int(window), seed=int(start))
    own = own_text(f"{scene.key}_text") if whose == "own" else None
    if own:
        spec = films.spec_of_own(spec)
        film = films.film_of(own.frequent, spec)
        kept, different = len(film.read[0].words), len(own.counts)
        left = f", the most frequent of {thousands(different)}" if kept < different else ""
        st.caption(f"{counted(len(own.sentences), 'sentence')}; {counted(kept, 'word')}{left} get a vector.")
        _draw(scene, film, own.frequent, spec, veiled=False)
        scene.tell(heading="heading own", sections=("explain", _SECTIONS[method]), **films.told(film))
    else:
        sentences = sentences_of("unbalanced" if whose == "unbalanced" else "balanced")
        film = films.film_of(sentences, spec)
        guess = scene.predict(ANSWERS, word=THRONE)
        _draw(scene, film, sentences, spec, veiled=guess.pending)
        found = films.outcome(film.read[-1])
        scene.explain(
            guess,
            found.answer,
            finished=bool(st.session_state.get(_seen(scene))),
            measured=films.measured(film.read[-1]),
            heading=found.heading,
            sections=("explain supplied", "explain settings", "explain", _SECTIONS[method]),
            **films.told_of_word(film),
            **films.told(film),
        )
    scene.notes(size=spec.size)


def _seen(scene: SceneFrame) -> str:
    """Return under which key the session holds whether a film was seen to its end."""
    return resettable(f"{scene.key}_seen", False)


def _draw(scene: SceneFrame, film: WordFilm, sentences: Sentences, spec: VectorSpec, *, veiled: bool) -> None:
    words = film.read[0].words
    grammar = set(PEOPLE) <= set(words)

    def take(said: object) -> None:
        """Note that the film was seen, or that it is to be another one."""
        if said == "end":
            st.session_state[_seen(scene)] = True
        elif isinstance(said, dict):
            for name, options in (("size", SIZES), ("start", STARTS)):
                if said.get(name) in options:
                    st.session_state[f"{scene.key}_{name}"] = said[name]

    flats = [
        {"mean": last.mean(axis=0).round(3).tolist(), "axes": principal_axes(last).T.round(4).tolist()}
        for last in (film.read[-1].matrix, film.guessed[-1].matrix)
    ]
    data = {
        "words": words,
        "method": spec.method,
        "window": spec.window,
        "sentences": films.shown_sentences(sentences, words),
        "steps": film.steps,
        "losses": [round(loss, 3) for loss in film.losses],
        "read": [vectors.matrix.round(3).tolist() for vectors in film.read],
        "guessed": [vectors.matrix.round(3).tolist() for vectors in film.guessed],
        "flats": flats,
        "columns": films.columns_of(film),
        "hues": [NEGATIVE, POSITIVE],
        "strong": PEOPLE if grammar else words[:12],
        "marked": (THRONE, *MATES) if grammar else (),
        "beside": MET[:1] if grammar else (),
        "sizes": list(SIZES),
        "starts": len(STARTS),
        "start": spec.seed,
    }
    show_picture(
        "learning",
        data,
        key=scene.key,
        name="words-learn",
        alt=f"{METHODS[spec.method]} is trained on {len(words)} words: their vectors on a plane.",
        veiled=veiled,
        on_told=take,
    )
