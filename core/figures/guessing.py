"""Tables beside networks, by N: perplexity, right last words over a gap, and how much each has to store.

What a line means stands at the line. Recurrent networks have no N: they are level lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from .palette import NETWORKS, PLOTLY_DASH, TABLE, WINDOW, Look
from .template import HALVES, figure, size

_GREY = "#808894"
_ROOM = {"l": 60, "r": 96, "t": 16, "b": 50}
_BESIDE: Any = {"xref": "paper", "xanchor": "left", "xshift": 6}
"""Where words at the end of a line stand."""
_ABOVE: Any = {"yshift": 16, "xshift": 14}
_BELOW: Any = {"yshift": -18}
_ALIKE = 1.04
"""Two numbers that differ by a smaller factor are written once."""


def perplexity_figure(
    table: Sequence[float],
    window: Sequence[float],
    networks: Mapping[str, float],
    band: tuple[float, float],
) -> go.Figure:
    """Draw the held-out perplexity of tables for N = 1, 2, … beside that of networks.

    Args:
        table: of each N, from 1 on.
        window: of window networks with the same N.
        networks: kind of recurrent network -> perplexity.
        band: the lowest and the highest of other recurrent networks of the same recipes.
    """
    best = min([*networks.values(), *window, band[0]])
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
    apart = [n for n, own in enumerate(window, start=1) if own > _ALIKE * table[n - 1]]
    named = [*(f"{value:.2f}" for value in table[:-1]), f"table {table[-1]:.2f}"]
    notes = [
        _note(1, np.log10(sum(band) / 2), f"{_in_lines(networks)}<br>{band[0]:g} to {band[1]:g}", **_BESIDE),
        *(
            _note(n, np.log10(value), text, hue=TABLE.hue, **(_BELOW if n in apart else _ABOVE))
            for n, (value, text) in enumerate(zip(table, named, strict=True), start=1)
        ),
        *(
            _note(n, np.log10(window[n - 1]), f"{window[n - 1]:.2f}", hue=WINDOW.hue, yshift=16)
            for n in apart[1:]
        ),
    ]
    if apart:
        first = f"window network<br>{window[apart[0] - 1]:.2f}"
        place = {"xanchor": "left", "yshift": 22, "xshift": -6}
        notes.append(_note(apart[0], np.log10(window[apart[0] - 1]), first, hue=WINDOW.hue, **place))
    if better:
        middle = (better[0] + better[-1]) / 2
        notes.append(_note(middle, 0.98, "<b>table better</b>", yref="paper", yanchor="top", hue=TABLE.hue))
    return figure(
        [_line(window, WINDOW), _line(table, TABLE), *(_level(kind, networks[kind]) for kind in networks)],
        x_title="N of table and window",
        y_title="perplexity per letter (less is better)",
        margin=_ROOM,
        showlegend=False,
        xaxis={"range": [0.6, len(table) + 0.5], "dtick": 1},
        yaxis=HALVES | {"range": [np.log10(0.8 * min(table)), np.log10(1.3 * max(table))]},
        shapes=shapes,
        annotations=notes,
    )


def recall_figure(
    table: Sequence[float], window: Sequence[float], networks: Mapping[str, float], chance: float
) -> go.Figure:
    """Draw the share of right last words of tables and window networks by N beside recurrent networks."""
    alike: dict[int, list[str]] = {}
    for kind, value in networks.items():
        alike.setdefault(round(100 * value), []).append(NETWORKS[kind].name)
    notes = [_note(1, at, f"{', '.join(kinds)}<br>{at} %", **_BESIDE) for at, kinds in alike.items()]
    for values, others, look, named in ((table, window, TABLE, 3), (window, table, WINDOW, len(window) - 1)):
        for n, (value, other) in enumerate(zip(values, others, strict=True), start=1):
            above = value > other or (value == other and look is TABLE)
            lines = [f"{100 * value:.0f}"] if above or value != other else []
            if n == named:
                lines.insert(0 if above else len(lines), look.name.lower())
            shift = 16 + 9 * (len(lines) - 1)
            place = {"yshift": shift if above else -shift, "align": "center"}
            notes.append(_note(n, 100 * value, "<br>".join(lines), hue=look.hue, **place))
    notes.append(_note(1, 100 * chance, f"chance<br>{100 * chance:.3g} %", **_BESIDE))
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100 * chance, "y1": 100 * chance}
    return figure(
        [
            _line([100 * value for value in window], WINDOW),
            _line([100 * value for value in table], TABLE),
            *(_level(kind, 100 * value) for kind, value in networks.items()),
        ],
        x_title="N of table and window",
        y_title="right last words, % (more is better)",
        margin=_ROOM,
        showlegend=False,
        xaxis={"range": [0.6, len(table) + 0.5], "dtick": 1},
        yaxis={"range": [-6, 108]},
        shapes=[line | {"line": {"width": 1.5, "color": _GREY}}],
        annotations=notes,
    )


def stored_figure(table: Sequence[int], window: Sequence[int], networks: Mapping[str, float]) -> go.Figure:
    """Draw how many numbers each has to store, by N; those of recurrent networks do not depend on it.

    Args:
        table: of each N from 1 on the different grams of a table, the shorter ones with them.
        window: of each N the weights of a window network.
        networks: kind of recurrent network -> weights.
    """
    last = len(table)
    level = [*networks.values()]
    notes = [
        *(
            _note(n, np.log10(value), _short(value), hue=TABLE.hue, yshift=13, xshift=-14)
            for n, value in enumerate(table, start=1)
            if not _near(value, [window[n - 1]])
        ),
        _note(
            last,
            np.log10(window[-1]),
            f"{WINDOW.name.lower()} {_short(window[-1])}",
            hue=WINDOW.hue,
            xanchor="right",
            yshift=-34,
            xshift=8,
        ),
        *(
            _note(1, np.log10(first), _short(first), hue=WINDOW.hue, yshift=13)
            for first in window[:1]
            if not _near(first, level)
        ),
        _note(1, np.log10(table[-1]), TABLE.name.lower(), hue=TABLE.hue, **_BESIDE),
        *(
            _note(1, at, f"{NETWORKS[kind].name} {_short(networks[kind])}", **_BESIDE)
            for kind, at in _spread({kind: np.log10(value) for kind, value in networks.items()}).items()
        ),
    ]
    return figure(
        [_line(window, WINDOW), _line(table, TABLE), *(_level(kind, networks[kind]) for kind in networks)],
        x_title="N of table and window",
        y_title="stored numbers (less is cheaper)",
        margin=_ROOM | {"l": 72},
        showlegend=False,
        xaxis={"range": [0.6, last + 0.5], "dtick": 1},
        yaxis={
            "type": "log",
            "tickvals": [10, 100, 1000, 10_000, 100_000],
            "ticktext": ["10", "100", "1k", "10k", "100k"],
            "range": [np.log10(0.6 * min(*table, *window)), np.log10(2.2 * max(*table, *window))],
        },
        annotations=notes,
    )


_NEAR = 1.5
"""Where the lines of `stored_figure` come nearer than by this factor, there is no room for a number."""

_LINE = 0.26
"""How much of a decade a line of words takes in `stored_figure`."""


def _spread(places: Mapping[str, float]) -> dict[str, float]:
    """Return places for words beside lines, so that none lies on the one below it."""
    spread: dict[str, float] = {}
    for name in sorted(places, key=lambda name: places[name]):
        spread[name] = max([places[name], *(place + _LINE for place in spread.values())])
    return spread


def _near(number: float, others: Iterable[float]) -> bool:
    """Return whether a line passes so near to a point that no number fits between."""
    return any(1 / _NEAR < number / other < _NEAR for other in others)


def _short(number: float) -> str:
    """Return a number as it is read at a glance.

    >>> [_short(number) for number in (52, 7390, 165942)]
    ['52', '7,390', '166k']
    """
    return f"{number / 1000:.0f}k" if number >= 10_000 else f"{number:,.0f}"


def _in_lines(networks: Iterable[str]) -> str:
    """Return the names of networks with a break before the last one; without any, what they are."""
    *others, last = [NETWORKS[kind].name for kind in networks] or ["networks"]
    return f"{', '.join(others)},<br>{last}:" if others else last


def _line(values: Sequence[float], look: Look) -> dict[str, Any]:
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


def _level(kind: str, value: float) -> dict[str, Any]:
    look = NETWORKS[kind]
    return {
        "type": "scatter",
        "x": [0.6, 6.5],
        "y": [value, value],
        "name": look.name,
        "mode": "lines",
        "line": {"color": look.hue, "width": 2, "dash": PLOTLY_DASH[look.dash]},
        "hovertemplate": "%{y:,.6~g}",
    }


def _note(x: float, y: float, text: str, *, hue: str = "", **more: Any) -> dict[str, Any]:
    """Return words at a point of the plot."""
    font = {"size": size("body"), **({"color": hue} if hue else {})}
    return {"x": x, "y": y, "text": text, "showarrow": False, "align": "left", "font": font, **more}
