"""The figure of what a task is about: right answers against the length (gap, fillers) of what was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.figures.palette import NETWORKS, PLOTLY_DASH
from core.figures.template import figure
from core.tasks import Task

Curve = Sequence[tuple[int, float]]
_GREY = "#808894"
_SIZES = {"rnn": 9, "gru": 14, "lstm": 8}  # curves that lie on one another can all be seen


def accuracy_figure(curves: Mapping[str, Curve], task: Task) -> go.Figure:
    """Draw accuracy on held-out sentences, one line a network, on an axis of 0 to 100 %.

    Args:
        curves: kind of network -> points (length, accuracy in 0..1).
        task: what was asked. Chance is drawn as a dotted line, the lengths seen in training are shaded.
    """
    traces = [_line(kind, curve) for kind, curve in curves.items()]
    chance = 100 * task.chance
    shortest, longest = task.spec.shortest, task.spec.longest
    seen = {"type": "rect", "yref": "paper", "x0": shortest, "x1": longest, "y0": 0, "y1": 1}
    guessed = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": chance, "y1": chance}
    notes = [
        _note(f"chance {chance:.1f} %", "right") | {"xref": "paper", "x": 1, "y": chance, "yanchor": "top"},
        _note(f"trained on {shortest}–{longest}", "left") | {"yref": "paper", "x": shortest, "y": 0},
    ]
    return figure(
        traces,
        x_title=f"{task.curve_name} ({task.curve_unit})",
        y_title="right answers (%)",
        xaxis={"range": [0, max(task.exam_points) * 1.04]},
        yaxis={"range": [-4, 106]},
        shapes=[
            guessed | {"line": {"dash": "dot", "width": 1.5, "color": _GREY}},
            seen | {"fillcolor": _GREY, "opacity": 0.13, "line": {"width": 0}},
        ],
        annotations=notes,
    )


def accuracy_in_words(curves: Mapping[str, Curve], task: Task) -> str:
    """Say how right each network is at the longest length: the figure's alternative text."""
    ends = [
        f"{NETWORKS[kind].name} {100 * curve[-1][1]:.0f} % at {curve[-1][0]}"
        for kind, curve in curves.items()
    ]
    return f"Right answers by {task.curve_name}. {'; '.join(ends) or 'None yet'}."


def _line(kind: str, curve: Curve) -> dict[str, Any]:
    look = NETWORKS[kind]
    return {
        "type": "scatter",
        "x": [length for length, _ in curve],
        "y": [100 * share for _, share in curve],
        "name": look.name,
        "mode": "lines+markers",
        "line": {"color": look.hue, "width": 3, "dash": PLOTLY_DASH[look.dash]},
        "marker": {"symbol": look.mark, "size": _SIZES[kind]},
        "hovertemplate": "%{y:.0f} %",
    }


def _note(text: str, anchor: str) -> dict[str, object]:
    return {"text": text, "xanchor": anchor, "yanchor": "bottom", "showarrow": False, "font": {"size": 13}}
