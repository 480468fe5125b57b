"""Lines and maps of numbers over the words of a sentence, shared by all figures of the instruments."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats
from .palette import NEGATIVE, POSITIVE
from .template import POWERS, figure

GREY = "#808894"
DIVERGING = [[0.0, NEGATIVE], [0.5, "#f4f4f2"], [1.0, POSITIVE]]
SEQUENTIAL = [[0.0, "#f4f4f2"], [1.0, "#3d3a8c"]]
MOST_LABELS = 40
_AT_THE_FOOT = {"overlaying": "y", "range": [-0.05, 1], "visible": False, "fixedrange": True}


class Line(NamedTuple):
    """One number a word: its name, values (T,), hue, and the dash that tells it without colour."""

    name: str
    values: Floats
    hue: str
    dash: str = "solid"


def word_axis(words: Sequence[str], title: str = "") -> dict[str, Any]:
    """Return an axis with the words of a sentence in their places; of a long one every second, or third."""
    every = -(-len(words) // MOST_LABELS)
    places = list(range(0, len(words), every))
    return {
        "tickvals": places,
        "ticktext": [words[place] for place in places],
        "range": [-0.5, len(words) - 0.5],
        "title": {"text": title},
    }


def log_axis(values: Floats) -> dict[str, Any]:
    """Return a logarithmic axis of whole powers of ten around the values that have a place on it."""
    logs = np.log10(values[np.isfinite(values) & (values > 0)])
    low, high = (int(np.floor(logs.min())), int(np.ceil(logs.max()))) if len(logs) else (-1, 0)
    decades = max(high, low + 1) - low
    every = -(-decades // 8)
    return POWERS | {"dtick": every, "range": [low - 0.04 * decades, low + 1.04 * decades]}


def lines(
    words: Sequence[str], series: Sequence[Line], *, y_title: str, log: bool = False, **layout: Any
) -> go.Figure:
    """Draw one line a series over the words; on a log axis zeros have no place and leave a gap.

    Where a value is not finite, a cross stands at the foot of the figure.
    """
    traces: list[dict[str, Any]] = []
    for line in series:
        drawn = np.isfinite(line.values) & ((line.values > 0) | (not log))
        traces.append(
            {
                "type": "scatter",
                "x": list(range(len(words))),
                "y": np.where(drawn, line.values, np.nan),
                "name": line.name,
                "mode": "lines+markers",
                "line": {"color": line.hue, "width": 2.5, "dash": line.dash},
                "marker": {"size": 5},
                "hovertemplate": "%{y:.3g}",
            }
        )
        traces += _crosses(line)
    y_axis = {"automargin": True, **layout.pop("yaxis", {})}
    if log:
        y_axis = log_axis(np.concatenate([line.values for line in series])) | y_axis
    if any("yaxis" in trace for trace in traces):
        layout["yaxis2"] = _AT_THE_FOOT
    return figure(traces, x_title="", y_title=y_title, xaxis=word_axis(words), yaxis=y_axis, **layout)


def heat(
    values: Floats,
    *,
    x: dict[str, Any],
    y: dict[str, Any],
    bar: str,
    low: float,
    high: float,
    hover: str,
    signed: bool,
    **layout: Any,
) -> go.Figure:
    """Draw a map of numbers (rows, columns), first row on top, on the fixed scale from `low` to `high`.

    Colours diverge from the middle of the scale if the numbers are `signed`. What is not finite stays blank.
    """
    trace = {
        "type": "heatmap",
        "z": np.where(np.isfinite(values), values, np.nan),
        "zmin": low,
        "zmax": high,
        "colorscale": DIVERGING if signed else SEQUENTIAL,
        "colorbar": {"title": {"text": bar, "side": "right"}, "thickness": 12},
        "hovertemplate": hover + "<extra></extra>",
    }
    y_axis = {"range": [len(values) - 0.5, -0.5], "automargin": True, **y}
    return figure([trace], x_title="", y_title="", xaxis=x, yaxis=y_axis, hovermode="closest", **layout)


def _crosses(line: Line) -> list[dict[str, Any]]:
    lost = np.flatnonzero(~np.isfinite(line.values))
    if not len(lost):
        return []
    return [
        {
            "type": "scatter",
            "x": lost,
            "y": np.zeros(len(lost)),
            "yaxis": "y2",
            "name": f"{line.name}: not finite",
            "mode": "markers",
            "marker": {"symbol": "x", "size": 10, "color": line.hue},
            "hovertext": [str(value) for value in line.values[lost]],
            "hoverinfo": "text+name",
        }
    ]
