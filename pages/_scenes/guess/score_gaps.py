"""What the gaps of the prose on scores say: what was reached, what is stored, and where it is a tie."""

from __future__ import annotations

from typing import Any

from core import stretches_read, task
from pages._scenes.guess.factors import factor, nearly_all
from pages._scenes.guess.own import language
from pages._scenes.guess.score_said import tie, when
from pages._scenes.guess.scored import Scored
from pages._shell.caches.guess import table_scores
from pages._shell.words import counted, listed, percent, thousands

_HALF = 4
"""The N of which it is said how many times more the table stores."""


def gaps(scored: Scored) -> dict[str, Any]:
    """Return what the gaps of the prose say."""
    stored, weights = scored.stored, scored.weights
    cells = len(task(scored.spec.task).vocabulary) ** _HALF
    return {
        **_reached(scored),
        "first": min(scored.better, default=0),
        "when": when(scored.better),
        "tied": _tied(scored),
        "half": _HALF,
        "times": factor(stored[_HALF - 1] / weights[_HALF - 1]),
        "stored": thousands(stored[-1]),
        "weights": thousands(weights[-1]),
        "more": thousands(weights[-1] - weights[-2]),
        "lstm": thousands(scored.sizes["lstm"]),
        "cells": thousands(cells),
        "empty": nearly_all(1 - (stored[_HALF - 1] - stored[_HALF - 2]) / cells),
    }


def _tied(scored: Scored) -> str:
    """Return the sentence that tells of ties; nothing where there is none."""
    if not scored.ties:
        return ""
    why = "{:g} to {:g}, depending on the first weights".format(*scored.band) if scored.band else ""
    networks = f": the recurrent networks come to {why}" if why else ": the best network is as good"
    return f"With {tie(scored.ties).replace(':', ' it is')}{networks}. "


def _reached(scored: Scored) -> dict[str, str]:
    """Return what the gaps of the prose say about what was reached."""
    table, window, reached = scored.table, scored.window, scored.reached
    spec, text, piece = scored.spec, scored.text, scored.piece
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
