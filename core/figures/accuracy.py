"""The figure of what a task is about: right answers against the length (gap, fillers) of what was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ..tasks import Task
from .exam import MARGIN, exam_axis, exam_ground
from .palette import NETWORKS, PLOTLY_DASH
from .template import figure, size

Curve = Sequence[tuple[int, float]]
Band = tuple[Curve, Curve]
"""The lowest and the highest of many networks at each point."""


def accuracy_figure(
    curves: Mapping[str, Curve],
    task: Task,
    bands: Mapping[str, Band] | None = None,
    dots: Mapping[str, Curve] | None = None,
) -> go.Figure:
    """Draw accuracy on held-out sentences, one line a network, on an axis of 0 to 100 %.

    Perplexity stands on a logarithmic axis from 1 to twice that of chance, or as far as a worse one needs; an
    error begins at 0, and rules that need no network are drawn beside the networks.

    Args:
        curves: kind of network -> points (length, share in 0..1, or perplexity).
        task: what was asked. Chance is drawn as a line, the lengths seen in training are shaded.
        bands: what lies around a line of right answers; then the lines are named at their ends.
        dots: right answers of single networks, drawn as marks.
    """
    shares = task.scale == "share"
    times = 100 if shares else 1
    traces = [
        *(_band(kind, band, times) for kind, band in (bands or {}).items()),
        *(_line(kind, curve, times) | ({"mode": "lines"} if bands else {}) for kind, curve in curves.items()),
        *(_dots(kind, curve, times) for kind, curve in (dots or {}).items()),
    ]
    ground = exam_ground(task)
    ends = _ends(curves) if bands else []
    y_axis = {"range": [-4, 106]} if shares else _perplexity_axis(curves, task)
    return figure(
        traces,
        x_title=f"{task.curve_name} ({task.curve_unit})",
        y_title="right answers (%)" if shares else task.scale,
        xaxis=exam_axis(task),
        yaxis=y_axis,
        margin=MARGIN | ({"t": 34, "r": 116} if bands else {"t": 62}),
        legend={"yref": "container", "y": 1, "yanchor": "top"},
        showlegend=not bands,
        **ground | {"annotations": [*ground["annotations"], *ends]},
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


def _ends(curves: Mapping[str, Curve]) -> list[dict[str, Any]]:
    """Return the names of lines at their ends, with what is right there; those that end alike in one."""
    alike: dict[int, list[str]] = {}
    for kind, curve in curves.items():
        alike.setdefault(round(100 * curve[-1][1]), []).append(kind)
    shown = sorted(alike.items(), reverse=True)
    found = []
    for (percent, kinds), y in zip(shown, _apart([percent for percent, _ in shown]), strict=True):
        names, hue = ", ".join(NETWORKS[kind].name for kind in kinds), NETWORKS[kinds[-1]].hue
        look = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "showarrow": False, "y": y}
        font = {"size": size("answer"), "color": hue}
        found.append(look | {"text": f"{percent} %", "yanchor": "top", "yshift": 12, "font": font})
        font = {"size": size("label"), "color": hue}
        found.append(look | {"text": names, "yanchor": "bottom", "yshift": 8, "font": font})
    return found


def _apart(heights: Sequence[int], least: float = 24) -> list[float]:
    """Return heights, the largest first, each at least so far below the one before."""
    found: list[float] = []
    for height in heights:
        found.append(min(height, found[-1] - least) if found else height)
    return found


def _band(kind: str, band: Band, times: int) -> dict[str, Any]:
    low, high = band
    around = [*high, *reversed(low)]
    return {
        "type": "scatter",
        "x": [length for length, _ in around],
        "y": [times * value for _, value in around],
        "name": f"{NETWORKS[kind].name}, lowest to highest",
        "mode": "lines",
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": _pale(NETWORKS[kind].hue),
        "hoverinfo": "skip",
    }


def _dots(kind: str, curve: Curve, times: int) -> dict[str, Any]:
    look = NETWORKS[kind]
    marks = {"symbol": look.mark, "size": look.size + 2, "color": look.hue}
    return _line(kind, curve, times) | {"name": f"{look.name}, here", "mode": "markers", "marker": marks}


def _pale(hue: str) -> str:
    red, green, blue = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.2)"


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
