"""Table, window or recurrent network: what each reaches on what it has not read, and what it has to store."""

from collections.abc import Mapping

import streamlit as st

from core import RunSpec, task
from core.instruments.ngrams import LONGEST_GRAM
from core.spec import KINDS
from pages._scenes.guess.texts import Text, recipe, text_choice, window_spec
from pages._shell.caches.guess import (
    perplexity_drawing,
    recall_drawing,
    stored_by,
    stored_drawing,
    table_scores,
    window_network,
    window_score,
)
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import exam_scores, networks
from pages._shell.stage import show_figure
from pages._shell.words import listed, percent, thousands

ANSWERS = {"none": "for no N", "two": "from N = 2 on", "four": "from N = 4 on", "all": "for every N"}
_FROM = {0: "none", 1: "all", 2: "two", 4: "four"}

ORDERS = range(1, LONGEST_GRAM + 1)
_WHAT: Mapping[Text, str] = {
    "whale": "letters of unread pages of Moby-Dick",
    "gap": "the last word of sentences with a gap",
}

_HEADINGS = {("whale", True): "heading", ("gap", False): "heading gap"}
"""The section of the claim, by the text and whether the table wins at all."""

_HALF = 4
"""The N of which it is said how many times more the table stores."""

BAND = (6.8, 7.2)
"""Held-out perplexities of thirty networks, ten seeds of each cell, measured with the same recipes."""


def show(scene: SceneFrame) -> None:
    """Show tables and networks by N, on a real text or where a far word decides, and what each stores."""
    with scene.controls():
        text = text_choice(f"{scene.key}_text", "whale", name="on")
    specs = [recipe(text, kind) for kind in KINDS]
    trained = networks(specs, quiet=True)
    with st.spinner("Training the window networks, one for each N"):
        windows = [window_network(specs[0], window_spec(n)).network for n in ORDERS]
        window = tuple(window_score(specs[0], window_spec(n)) for n in ORDERS)
    reached, table = exam_scores(specs), table_scores(specs[0], "witten-bell")
    guess = scene.predict(ANSWERS, what=_WHAT[text])
    left, other = st.columns([5, 4])
    with left:
        _show_reached(scene, text, specs[0], table, window, reached, guess.pending)
    stored, weights = stored_by(specs[0]), tuple(one.weight_count for one in windows)
    with other:
        show_figure(
            stored_drawing(stored, weights, tuple((one.spec.model.kind, one.size) for one in trained)),
            key=f"{scene.key}_stored",
            title="What each has to store",
            name="guess-stored",
            caption="Table: different strings of N letters or words and fewer, each with its count. "
            "Networks: weights.",
            veiled=guess.pending,
        )
    first = _first(text, table, window, reached)
    lowest = table.index(min(table))
    scene.explain(
        guess,
        _FROM.get(first, "four"),
        True,
        measured="" if first in _FROM else f"from N = {first} on",
        heading=_HEADINGS.get((text, bool(first)), "heading else"),
        sections=(f"explain {text}", "explain stored", "explain published"),
        first=first,
        half=_HALF,
        times=f"{stored[_HALF - 1] / weights[_HALF - 1]:.0f}",
        best=f"{min(reached.values()):.2f}",
        window=f"{min(window):.2f}",
        window_n=window.index(min(window)) + 1,
        lowest=f"{min(table):.2f}",
        lowest_n=lowest + 1,
        longest=f"{table[-1]:.2f}",
        longest_n=len(table),
        backed=f"{min(table_scores(specs[0], 'back-off')):.2f}",
        table_low=percent(min(table)),
        table_high=percent(max(table)),
        window_high=percent(max(window)),
        over_gap=listed([f"{kind.upper()} {percent(share)} %" for kind, share in reached.items()]),
        stored=thousands(stored[-1]),
        weights=thousands(weights[-1]),
        more=thousands(weights[-1] - weights[-2]),
        lstm=thousands(trained[-1].size),
        cells=thousands(windows[0].size ** _HALF),
        empty=f"{100 * (1 - (stored[_HALF - 1] - stored[_HALF - 2]) / windows[0].size ** _HALF):.2f}",
    )
    scene.notes(unknown=percent(task(specs[0].task).unread))


def _show_reached(
    scene: SceneFrame,
    text: Text,
    spec: RunSpec,
    table: tuple[float, ...],
    window: tuple[float, ...],
    reached: Mapping[str, float],
    veiled: bool,
) -> None:
    """Show what each reaches: perplexity on pages that were not read, or right last words over a gap."""
    if text == "whale":
        show_figure(
            perplexity_drawing(table, window, tuple(reached.items()), BAND),
            key=f"{scene.key}_letters",
            title="Moby-Dick: the next letter of unread pages",
            name="guess-perplexity",
            caption="Perplexity 10: as if it had to choose among 10 equally likely letters. "
            "Level lines: three networks trained here; grey: ten seeds of each cell.",
            veiled=veiled,
        )
        return
    show_figure(
        recall_drawing(table, window, tuple(reached.items()), task(spec.task).chance),
        key=f"{scene.key}_gap",
        title="Sentences with a gap: the last word",
        name="guess-recall",
        caption="The last word depends on the second. N = 1 says the commonest word each time, "
        "which is never the last.",
        veiled=veiled,
    )


def _first(
    text: Text, table: tuple[float, ...], window: tuple[float, ...], reached: Mapping[str, float]
) -> int:
    """Return the first N from which on the table is better than the best network, 0 if there is none."""
    if text == "whale":
        best = min(*reached.values(), *window)
        worse = [n for n, value in enumerate(table, start=1) if value >= best]
    else:
        most = max(*reached.values(), *window)
        worse = [n for n, value in enumerate(table, start=1) if value <= most]
    after = max(worse, default=0) + 1
    return after if after <= len(table) else 0
