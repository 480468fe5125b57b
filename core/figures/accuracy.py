"""The figure of what a task is about: right answers against the length (gap, fillers) of what was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ..tasks import Task
from .exam import MARGIN, exam_axis, exam_ground
from .palette import NETWORKS, PLOTLY_DASH
from .template import figure

Curve = Sequence[tuple[int, float]]


def accuracy_figure(curves: Mapping[str, Curve], task: Task) -> go.Figure:
    """Draw accuracy on held-out sentences, one line a network, on an axis of 0 to 100 %.

    Perplexity stands on a logarithmic axis from 1 to twice that of chance, or as far as a worse one needs; an
    error begins at 0, and rules that need no network are drawn beside the networks.

    Args:
        curves: kind of network -> points (length, share in 0..1, or perplexity).
        task: what was asked. Chance is drawn as a line, the lengths seen in training are shaded.
    """
    shares = task.scale == "share"
    times = 100 if shares else 1
    y_axis = {"range": [-4, 106]} if shares else _perplexity_axis(curves, task)
    return figure(
        [_line(kind, curve, times) for kind, curve in curves.items()],
        x_title=f"{task.curve_name} ({task.curve_unit})",
        y_title="right answers (%)" if shares else task.scale,
        xaxis=exam_axis(task),
        yaxis=y_axis,
        margin=MARGIN | {"t": 62},
        legend={"yref": "container", "y": 1, "yanchor": "top"},
        **exam_ground(task),
    )


def accuracy_in_words(curves: Mapping[str, Curve], task: Task) -> str:
    """Say how right each network is at the longest length: the figure's alternative text."""
    shares = task.scale == "share"
    what = "Right answers" if shares else task.scale.capitalize()
    called = dict(zip(task.exam_points, task.point_names, strict=False))
    ends = []
    for kind, curve in curves.items():
        length, value = curve[-1]
        score = f"{100 * value:.0f} %" if shares else f"{value:.2f}"
        ends.append(f"{NETWORKS[kind].name} {score} at {called.get(length, length)}")
    return f"{what} by {task.curve_name}. {'; '.join(ends) or 'None yet'}."


def _perplexity_axis(curves: Mapping[str, Curve], task: Task) -> dict[str, Any]:
    values = np.array([value for curve in curves.values() for _, value in curve])
    top = max(2 * task.chance, 1.1 * float(values[np.isfinite(values)].max(initial=0)))
    if task.scale == "error":
        return {"range": [0, top]}
    return {"type": "log", "range": [0, np.log10(top)]}


def _line(kind: str, curve: Curve, times: int) -> dict[str, Any]:
    look = NETWORKS[kind]
    return {
        "type": "scatter",
        "x": [length for length, _ in curve],
        "y": [times * value for _, value in curve],
        "name": look.name,
        "mode": "lines+markers",
        "line": {"color": look.hue, "width": 3, "dash": PLOTLY_DASH[look.dash]},
        "marker": {"symbol": look.mark, "size": look.size},
        "hovertemplate": "%{y:.0f} %" if times == 100 else "%{y:.2f}",
    }
