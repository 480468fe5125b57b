"""Figures of training: loss and gradient norm against steps.

Pure functions of what was measured; they know no torch.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ..spec.limits import shown, within
from .palette import NETWORKS, PLOTLY_DASH
from .template import POWERS, figure

MOST_POINTS = 120


class Course(NamedTuple):
    """One number a training step: `steps` (N,), `values` (N,), of the network `kind`."""

    kind: str
    steps: NDArray[Any]
    values: NDArray[Any]


def thin(
    steps: NDArray[Any], values: NDArray[Any], most: int = MOST_POINTS
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return medians of equal stretches, at most `most` of them: the course of a noisy number, in few points.

    A stretch in which a number is not finite is given as not finite: a run that blows up is seen to. The last
    stretch may be shorter than the others.
    """
    if not within(most, 1):
        raise ValueError(f"most is {shown(most)}; choose a whole number from 1 on.")
    if len(values) <= most:
        return steps, values
    stretch = -(-len(values) // most)
    whole = len(values) // stretch * stretch
    visible = np.where(np.isfinite(values), values, np.nan)
    medians = np.median(visible[:whole].reshape(-1, stretch), axis=1)
    if whole < len(values):
        medians = np.append(medians, np.median(visible[whole:]))
    ends = np.minimum(np.arange(stretch, len(values) + stretch, stretch), len(values))
    return steps[ends - 1], medians


def loss_figure(courses: Sequence[Course], steps: int) -> go.Figure:
    """Draw the loss of each network against training steps, logarithmic, on an axis of all `steps`."""
    return _courses(courses, steps, "loss (nats)", "loss")


def gradient_norm_figure(courses: Sequence[Course], steps: int) -> go.Figure:
    """Draw the norm of the whole gradient, before clipping, against training steps, logarithmic."""
    return _courses(courses, steps, "gradient norm", "‖gradient‖")


def _decades(courses: Sequence[Course]) -> list[int]:
    """Return whole powers of ten around all values, at least -2 to 1: the axis moves seldom, by a decade."""
    values = np.concatenate([np.ones(1), *(course.values for course in courses)])
    logs = np.log10(values[np.isfinite(values) & (values > 0)])
    return [min(-2, math.floor(logs.min())), max(1, math.ceil(logs.max()))]


def _courses(courses: Sequence[Course], steps: int, y_title: str, unit: str) -> go.Figure:
    y_axis = POWERS | {"range": _decades(courses)}
    lines = [_line(course, unit) for course in courses]
    return figure(lines, x_title="training step", y_title=y_title, yaxis=y_axis, xaxis={"range": [0, steps]})


def _line(course: Course, unit: str) -> dict[str, Any]:
    look = NETWORKS[course.kind]
    x, y = thin(course.steps, course.values)
    return {
        "type": "scatter",
        "x": x.tolist(),
        "y": [value if math.isfinite(value) else None for value in y.tolist()],
        "name": look.name,
        "mode": "lines",
        "line": {"color": look.hue, "width": 2.5, "dash": PLOTLY_DASH[look.dash]},
        "hovertemplate": f"{unit} %{{y:.3g}}",
    }
