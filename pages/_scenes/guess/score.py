"""Table or network: perplexity on letters that were not seen, and the last word over a gap, for each N."""

import streamlit as st

from core.spec import KINDS
from pages._scenes.guess.texts import recipe
from pages._shell.caches.guess import perplexity_drawing, recall_drawing, table_scores
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import exam_scores, networks
from pages._shell.stage import show_figure
from pages._shell.words import listed, percent

ANSWERS = {"none": "for no N", "two": "from N = 2 on", "four": "from N = 4 on", "all": "for every N"}
_FROM = {0: "none", 1: "all", 2: "two", 4: "four"}

BAND = (6.8, 7.2)
"""Held-out perplexities of nine networks, three seeds of each cell, measured with the same recipes."""


def show(scene: SceneFrame) -> None:
    """Show the tables beside the networks, once on a real text and once where a far word decides."""
    letters, gap = ([recipe(text, kind) for kind in KINDS] for text in ("whale", "gap"))
    networks([*letters, *gap], quiet=True)
    reached, right = exam_scores(letters), exam_scores(gap)
    by_table = {smoothing: table_scores(letters[0], smoothing) for smoothing in ("witten-bell", "back-off")}
    table, gap_table = by_table["witten-bell"], table_scores(gap[0], "witten-bell")
    guess = scene.predict(ANSWERS)
    left, other = st.columns(2)
    with left:
        show_figure(
            perplexity_drawing(table, tuple(reached.items()), BAND),
            key=f"{scene.key}_letters",
            title="Moby-Dick: the next letter",
            name="guess-perplexity",
            caption="Perplexity 10: as if it had to choose among 10 equally likely letters. "
            "Lines: three networks trained here; grey: nine, three seeds of each cell.",
            veiled=guess.pending,
        )
    with other:
        show_figure(
            recall_drawing(gap_table, tuple(right.items()), 1 / 8),
            key=f"{scene.key}_gap",
            title="Sentences with a gap: the last word",
            name="guess-recall",
            caption="The last word depends on the second. N = 1 says the commonest word each time, "
            "which is never the last.",
            veiled=guess.pending,
        )
    best = min(reached.values(), default=BAND[0])
    wins = [n for n, value in enumerate(table, start=1) if value < best]
    first = wins[0] if wins else 0
    scene.explain(
        guess,
        _FROM.get(first, "four"),
        True,
        measured="" if first in _FROM else f"from N = {first} on",
        heading="heading" if wins else "heading never",
        first=first,
        best=f"{best:.2f}",
        lowest=f"{min(table):.2f}",
        lowest_n=table.index(min(table)) + 1,
        longest=f"{table[-1]:.2f}",
        longest_n=len(table),
        backed=f"{min(by_table['back-off']):.2f}",
        gap_low=percent(min(gap_table)),
        gap_high=percent(max(gap_table)),
        over_gap=listed([f"{kind.upper()} {percent(share)} %" for kind, share in right.items()]),
    )
    scene.notes()
