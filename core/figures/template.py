"""The one look of all Plotly figures: transparent ground, thin grid, fixed heights, legend above the plot.

The browser puts in the text and grid colours of the page, light or dark; everything else is decided here.

What a line, a mark or a shade means stands above the plot, never inside, because data may lie anywhere.
Chance is thin and solid because the lines of runs are dashed; held-out loss is marks alone for the same
reason. A norm below the axis ends in a mark; it is never drawn along the floor.
"""

from collections.abc import Mapping
from typing import Any, Literal

import plotly.graph_objects as go

HEIGHT = 330
Step = Literal["small", "note", "label", "body", "large", "title", "answer"]
STEPS: Mapping[Step, float] = {
    "small": 0.78, "note": 0.82, "label": 0.875, "body": 0.94, "large": 1.06, "title": 1.125,
    "answer": 1.6,
}  # fmt: skip
"""The sizes of type, as ratios to one base; `assets/stage/parts/type.js` has the same."""


def size(step: Step) -> float:
    """Return a size of type at the usual base, 16 px; the browser scales a layout to the base of its page."""
    return round(16 * STEPS[step], 2)


POWERS: dict[str, Any] = {
    "type": "log",
    "exponentformat": "power",
    "dtick": 1,
    "tickfont": {"size": size("body") / 1.25},
}
"""An axis of powers of ten. Plotly writes them a quarter larger than it is told."""

HALVES: dict[str, Any] = {
    "type": "log",
    "tickvals": [step * 10.0**power for power in range(-4, 5) for step in (1, 2, 5)],
    "exponentformat": "none",
}
"""A logarithmic axis of few decades: 1, 2, 5, 10. Plotly writes its own numbers between powers too small."""


def figure(
    traces: list[dict[str, Any]], *, x_title: str, y_title: str, height: int = HEIGHT, **layout: Any
) -> go.Figure:
    """Return a figure of these traces with the house's layout; `layout` adds to it or overrides it."""
    settings: dict[str, Any] = {
        "template": "none",
        "height": height,
        "margin": {"l": 64, "r": 18, "t": 40, "b": 52},
        "font": {"size": size("body")},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": size("body")},
        },
        "hovermode": "x unified",
        "xaxis": {
            "title": {"text": x_title, "standoff": 10},
            "showline": True,
            "ticks": "outside",
            "zeroline": False,
        },
        "yaxis": {"title": {"text": y_title}, "showline": False, "zeroline": False},
    }
    for key, value in layout.items():
        settings[key] = {**settings[key], **value} if isinstance(settings.get(key), dict) else value
    return go.Figure(data=traces, layout=settings)
