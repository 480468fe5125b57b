"""Figures of training: loss and gradient norm against steps, accuracy against the length it was asked at.

Pure functions of what was measured; they know no torch.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures.palette import NETWORKS, PLOTLY_DASH
from core.figures.template import figure

MOST_POINTS = 240
Curve = Sequence[tuple[int, float]]


class Course(NamedTuple):
    """One number a training step: `steps` (N,), `values` (N,), of the network `kind`."""

    kind: str
    steps: NDArray[Any]
    values: NDArray[Any]


def thin(
    steps: NDArray[Any], values: NDArray[Any], most: int = MOST_POINTS
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return medians of equal stretches, at most `most` of them: the course of a noisy number, in few points.

    A stretch in which a number is not finite is given as not finite: a run that blows up is seen to.
    """
    if len(values) <= most:
        return steps, values
    edges = np.linspace(0, len(values), most + 1).astype(int)
    pairs = list(pairwise(edges))
    middle = np.array([_median(values[a:b]) for a, b in pairs])
    return np.array([steps[b - 1] for _, b in pairs]), middle


def _median(values: NDArray[Any]) -> float:
    return float(np.median(values)) if np.isfinite(values).all() else float("nan")


def loss_figure(courses: Sequence[Course], steps: int) -> go.Figure:
    """Draw the loss of each network against training steps, logarithmic, on an axis of all `steps`."""
    return _courses(courses, steps, "loss (nats)", "loss")


def gradient_norm_figure(courses: Sequence[Course], steps: int) -> go.Figure:
    """Draw the norm of the whole gradient, before clipping, against training steps, logarithmic."""
    return _courses(courses, steps, "gradient norm before clipping", "‖gradient‖")


def accuracy_figure(
    curves: Mapping[str, Curve],
    chance: float,
    x_title: str,
    trained: tuple[int, int] | None = None,
) -> go.Figure:
    """Draw accuracy against the length at which it was asked, one line a network, on an axis of 0 to 100 %.

    Args:
        curves: kind of network -> points (length, accuracy in 0..1).
        chance: accuracy of one who never reads; drawn as a dotted line.
        x_title: what the length counts.
        trained: shortest and longest length seen in training; shaded.
    """
    traces = [
        go.Scatter(
            x=[x for x, _ in curve],
            y=[100 * y for _, y in curve],
            name=NETWORKS[kind].name,
            mode="lines+markers",
            line={"color": NETWORKS[kind].hue, "width": 3, "dash": PLOTLY_DASH[NETWORKS[kind].dash]},
            marker={"symbol": NETWORKS[kind].mark, "size": 10},
            hovertemplate="%{y:.0f} %",
        )
        for kind, curve in curves.items()
    ]
    shapes: list[dict[str, Any]] = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 100 * chance,
            "y1": 100 * chance,
            "line": {"dash": "dot", "width": 1.5, "color": "#808894"},
        }
    ]
    notes: list[dict[str, Any]] = [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "right",
            "y": 100 * chance,
            "yanchor": "bottom",
            "text": f"chance {100 * chance:.1f} %",
            "showarrow": False,
            "font": {"size": 13},
        }
    ]
    if trained is not None:
        shapes.append(
            {
                "type": "rect",
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "x0": trained[0],
                "x1": trained[1],
                "fillcolor": "#808894",
                "opacity": 0.13,
                "line": {"width": 0},
            }
        )
        notes.append(
            {
                "yref": "paper",
                "y": 0.02,
                "yanchor": "bottom",
                "x": trained[0],
                "xanchor": "left",
                "xshift": 4,
                "text": f"trained on {trained[0]}–{trained[1]}",
                "showarrow": False,
                "font": {"size": 13},
            }
        )
    return figure(
        traces,
        x_title=x_title,
        y_title="right answers (%)",
        yaxis={"range": [-4, 106]},
        shapes=shapes,
        annotations=notes,
    )


def _courses(courses: Sequence[Course], steps: int, y_title: str, unit: str) -> go.Figure:
    traces = []
    for course in courses:
        look = NETWORKS[course.kind]
        x, y = thin(course.steps, course.values)
        traces.append(
            go.Scatter(
                x=x,
                y=np.where(np.isfinite(y), y, np.nan),
                name=look.name,
                mode="lines",
                line={"color": look.hue, "width": 2.5, "dash": PLOTLY_DASH[look.dash]},
                hovertemplate=f"{unit} %{{y:.3g}}",
            )
        )
    return figure(
        traces,
        x_title="training step",
        y_title=y_title,
        yaxis={"type": "log", "exponentformat": "power"},
        xaxis={"range": [0, steps]},
    )
