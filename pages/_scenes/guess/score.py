"""Table, window or recurrent network: what each reaches on what it has not read, and what it has to store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from core import RunSpec, WindowSpec, default_run, stretches_read, task
from core.figures.guessing import better_orders
from core.instruments.ngrams import LONGEST_GRAM
from core.spec import KINDS, Kind
from pages._scenes.guess.own import WHOSE, language, own_text, piece_of
from pages._scenes.guess.texts import PIECES, TEXTS, Text, brief_window_spec, recipe, window_spec
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
from pages._shell.visit.choice import choice
from pages._shell.words import counted, listed, percent, thousands

ANSWERS = {"none": "for no N", "two": "from N = 2 on", "four": "from N = 4 on", "all": "for every N"}
_FROM = {1: "all", 2: "two", 4: "four"}

Source = Literal[Text, "own"]
SOURCES: Mapping[Source, str] = {**dict(TEXTS.items()), "own": WHOSE["own"]}

ORDERS = range(1, LONGEST_GRAM + 1)

_HALF = 4
"""The N of which it is said how many times more the table stores."""

_MANY = 200
"""A text of more different pieces has the brief recipe for its window networks; of words every text has."""

BAND = (6.8, 7.2)
"""Held-out perplexities of thirty networks, ten seeds of each cell, measured on Moby-Dick."""

_OF_BAND = "; the grey band holds thirty of them, ten seeds of RNN, GRU and LSTM"


@dataclass(frozen=True, slots=True)
class Scores:
    """What tables and window networks reach for N = 1, 2, …, and recurrent networks by their kind."""

    table: tuple[float, ...]
    window: tuple[float, ...]
    reached: Mapping[str, float]


def show(scene: SceneFrame) -> None:
    """Show tables and networks by N, on a text or where a far word decides, and what each stores."""
    of_text, of_own = st.columns([2, 3], vertical_alignment="bottom")
    with of_text, scene.controls():
        source = choice(f"{scene.key}_text", "Text", SOURCES, "whale", name="on")
    with of_own:
        own = own_text(scene) if source == "own" else None
    # where there is no text of one's own, or none that can be used, the supplied one is shown
    text: Source = source if own or source != "own" else "whale"
    specs = [_recipe(text, own, kind) for kind in KINDS]
    piece = piece_of(own) if own else PIECES["gap" if text == "gap" else "whale"]
    trained = networks(specs, quiet=True)
    recipes = [_window_spec(own, n) for n in ORDERS]
    with st.spinner("Training the window networks, one for each N"):
        windows = [window_network(specs[0], one).network for one in recipes]
        window = tuple(window_score(specs[0], one) for one in recipes)
    scores = Scores(table_scores(specs[0], "witten-bell"), window, exam_scores(specs))
    guess = scene.predict(ANSWERS, what=_asked(text, piece))
    left, other = st.columns([5, 4])
    with left:
        _show_reached(scene, text, specs[0], piece, scores, guess.pending)
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
    better = _better(text, scores)
    when = _when(better)
    cells = windows[0].size ** _HALF
    scene.explain(
        guess,
        _answer(better),
        True,
        measured=when,
        heading=_heading(text, better),
        sections=(*_explained(text, scores.table), "explain stored", "explain published"),
        **_reached_in_words(specs[0], text, piece, scores),
        first=min(better, default=0),
        when=when,
        half=_HALF,
        times=_times(stored[_HALF - 1] / weights[_HALF - 1]),
        stored=thousands(stored[-1]),
        weights=thousands(weights[-1]),
        more=thousands(weights[-1] - weights[-2]),
        lstm=thousands(trained[-1].size),
        cells=thousands(cells),
        empty=_nearly_all(1 - (stored[_HALF - 1] - stored[_HALF - 2]) / cells),
    )
    scene.notes(
        piece=piece,
        band=_OF_BAND if text == "whale" else "",
        unknown=percent(task(specs[0].task).unread),
    )


def _recipe(text: Source, own: RunSpec | None, kind: Kind) -> RunSpec:
    """Return the recipe whose network of a kind reads a text."""
    if own:
        return replace(default_run(kind, own.task.name), task=own.task)
    return recipe("gap" if text == "gap" else "whale", kind)


def _window_spec(own: RunSpec | None, order: int) -> WindowSpec:
    brief = own and (piece_of(own) == "word" or len(task(own.task).vocabulary) > _MANY)
    return brief_window_spec(order) if brief else window_spec(order)


def _asked(text: Source, piece: str) -> str:
    """Return what is guessed."""
    if text == "gap":
        return "the last word of sentences with a gap"
    return f"{piece}s of unread {'parts of your text' if text == 'own' else 'pages of Moby-Dick'}"


def _show_reached(
    scene: SceneFrame, text: Source, spec: RunSpec, piece: str, scores: Scores, veiled: bool
) -> None:
    """Show what each reaches: perplexity on what was not read, or right last words over a gap."""
    reached = tuple(scores.reached.items())
    if text == "gap":
        show_figure(
            recall_drawing(scores.table, scores.window, reached, task(spec.task).chance),
            key=f"{scene.key}_gap",
            title="Sentences with a gap: the last word",
            name="guess-recall",
            caption="The last word depends on the second. N = 1 says the commonest word each time, "
            "which is never the last.",
            veiled=veiled,
        )
        return
    own = text == "own"
    others = ", once each" if own else "; grey: ten seeds of each cell"
    show_figure(
        perplexity_drawing(scores.table, scores.window, reached, None if own else BAND, piece),
        key=f"{scene.key}_{piece}s",
        title=f"Your text: the next {piece} of unread parts"
        if own
        else "Moby-Dick: the next letter of unread pages",
        name="guess-perplexity",
        caption=f"Perplexity 10: as if it had to choose among 10 equally likely {piece}s. "
        f"Level lines: three networks trained here{others}.",
        veiled=veiled,
    )


def _better(text: Source, scores: Scores) -> list[int]:
    """Return each N with which the table is better than all networks are."""
    others = [*scores.reached.values(), *scores.window]
    if text != "gap":
        return better_orders(scores.table, others)
    return [n for n, value in enumerate(scores.table, start=1) if value > max(others)]


def _to_the_end(better: Sequence[int]) -> bool:
    """Return whether the table stays better once it is."""
    return bool(better) and len(better) == LONGEST_GRAM + 1 - better[0]


def _answer(better: Sequence[int]) -> str:
    """Return which answer is right, "other" if none is."""
    if not better:
        return "none"
    return _FROM.get(better[0], "other") if _to_the_end(better) else "other"


def _when(better: Sequence[int]) -> str:
    """Return for which N the table is better.

    >>> [_when(better) for better in ([], [1, 2, 3, 4, 5, 6], [3, 4, 5, 6], [2, 3])]
    ['for no N', 'for every N', 'from N = 3 on', 'for N = 2 and 3 alone']
    """
    answer = _answer(better)
    if answer in ANSWERS:
        return ANSWERS[answer]
    if _to_the_end(better) and len(better) > 1:
        return f"from N = {better[0]} on"
    return f"for N = {listed([str(n) for n in better])} alone"


def _heading(text: Source, better: Sequence[int]) -> str:
    """Return the section of the claim."""
    if text == "own":
        return "heading own" if better else "heading own none"
    if text == "whale" and _to_the_end(better):
        return "heading"
    return "heading gap" if text == "gap" and not better else "heading else"


def _explained(text: Source, table: Sequence[float]) -> list[str]:
    """Return the sections that say what came out on a text."""
    last = better_orders([min(table)], [table[-1]])
    return [f"explain {text}", *(["explain own seldom"] if text == "own" and last else [])]


def _reached_in_words(spec: RunSpec, text: Source, piece: str, scores: Scores) -> dict[str, str]:
    """Return what the gaps of the prose say about what was reached."""
    table, window, reached = scores.table, scores.window, scores.reached
    if text == "gap":
        return {
            "table_low": str(percent(min(table))),
            "table_high": str(percent(max(table))),
            "window_high": str(percent(max(window))),
            "over_gap": listed([f"{kind.upper()} {percent(share)} %" for kind, share in reached.items()]),
            "ours": "shares of right words",
        }
    said = {
        "best": f"{min(reached.values()):.2f}",
        "window": f"{min(window):.2f}",
        "window_n": str(window.index(min(window)) + 1),
        "lowest": f"{min(table):.2f}",
        "lowest_n": str(table.index(min(table)) + 1),
        "longest": f"{table[-1]:.2f}",
        "longest_n": str(len(table)),
    }
    if text == "whale":
        backed = f"{min(table_scores(spec, 'back-off')):.2f}"
        return said | {"backed": backed, "ours": "per letter"}
    return said | {
        "piece": piece,
        "read": counted(sum(len(stretch) for stretch in stretches_read(spec)), piece),
        "judged": counted(language(spec).exam_answers, piece),
        "best_kind": min(reached, key=lambda kind: reached[kind]).upper(),
        "ours": "per letter" if piece == "letter" else "per word, too, but of another text and its own words",
    }


def _times(factor: float) -> str:
    """Return a factor that is read at a glance.

    >>> [_times(factor) for factor in (0.0417, 4.04, 118.3)]
    ['0.042', '4', '118']
    """
    return f"{factor:.2g}" if factor < 10 else thousands(round(factor))


def _nearly_all(share: float) -> str:
    """Return a share in percent with two decimals, which never says that it is all.

    >>> [_nearly_all(share) for share in (0.9375, 0.9999999)]
    ['93.75', 'more than 99.99']
    """
    return f"{100 * share:.2f}" if share < 0.99995 else "more than 99.99"
