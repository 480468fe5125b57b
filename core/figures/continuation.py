"""The figure of a series that networks go on with: the data, what each says, rules that need no network."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats
from ..instruments.continuation import Continuation
from ..tasks.series import Series
from .palette import NETWORKS, PLOTLY_DASH
from .template import figure

_BEFORE = 96
"""How many numbers of the series are drawn before the place where networks go on."""

_RULE_HUE = "#808894"


def continuation_figure(continuations: Mapping[str, Continuation], task: Series) -> go.Figure:
    """Draw how networks go on with a series from one place.

    The axis is as wide as the data, and half their range wider on both sides: a network that leaves it has
    left what it was trained on.

    Args:
        continuations: kind of network -> how it goes on; all from the same place.
        task: the series.
    """
    first = next(iter(continuations.values()))
    start, count = first.begins, len(first.values)
    shown = np.arange(max(0, start - _BEFORE), min(start + count, len(task.values)))
    places = np.arange(start, start + count)
    traces = [_line("series", shown, task.values[shown], {"color": _RULE_HUE, "width": 3})]
    for rule, said in first.naive.items():
        look = {"color": _RULE_HUE, "width": 1, "dash": "solid" if rule == "last value" else "longdash"}
        traces.append(_line(f"rule: {rule}", places, said, look))
    for kind, one in continuations.items():
        net = NETWORKS[kind]
        dash = PLOTLY_DASH[net.dash]
        traces.append(_line(net.name, places, one.values, {"color": net.hue, "width": 3, "dash": dash}))
    low, high = float(task.values.min()), float(task.values.max())
    edge = {"type": "line", "x0": start - 0.5, "x1": start - 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return figure(
        traces,
        x_title="place in the series",
        y_title="value",
        yaxis={"range": [low - (high - low) / 2, high + (high - low) / 2]},
        shapes=[edge | {"line": {"width": 1.5, "color": _RULE_HUE}}],
    )


def continuation_in_words(continuations: Mapping[str, Continuation]) -> str:
    """Say where each network ends, and where the series is: the figure's alternative text."""
    first = next(iter(continuations.values()))
    count = len(first.values)
    said = [f"{NETWORKS[kind].name} {_number(one.values[-1])}" for kind, one in continuations.items()]
    said += [f"{rule} {_number(values[-1])}" for rule, values in first.naive.items()]
    there = f"the series {_number(first.truth[-1])}; " if len(first.truth) == count else ""
    return f"{count} numbers on from place {first.begins:,}: {there}{'; '.join(said)}."


def _line(name: str, places: Any, values: Floats, look: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": places.tolist(),
        "y": [float(value) if np.isfinite(value) else None for value in values],
        "name": name,
        "mode": "lines",
        "line": look,
        "hovertemplate": "%{y:.4g}",
    }


def _number(value: float) -> str:
    return f"{value:.4g}" if np.isfinite(value) else "no number"
