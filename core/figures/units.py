"""Figures of single units: who follows a label, who is saturated."""

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats, Ints
from ..instruments.units import UnitSearch
from ..spec.limits import check_word
from .along import GREY
from .palette import SIGNALS
from .template import figure


def unit_figure(search: UnitSearch, label: str, untrained: UnitSearch | None = None) -> go.Figure:
    """Draw each unit's correlation with a label, chosen on one half of the sentences, told on the other.

    Units stand in the order of the first; `untrained` adds the same of an untrained network, in its order.
    """
    found = [("chosen on", search.chosen_on[search.ranking], GREY, "circle-open")]
    found.append(("held out", search.held_out[search.ranking], SIGNALS[_hue(search)], "circle"))
    if untrained is not None:
        found.append(("untrained, held out", untrained.held_out[untrained.ranking], GREY, "x"))
    traces = [
        {
            "type": "scatter",
            "x": list(range(1, len(values) + 1)),
            "y": np.abs(values),
            "name": name,
            "mode": "markers",
            "marker": {"color": hue, "symbol": mark, "size": 9},
            "hovertemplate": "|r| %{y:.2f}",
        }
        for name, values, hue, mark in found
    ]
    return figure(
        traces,
        x_title=f"units, best first (the best is unit {search.best})",
        y_title=f"|correlation with {label}|",
        yaxis={"range": [-0.03, 1.05]},
    )


def saturation_figure(shares: Floats, signal: str, order: Ints | None = None) -> go.Figure:
    """Draw for each unit how often a signal stands near an end of its range, on an axis of 0 to 100 %.

    Units stand in the order of their share, or in a given one.
    """
    check_word("signal", signal, tuple(SIGNALS))
    order = np.argsort(-shares, kind="stable").astype(np.int64) if order is None else order
    bars = {
        "type": "bar",
        "x": [str(unit) for unit in order],
        "y": 100 * shares[order],
        "marker": {"color": SIGNALS[signal]},
        "hovertemplate": "unit %{x}: %{y:.0f} %<extra></extra>",
    }
    return figure(
        [bars],
        x_title="unit",
        y_title=f"{signal.replace('_', ' ')} near an end (%)",
        xaxis={"type": "category"},
        yaxis={"range": [0, 104]},
        showlegend=False,
    )


def _hue(search: UnitSearch) -> str:
    return search.signal if search.signal in SIGNALS else "hidden"
