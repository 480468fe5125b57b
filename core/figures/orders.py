"""Lines of tables and networks by N: their numbers at the points, their names at the right end.

A number that is not needed for the finding is called `WIDE`: the browser leaves it out where a figure has
no room for it (`assets/stage/figure/figure.js`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from .palette import NETWORKS, PLOTLY_DASH, Look
from .template import size

GREY = "#808894"
WIDE = "wide"
HEIGHT = 310
ROOM = {"l": 82, "r": 100, "t": 8, "b": 50}
SHARE = 0.075
"""How much of the height of a plot a line of words takes."""


class Name(NamedTuple):
    """What is written at the right end of a line, at a place of the axis; the hue of the line."""

    place: float
    text: str
    hue: str = ""


def named(names: Iterable[Name], line: float) -> tuple[list[dict[str, Any]], float]:
    """Return the names as notes beside the plot, none on another, and the top of the highest.

    Args:
        names: In any order; a name may have several lines.
        line: How much of the axis a line of words takes.
    """
    notes, top = [], -np.inf
    for name in sorted(names):
        half = line * (name.text.count("<br>") + 1) / 2
        at = max(name.place, top + half)
        top = at + half
        notes.append(note(1, at, name.text, hue=name.hue, xref="paper", xanchor="left", xshift=6))
    return notes, float(top)


def in_lines(names: Sequence[str], of_line: int = 2) -> str:
    """Return names with commas, some in a line.

    >>> in_lines(["RNN", "GRU", "LSTM"])
    'RNN, GRU,<br>LSTM'
    """
    lines = [", ".join(names[at : at + of_line]) for at in range(0, len(names), of_line)]
    return ",<br>".join(lines)


def by_order(values: Sequence[float], look: Look) -> dict[str, Any]:
    """Return the line of what has an N, from 1 on."""
    return {
        "type": "scatter",
        "x": list(range(1, len(values) + 1)),
        "y": list(values),
        "name": look.name,
        "mode": "lines+markers",
        "line": {"color": look.hue, "width": 3},
        "marker": {"symbol": look.mark, "size": look.size, "color": look.hue},
        "hovertemplate": "%{y:,.6~g}",
    }


def levels(networks: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the lines of recurrent networks by their kind; they have no N."""
    return [
        {
            "type": "scatter",
            "x": [0.6, 6.5],
            "y": [value, value],
            "name": NETWORKS[kind].name,
            "mode": "lines",
            "line": {"color": NETWORKS[kind].hue, "width": 2, "dash": PLOTLY_DASH[NETWORKS[kind].dash]},
            "hovertemplate": "%{y:,.6~g}",
        }
        for kind, value in networks.items()
    ]


def note(x: float, y: float, text: str, *, hue: str = "", **more: Any) -> dict[str, Any]:
    """Return words at a point of the plot."""
    font = {"size": size("body"), **({"color": hue} if hue else {})}
    return {"x": x, "y": y, "text": text, "showarrow": False, "align": "left", "font": font, **more}


def layout(count: int, piece: str, y_title: str, **axis: Any) -> dict[str, Any]:
    """Return the layout of a figure by N, whose axis says what N counts; `axis` is of the other one."""
    font = {"size": size("label")}
    return {
        "x_title": f"N: it sees N − 1 {piece}s and guesses the Nth",
        "y_title": "",
        "height": HEIGHT,
        "margin": ROOM,
        "showlegend": False,
        "xaxis": {"range": [0.6, count + 0.5], "dtick": 1},
        "yaxis": {"title": {"text": y_title, "font": font}, **axis},
    }


def log_axis(y: float) -> dict[str, Any]:
    """Return the note that an axis is logarithmic, at its foot (0) or its head (1)."""
    anchor = "top" if y else "bottom"
    return note(0, y, "log axis", xref="paper", yref="paper", xanchor="left", yanchor=anchor, xshift=2)
