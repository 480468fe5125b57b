"""Tables beside networks, by N: perplexity on letters not seen, and right last words over a gap.

What a line means stands at the line; of the two figures, one axis each.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from .palette import NETWORKS, PLOTLY_DASH, TABLE
from .template import HALVES, figure, size

_GREY = "#808894"
_ROOM = {"l": 60, "r": 96, "t": 16, "b": 50}
_BESIDE: Any = {"xref": "paper", "xanchor": "left", "xshift": 6}
"""Where words at the end of a line stand."""
_ABOVE: Any = {"yshift": 16, "xshift": 14}
_BELOW: Any = {"yshift": -18}


def perplexity_figure(
    table: Sequence[float], networks: Mapping[str, float], band: tuple[float, float]
) -> go.Figure:
    """Draw the held-out perplexity of tables for N = 1, 2, … beside that of networks, which have no N.

    Args:
        table: of each N, from 1 on.
        networks: kind of network -> perplexity.
        band: the lowest and the highest of other networks of the same recipes.
    """
    best = min(networks.values(), default=band[0])
    better = [n for n, value in enumerate(table, start=1) if value < best]
    shade = {"type": "rect", "opacity": 0.25, "line": {"width": 0}}
    shapes = [
        shade | {"fillcolor": _GREY, "xref": "paper", "x0": 0, "x1": 1, "y0": band[0], "y1": band[1]},
        *(
            shade
            | {"fillcolor": TABLE.hue, "opacity": 0.1, "yref": "paper", "y0": 0, "y1": 1}
            | {"x0": n - 0.5, "x1": n + 0.5}
            for n in better
        ),
    ]
    notes = [
        _note(1, np.log10(sum(band) / 2), f"{_in_lines(networks)}<br>{band[0]:g} to {band[1]:g}", **_BESIDE),
        *(
            _note(n, np.log10(value), f"{value:.2f}", hue=TABLE.hue, **(_BELOW if n in better else _ABOVE))
            for n, value in enumerate(table, start=1)
        ),
    ]
    if better:
        middle = (better[0] + better[-1]) / 2
        notes.append(_note(middle, 0.98, "<b>table better</b>", yref="paper", yanchor="top", hue=TABLE.hue))
    return figure(
        [_line(table), *(_level(kind, value) for kind, value in networks.items())],
        x_title="N of the table",
        y_title="perplexity per letter (less is better)",
        margin=_ROOM,
        showlegend=False,
        xaxis={"range": [0.6, len(table) + 0.5], "dtick": 1},
        yaxis=HALVES | {"range": [np.log10(0.8 * min(table)), np.log10(1.3 * max(table))]},
        shapes=shapes,
        annotations=notes,
    )


def recall_figure(table: Sequence[float], networks: Mapping[str, float], chance: float) -> go.Figure:
    """Draw the share of right last words of tables for N = 1, 2, … beside that of networks."""
    alike: dict[int, list[str]] = {}
    for kind, value in networks.items():
        alike.setdefault(round(100 * value), []).append(NETWORKS[kind].name)
    notes = [_note(1, at, f"{', '.join(kinds)}<br>{at} %", **_BESIDE) for at, kinds in alike.items()]
    notes += [
        _note(n, 100 * value, f"{100 * value:.0f}", yshift=16, hue=TABLE.hue)
        for n, value in enumerate(table, start=1)
    ]
    notes.append(_note(1, 100 * chance, f"chance<br>{100 * chance:.3g} %", **_BESIDE))
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100 * chance, "y1": 100 * chance}
    return figure(
        [
            _line([100 * value for value in table]),
            *(_level(kind, 100 * value) for kind, value in networks.items()),
        ],
        x_title="N of the table",
        y_title="right last words, % (more is better)",
        margin=_ROOM,
        showlegend=False,
        xaxis={"range": [0.6, len(table) + 0.5], "dtick": 1},
        yaxis={"range": [-4, 108]},
        shapes=[line | {"line": {"width": 1.5, "color": _GREY}}],
        annotations=notes,
    )


def _in_lines(networks: Iterable[str]) -> str:
    """Return the names of networks with a break before the last one; without any, what they are."""
    *others, last = [NETWORKS[kind].name for kind in networks] or ["networks"]
    return f"{', '.join(others)},<br>{last}:" if others else last


def _line(values: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(1, len(values) + 1)),
        "y": list(values),
        "name": TABLE.name,
        "mode": "lines+markers",
        "line": {"color": TABLE.hue, "width": 3},
        "marker": {"symbol": TABLE.mark, "size": TABLE.size, "color": TABLE.hue},
        "hovertemplate": "%{y:.2f}",
    }


def _level(kind: str, value: float) -> dict[str, Any]:
    look = NETWORKS[kind]
    return {
        "type": "scatter",
        "x": [0.6, 6.5],
        "y": [value, value],
        "name": look.name,
        "mode": "lines",
        "line": {"color": look.hue, "width": 2, "dash": PLOTLY_DASH[look.dash]},
        "hovertemplate": "%{y:.2f}",
    }


def _note(x: float, y: float, text: str, *, hue: str = "", **more: Any) -> dict[str, Any]:
    """Return words at a point of the plot."""
    font = {"size": size("body"), **({"color": hue} if hue else {})}
    return {"x": x, "y": y, "text": text, "showarrow": False, "align": "left", "font": font, **more}
