"""What tables, window networks and recurrent networks reach on a text, and what each has to store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from core import RunSpec, WindowSpec, default_run, task
from core.experiments.lessons.guess import Text, recipe
from core.figures.guessing import Standing, standings
from core.instruments.ngrams import LONGEST_GRAM
from core.spec import KINDS, Kind
from pages._scenes.guess.own import piece_of
from pages._scenes.guess.texts import PIECES, brief_window_spec, window_spec
from pages._shell.caches.guess import stored_by, table_scores, window_network, window_score
from pages._shell.lesson.waiting import exam_scores, networks

Source = Literal[Text, "own"]

ORDERS = range(1, LONGEST_GRAM + 1)

BAND = (6.8, 7.2)
"""Held-out perplexities of thirty networks, ten seeds of each cell, measured on Moby-Dick."""

KNOWN = 0.75
"""Who has this share of the last words right carries the far word."""

_MANY = 200
"""A text of more different pieces has the brief recipe for its window networks; of words every text has."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What was measured on a text.

    Attributes:
        text: Which text.
        spec: The recipe of one of its networks.
        piece: What is read at a timestep.
        table: What tables reach for N = 1, 2, …: perplexity, over a gap the share of right last words.
        window: What window networks reach.
        reached: What recurrent networks reach, by their kind.
        stored: How many counts a table keeps for each N.
        weights: How many weights a window network has for each N.
        sizes: How many weights the recurrent networks have, by their kind.
    """

    text: Source
    spec: RunSpec
    piece: str
    table: tuple[float, ...]
    window: tuple[float, ...]
    reached: Mapping[str, float]
    stored: tuple[int, ...]
    weights: tuple[int, ...]
    sizes: Mapping[str, int]

    @property
    def band(self) -> tuple[float, float] | None:
        """What other starts of the recurrent networks reach, where that was measured."""
        return BAND if self.text == "whale" else None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How the table stands beside all the networks for each N."""
        others = [*self.reached.values(), *self.window]
        if self.text != "gap":
            return standings(self.table, others, self.band)
        most = max(others)
        return tuple("better" if value > most else "worse" for value in self.table)

    @property
    def better(self) -> list[int]:
        """Each N for which the table is better than all the networks are."""
        return self._where("better")

    @property
    def ties(self) -> list[int]:
        """Each N for which another start could turn the order."""
        return self._where("tie")

    @property
    def carriers(self) -> list[str]:
        """The kinds of recurrent networks that have the far word."""
        return [kind for kind, share in self.reached.items() if share >= KNOWN]

    def _where(self, standing: Standing) -> list[int]:
        return [n for n, one in enumerate(self.standings, start=1) if one == standing]


def measured(text: Source, own: RunSpec | None) -> Scored:
    """Have the networks trained, and measure all; while one is missing, end this page's run."""
    specs = [_recipe(text, own, kind) for kind in KINDS]
    trained = networks(specs, quiet=True)
    recipes = [_window_spec(own, n) for n in ORDERS]
    with st.spinner("Training the window networks, one for each N"):
        windows = [window_network(specs[0], one).network for one in recipes]
        window = tuple(window_score(specs[0], one) for one in recipes)
    return Scored(
        text=text,
        spec=specs[0],
        piece=piece_of(own) if own else PIECES["gap" if text == "gap" else "whale"],
        table=table_scores(specs[0], "witten-bell"),
        window=window,
        reached={spec.model.kind: score for spec, score in exam_scores(specs).items()},
        stored=stored_by(specs[0]),
        weights=tuple(one.weight_count for one in windows),
        sizes={one.spec.model.kind: one.size for one in trained},
    )


def unread(scored: Scored) -> float:
    """Return the share of a text that is read as unknown."""
    return task(scored.spec.task).unread


def _recipe(text: Source, own: RunSpec | None, kind: Kind) -> RunSpec:
    """Return the recipe whose network of a kind reads a text."""
    if own:
        return replace(default_run(kind, own.task.name), task=own.task)
    return recipe("gap" if text == "gap" else "whale", kind)


def _window_spec(own: RunSpec | None, order: int) -> WindowSpec:
    brief = own and (piece_of(own) == "word" or len(task(own.task).vocabulary) > _MANY)
    return brief_window_spec(order) if brief else window_spec(order)
