"""Shapes of sequence problems: what a second direction knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...recipes import default_run
from ...spec import RunSpec
from ..experiment import Experiment, Line, Trained

GUESSED, KNOWN = 0.1, 0.99
"""How far from one half is still guessed, and from where on it is known."""


def directions(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of an LSTM that tags names, reading from the left and from both ends."""
    spec = default_run("lstm", "tagging", seed)
    return tuple(replace(spec, model=replace(spec.model, bidirectional=both)) for both in (False, True))


def scores(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share of right test sentences of each network."""
    return tuple(one.score for one in trained)


def guessed_and_known(shares: Sequence[float]) -> float:
    """Return how much room is left: below a guess on the first line, above what is known on the second."""
    left, both = shares
    return min(GUESSED - abs(left - 0.5), both - KNOWN)


EXPERIMENTS = (
    Experiment(
        "shapes/tags",
        "Who Teddy is, an LSTM that reads from the left guesses; one that reads from both ends knows it.",
        "The same cell, training and test sentences; only the second direction and the random start change.",
        (Line("from the left", "rnn"), Line("from both ends", "lstm", KNOWN)),
        scores,
        guessed_and_known,
        0.0,
        directions,
        unit="right at the name, of the test sentences",
        scale="percent",
        slow=True,
        said="A second direction knows what comes after a word.",
        source="Schuster and Paliwal 1997",
    ),
)
