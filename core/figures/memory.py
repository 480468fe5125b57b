"""Figures of what the memory holds and what an operation changes: signals, ledger, difference."""

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats, Ints
from ..equations.squash import ends
from ..instruments.ledger import Ledger
from ..instruments.operations import check_timestep
from ..instruments.surgery import Difference
from ..instruments.trace import Trace
from ..spec.limits import check_word
from .along import GREY, Line, heat, lines, word_axis
from .palette import SIGNALS
from .template import figure

MOST_UNITS = 16
"""How many units are named beside a map."""


def signal_figure(
    trace: Trace, signal: str, layer: int = -1, reverse: bool = False, order: Ints | None = None
) -> go.Figure:
    """Draw a signal as a map, units × words: gates on [0, 1], others on a scale around 0.

    Units stand in their own order, or in a given one (H,), such as that of `cluster_order` or of saturation.
    """
    values = trace.layer(layer, reverse)[signal]
    order = np.arange(values.shape[1]) if order is None else order
    every = -(-len(order) // MOST_UNITS)
    places = list(range(0, len(order), every))
    units = {"tickvals": places, "ticktext": [str(order[place]) for place in places]}
    gate, (low, high) = signal.endswith("_gate"), ends(trace.network.spec.model, signal)
    edge = _edge(max(-low, high), values)
    return heat(
        values.T[order],
        x=word_axis(trace.words),
        y={"title": {"text": "unit"}, **units},
        bar=signal.replace("_", " "),
        low=0.0 if gate else -edge,
        high=edge,
        signed=not gate,
        hover="unit %{y}, %{x}: %{z:.3f}",
    )


def ledger_figure(ledger: Ledger, words: tuple[str, ...], timestep: int = -1) -> go.Figure:
    """Draw who wrote what is in memory after a word: a map of units × writers; the sum is the memory."""
    check_timestep("timestep", timestep, len(ledger.written))
    written = ledger.written[timestep].T
    finite = np.abs(written[np.isfinite(written)])
    edge = max(float(np.ceil(finite.max(initial=0.0) * 10) / 10), 0.1)
    return heat(
        written,
        x=word_axis(words, "written by"),
        y={"title": {"text": "unit"}},
        bar=f"left in {ledger.state.replace('_', ' ')}",
        low=-edge,
        high=edge,
        signed=True,
        hover="%{x} wrote %{z:.3f} of unit %{y}",
    )


def share_figure(ledger: Ledger, words: tuple[str, ...], timestep: int = -1) -> go.Figure:
    """Draw what share of the memory after a word each word wrote, on an axis of 0 to 100 %."""
    shares = 100 * ledger.shares(timestep)
    bars = {
        "type": "bar",
        "x": list(range(len(words) + 1)),
        "y": shares,
        "marker": {"color": [SIGNALS[ledger.state]] * len(words) + [GREY]},
        "hovertemplate": "%{y:.1f} %<extra></extra>",
    }
    return figure(
        [bars],
        x_title="written by",
        y_title="share of the memory (%)",
        xaxis=word_axis([*words, "(start)"], "written by"),
        yaxis={"range": [0, 104]},
        showlegend=False,
    )


def difference_figure(difference: Difference) -> go.Figure:
    """Draw how far the operated run is from the untouched one: its states, and its answers."""
    number = difference.untouched.network.answer == "number"
    apart = np.abs(difference.answers).sum(axis=1) / (1 if number else 2)
    moved = "answers: |operated − untouched|" if number else "answers: share of probability moved"
    series = [
        Line("states: ‖operated − untouched‖", difference.hidden, SIGNALS["hidden"]),
        Line(moved, apart, SIGNALS["output_gate"], "dash"),
    ]
    return lines(difference.untouched.words, series, y_title="", yaxis={"rangemode": "tozero"})


def difference_map_figure(difference: Difference, signal: str) -> go.Figure:
    """Draw operated minus untouched for one signal, units × words.

    The scale is as wide as the signal can move: ±1 for a gate, ±2 for what lies between -1 and 1.
    """
    check_word("signal", signal, tuple(difference.signals))
    changed = difference.signals[signal].T
    of = (difference.untouched, difference.operated)
    low, high = np.transpose([ends(trace.network.spec.model, signal) for trace in of])
    edge = _edge(float(high.max() - low.min()), changed)
    return heat(
        changed,
        x=word_axis(difference.untouched.words),
        y={"title": {"text": "unit"}},
        bar=f"change of {signal.replace('_', ' ')}",
        low=-edge,
        high=edge,
        signed=True,
        hover="unit %{y}, %{x}: %{z:+.3f}",
    )


def _edge(end: float, values: Floats) -> float:
    """Return where a signal ends; if nowhere, or if it was held beyond, a whole number that holds all."""
    least = end if np.isfinite(end) else 1.0
    return float(np.ceil(np.abs(values[np.isfinite(values)]).max(initial=least)))
