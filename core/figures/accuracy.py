"""The figure of what a task is about: right answers against the length (gap, fillers) of what was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.palette import NETWORKS, PLOTLY_DASH
from core.figures.template import figure
from core.tasks import Task

Curve = Sequence[tuple[int, float]]
_GREY = "#808894"
_SIZES = {"rnn": 9, "gru": 14, "lstm": 8}  # curves that lie on one another can all be seen


def accuracy_figure(curves: Mapping[str, Curve], task: Task) -> go.Figure:
    """Draw accuracy on held-out sentences, one line a network, on an axis of 0 to 100 %.

    Perplexity stands on a logarithmic axis from 1 to twice that of chance.

    Args:
        curves: kind of network -> points (length, accuracy in 0..1, or perplexity).
        task: what was asked. Chance is drawn as a dotted line, the lengths seen in training are shaded.
    """
    shares = task.scale == "share"
    times = 100 if shares else 1
    traces = [_line(kind, curve, times) for kind, curve in curves.items()]
    chance = times * task.chance
    at = chance if shares else np.log10(chance)  # where an annotation stands on a logarithmic axis
    guessed = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": chance, "y1": chance}
    shapes = [guessed | {"line": {"dash": "dot", "width": 1.5, "color": _GREY}}]
    notes = [
        _note(f"chance {chance:.1f}{' %' if shares else ''}", "right")
        | {"xref": "paper", "x": 1, "y": at, "yanchor": "top"},
    ]
    if shares:  # what a language model has read at a stretch is not how its curve counts
        shortest, longest = task.spec.shortest, task.spec.longest
        seen = {"type": "rect", "yref": "paper", "x0": shortest, "x1": longest, "y0": 0, "y1": 1}
        shapes.append(seen | {"fillcolor": _GREY, "opacity": 0.13, "line": {"width": 0}})
        notes.append(
            _note(f"trained on {shortest}–{longest}", "left") | {"yref": "paper", "x": shortest, "y": 0}
        )
    return figure(
        traces,
        x_title=f"{task.curve_name} ({task.curve_unit})",
        y_title="right answers (%)" if shares else "perplexity",
        xaxis={"range": [0, max(task.exam_points) * 1.04]},
        yaxis={"range": [-4, 106]} if shares else {"type": "log", "range": [0, np.log10(2 * chance)]},
        shapes=shapes,
        annotations=notes,
    )


def accuracy_in_words(curves: Mapping[str, Curve], task: Task) -> str:
    """Say how right each network is at the longest length: the figure's alternative text."""
    what, unit = ("Right answers", " %") if task.scale == "share" else ("Perplexity", "")
    times = 100 if unit else 1
    ends = [
        f"{NETWORKS[kind].name} {times * curve[-1][1]:.0f}{unit} at {curve[-1][0]}"
        for kind, curve in curves.items()
    ]
    return f"{what} by {task.curve_name}. {'; '.join(ends) or 'None yet'}."


def _line(kind: str, curve: Curve, times: int) -> dict[str, Any]:
    look = NETWORKS[kind]
    return {
        "type": "scatter",
        "x": [length for length, _ in curve],
        "y": [times * value for _, value in curve],
        "name": look.name,
        "mode": "lines+markers",
        "line": {"color": look.hue, "width": 3, "dash": PLOTLY_DASH[look.dash]},
        "marker": {"symbol": look.mark, "size": _SIZES[kind]},
        "hovertemplate": "%{y:.0f} %" if times == 100 else "%{y:.1f}",
    }


def _note(text: str, anchor: str) -> dict[str, object]:
    return {"text": text, "xanchor": anchor, "yanchor": "bottom", "showarrow": False, "font": {"size": 13}}
