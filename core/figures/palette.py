"""One hue per signal, one hue, dash and mark per network: in every figure, on the stage, in every export.

The hues are told apart by readers with any kind of colour vision (after Okabe and Ito 2008) and stand out on
light and dark alike; the dash and the mark tell the networks apart without colour.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..equations.signals import Signal

SIGNALS: Mapping[str, str] = {
    "forget_gate": "#d1551f",
    "input_gate": "#14936b",
    "output_gate": "#2878bd",
    "candidate": "#b45398",
    "cell_state": "#a97a00",
    "hidden": "#5d62c9",
    "reset_gate": "#b8562c",
    "update_gate": "#1c8a83",
}

NEGATIVE = "#2b74c4"
POSITIVE = "#d9701a"
"""The ends of the diverging scale of tanh signals."""


class Look(NamedTuple):
    """How a network is drawn: name, hue, dash of its line (SVG), mark of its points and their size in px."""

    name: str
    hue: str
    dash: str
    mark: str
    size: int


NETWORKS: Mapping[str, Look] = {
    "rnn": Look("RNN", "#808894", "2 4", "circle", 9),
    "gru": Look("GRU", "#12958a", "9 4", "square", 13),
    "lstm": Look("LSTM", "#7c5bd6", "", "diamond", 8),
}
"""The sizes let curves that lie on one another all be seen."""


def line_name(kind: str, state: str = "hidden") -> str:
    """Return what the line of a state is called: of an LSTM, which has two, with its letter."""
    name = NETWORKS[kind].name
    return f"{name} {'c' if state == 'cell_state' else 'h'}" if kind == "lstm" else name


TABLE = Look("Table", "#d1557a", "9 3 2 3", "triangle-up", 11)
"""A table of n-grams beside them."""

WINDOW = Look("Window network", "#b27300", "3 3", "pentagon", 10)
"""A network that sees a fixed window."""

CELL_STATE_DASH = "12 3 2 3"
"""Of the line of gradients that reach the cell state, beside those that reach the hidden state."""

RUN_HUES = (
    "#d87878", "#0850f8", "#309810", "#8848b0", "#00a0c0", "#506868", "#5088f8", "#407000",
)  # fmt: skip
"""Runs that their cells do not tell apart: no signal has such a hue, so that no run looks like a gate."""

PLOTLY_DASH: Mapping[str, str] = {
    "": "solid",
    "2 4": "dot",
    "9 4": "dash",
    "9 3 2 3": "dashdot",
    "3 3": "dot",
}

WRITERS = ("#a97a00", "#3d5be0", "#a94380", "#4893d2")
"""Words that wrote most of a memory; each part has its word beside it, too."""

SHARED_WEIGHTS: Mapping[str, str] = {"W_x": "#4d8f8b", "W_h": "#b0527a", "W_y": "#8a7440"}


def drawn(signal: Signal) -> dict[str, Any]:
    """Return what the browser has to know of a signal: name, label, symbol, note, scale, its ends, hue."""
    return signal._asdict() | {"hue": SIGNALS[signal.name]}


def palette() -> dict[str, Any]:
    """Return the colours as plain values, for the browser."""
    return {"signals": dict(SIGNALS), "positive": POSITIVE, "negative": NEGATIVE}
