"""Figures of checks: finite differences, clipping, the weight count."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from ..instruments.check import GradientCheck
from ..instruments.clipping import Clipped
from ..instruments.count import WeightCount
from .along import GREY, log_axis
from .palette import NEGATIVE, POSITIVE, SIGNALS
from .template import figure


def check_figure(check: GradientCheck) -> go.Figure:
    """Draw the gradient of each nudged weight against what nudging measured; all should lie on the line."""
    x = np.array([row.measured for row in check.rows])
    y = np.array([row.gradient for row in check.rows])
    both = np.abs(np.concatenate([x, y]))
    edge = 1.1 * float(both[np.isfinite(both)].max(initial=1e-12))
    line = {
        "type": "scatter",
        "x": [-edge, edge],
        "y": [-edge, edge],
        "mode": "lines",
        "name": "equal",
        "line": {"color": GREY, "dash": "dot", "width": 1.5},
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "markers",
        "name": f"{len(check.rows)} weights, largest error {check.relative_error:.0e} of the largest",
        "marker": {"color": SIGNALS["hidden"], "size": 8},
        "text": [f"{row.weight}{list(row.place)}" for row in check.rows],
        "hovertemplate": "%{text}<br>nudged %{x:.6g}<br>backwards %{y:.6g}<extra></extra>",
    }
    axis = {"range": [-edge, edge], "exponentformat": "power"}
    return figure(
        [line, points],
        x_title="measured by nudging the weight",
        y_title="by backpropagation",
        xaxis=axis,
        yaxis={**axis, "automargin": True},
        hovermode="closest",
    )


def clipping_figure(steps: Sequence[Clipped]) -> go.Figure:
    """Draw the gradient norm of training steps before and after clipping, logarithmic, and the threshold."""
    x = list(range(1, len(steps) + 1))
    before, after = ([getattr(step, name) for step in steps] for name in ("norm_before", "norm_after"))
    looks = (("before", before, POSITIVE, "dot"), ("after", after, NEGATIVE, "solid"))
    traces = [
        {
            "type": "scatter",
            "x": x,
            "y": values,
            "name": name,
            "mode": "lines+markers",
            "line": {"color": hue, "dash": dash, "width": 2.5},
            "hovertemplate": "%{y:.3g}",
        }
        for name, values, hue, dash in looks
    ]
    chart = figure(
        traces,
        x_title="training step",
        y_title="gradient norm",
        yaxis=log_axis(np.array([*before, *after])) | {"automargin": True},
    )
    for threshold in sorted({step.threshold for step in steps}):
        chart.add_hline(threshold, line={"color": GREY, "width": 1.5, "dash": "dash"})
    return chart


def count_figure(counts: dict[str, WeightCount]) -> go.Figure:
    """Draw the weights of networks, one bar each, made up of the parts of its formula."""
    parts = list(dict.fromkeys(line.what for count in counts.values() for line in count.lines))
    hues = list(SIGNALS.values())
    traces = []
    for place, part in enumerate(parts):
        lines = [next((one for one in c.lines if one.what == part), None) for c in counts.values()]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": list(counts),
                "x": [0 if line is None else line.count for line in lines],
                "name": part,
                "marker": {"color": hues[place % len(hues)]},
                "customdata": ["" if line is None else f"{line.formula} = {line.numbers}" for line in lines],
                "hovertemplate": "%{customdata} = %{x:,}",
            }
        )
    return figure(
        traces,
        x_title="weights",
        y_title="",
        barmode="stack",
        yaxis={"automargin": True},
        hovermode="closest",
    )
