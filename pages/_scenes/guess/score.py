"""Table, window or recurrent network: what each reaches on what it has not read, and what it has to store."""

from collections.abc import Mapping

import streamlit as st

from core import task
from pages._scenes.guess import score_said as said
from pages._scenes.guess.own import WHOSE, own_text
from pages._scenes.guess.score_gaps import gaps
from pages._scenes.guess.scored import Scored, Source, measured, unread
from pages._scenes.guess.texts import TEXTS
from pages._shell.caches.guess import perplexity_drawing, recall_drawing, stored_drawing
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.stage import show_figure
from pages._shell.visit.choice import choice
from pages._shell.words import percent

SOURCES: Mapping[Source, str] = {**dict(TEXTS.items()), "own": WHOSE["own"]}

_OF_BAND = "; the grey band holds thirty of them, ten seeds of RNN, GRU and LSTM"


def show(scene: SceneFrame) -> None:
    """Show tables and networks by N, on a text or where a far word decides, and what each stores."""
    of_text, of_own = st.columns([2, 3], vertical_alignment="bottom")
    with of_text, scene.controls():
        source = choice(f"{scene.key}_text", "Text", SOURCES, "whale", name="on")
    with of_own:
        own = own_text(scene) if source == "own" else None
    # where there is no text of one's own, or none that can be used, the supplied one is shown
    scored = measured(source if own or source != "own" else "whale", own)
    guess = scene.predict(said.ANSWERS, what=said.asked(scored.text, scored.piece))
    left, right = st.columns([5, 4])
    with left:
        _show_reached(scene, scored, guess.pending)
    with right:
        _show_stored(scene, scored, guess.pending)
    scene.explain(
        guess,
        said.answer(scored.better),
        True,
        measured=said.when(scored.better),
        heading=said.heading(scored.text, scored.better),
        sections=said.sections(scored),
        **gaps(scored),
    )
    scene.notes(
        piece=scored.piece,
        band=_OF_BAND if scored.band else "",
        unknown=percent(unread(scored)),
    )


def _show_reached(scene: SceneFrame, scored: Scored, veiled: bool) -> None:
    """Show what each reaches: perplexity on what was not read, or right last words over a gap."""
    reached, piece = tuple(scored.reached.items()), scored.piece
    if scored.text == "gap":
        show_figure(
            recall_drawing(scored.table, scored.window, reached, task(scored.spec.task).chance),
            key=f"{scene.key}_gap",
            title="Sentences with a gap: the last word",
            finding=said.reached(scored),
            name="guess-recall",
            caption="The last word depends on the second. N = 1 says the commonest word each time, "
            "which is never the last.",
            veiled=veiled,
        )
        return
    own = scored.text == "own"
    show_figure(
        perplexity_drawing(scored.table, scored.window, reached, scored.band, piece),
        key=f"{scene.key}_{piece}s",
        title=f"Your text: the next {piece} of unread parts"
        if own
        else "Moby-Dick: the next letter of unread pages",
        finding=said.reached(scored),
        name="guess-perplexity",
        caption="Level lines: three networks trained here"
        + (", once each: less than 3 % apart is a tie." if own else "; grey: ten other starts of each cell."),
        veiled=veiled,
    )


def _show_stored(scene: SceneFrame, scored: Scored, veiled: bool) -> None:
    """Show how much each has to store."""
    show_figure(
        stored_drawing(scored.stored, scored.weights, tuple(scored.sizes.items()), scored.piece),
        key=f"{scene.key}_stored",
        title="And what does each have to store?",
        finding=said.stored(scored),
        name="guess-stored",
        caption=f"Table: different strings of N {scored.piece}s and fewer, each with its count. "
        "Networks: weights.",
        veiled=veiled,
    )
