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
_LARGE = 100
"""Perplexities from here on are written without decimals."""


def better_orders(table: Sequence[float], others: Iterable[float]) -> list[int]:
    """Return each N, from 1 on, with which a table has a lower perplexity than all others have.

    Numbers that are written alike are equal.

    >>> better_orders([9.0, 7.004, 6.5], [7.001, 8.0])
    [3]
    """
    best = min(_rounded(other) for other in others)
    return [n for n, value in enumerate(table, start=1) if _rounded(value) < best]


def perplexity_figure(
    table: Sequence[float],
    window: Sequence[float],
    networks: Mapping[str, float],
    band: tuple[float, float] | None = None,
    piece: str = "letter",
) -> go.Figure:
    """Draw the held-out perplexity of tables for N = 1, 2, … beside that of networks.

    Args:
        table: of each N, from 1 on.
        window: of window networks with the same N.
        networks: kind of recurrent network -> perplexity.
        band: the lowest and the highest of other recurrent networks of the same recipes, if there are any;
            without them each network has its own number at its line.
        piece: what is guessed.
    """
    better = better_orders(table, [*networks.values(), *window, *(band or ())])
    every = [*table, *window, *networks.values(), *(band or ())]
    low, high = np.log10(0.8 * min(every)), np.log10(1.3 * max(every))
    shade = {"type": "rect", "opacity": 0.25, "line": {"width": 0}}
    shapes = [
        shade
        | {"fillcolor": TABLE.hue, "opacity": 0.1, "yref": "paper", "y0": 0, "y1": 1}
        | {"x0": n - 0.5, "x1": n + 0.5}
        for n in better
    ]
    notes = _of_orders(table, window)
    if band:
        beside = f"{_in_lines(networks)}<br>{band[0]:g} to {band[1]:g}"
        notes.append(_note(1, np.log10(sum(band) / 2), beside, **_BESIDE))
        place = {"xref": "paper", "x0": 0, "x1": 1, "y0": band[0], "y1": band[1]}
        shapes.insert(0, shade | {"fillcolor": _GREY} | place)
    else:
        line = _LINE_SHARE * (high - low)
        places = _spread({kind: np.log10(value) for kind, value in networks.items()}, line)
        high = max([high, *(place + line for place in places.values())])
        notes += [
            _note(1, at, f"{NETWORKS[kind].name} {_number(networks[kind])}", **_BESIDE)
            for kind, at in places.items()
        ]
    if better:
        middle = (better[0] + better[-1]) / 2
        notes.append(_note(middle, 0.98, "<b>table better</b>", yref="paper", yanchor="top", hue=TABLE.hue))
    return figure(
        [_line(window, WINDOW), _line(table, TABLE), *(_level(kind, networks[kind]) for kind in networks)],
        x_title="N of table and window",
        y_title=f"perplexity per {piece} (less is better)",
        margin=_ROOM,
        showlegend=False,
        xaxis={"range": [0.6, len(table) + 0.5], "dtick": 1},
        yaxis=HALVES | {"range": [low, high]},
        shapes=shapes,
        annotations=notes,
    )


def _of_orders(table: Sequence[float], window: Sequence[float]) -> list[dict[str, Any]]:
    """Return the numbers at the points of both lines, and what each line is called."""
    notes = []
    named = False
    for n, (own, other) in enumerate(zip(table, window, strict=True), start=1):
        apart = not 1 / _ALIKE <= other / own <= _ALIKE
        first = n == 1 and not apart
        place = {"xanchor": "left", "xshift": 8, "yshift": 12} if first else _ABOVE
        text = f"table {_number(own)}" if n == 1 else _number(own)
        notes.append(
            _note(n, np.log10(own), text, hue=TABLE.hue, **(_BELOW if apart and other > own else place))
        )
        if apart:
            text, above = _number(other), other > own
            if not named:
                text = f"window network<br>{text}" if above else f"{text}<br>window network"
                place = {"xanchor": "left", "yshift": 22, "xshift": -6}
                if not above:  # the lines fall: there is room below on the left
                    side = "left" if n == 1 else "right"
                    place = {"xanchor": side, "align": side, "yshift": -24, "xshift": 8}
            else:
                place = {"yshift": 16 if above else -18}
            named = True
            notes.append(_note(n, np.log10(other), text, hue=WINDOW.hue, **place))
    if not named:
        place = {"xanchor": "right", "yshift": -18, "xshift": 8}
        notes.append(_note(len(window), np.log10(window[-1]), "window network", hue=WINDOW.hue, **place))
    return notes


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
    low = np.log10(0.6 * min(*table, *window))
    high = np.log10(2.2 * max(*table, *window, *level))
    line = max(_LINE, _LINE_SHARE * (high - low))
    called = {kind: f"{NETWORKS[kind].name} {_short(value)}" for kind, value in networks.items()}
    places = _spread(
        {"table": np.log10(table[-1])} | {kind: np.log10(value) for kind, value in networks.items()}, line
    )
    high = max(high, *places.values())
    notes = [
        *(
            _note(n, np.log10(value), _short(value), hue=TABLE.hue, yshift=13, xshift=-14)
            for n, value in enumerate(table, start=1)
            if not _near(value, [window[n - 1]])
        ),
        _of_window(table, window),
        *(
            _note(1, np.log10(first), _short(first), hue=WINDOW.hue, yshift=13)
            for first in window[:1]
            if not _near(first, level)
        ),
        _note(1, places["table"], TABLE.name.lower(), hue=TABLE.hue, **_BESIDE),
        *(_note(1, places[kind], text, **_BESIDE) for kind, text in called.items()),
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
            "tickvals": [1, 10, 100, 1000, 10_000, 100_000, 1_000_000],
            "ticktext": ["1", "10", "100", "1k", "10k", "100k", "1M"],
            "range": [low, high],
        },
        annotations=notes,
    )


def _of_window(table: Sequence[int], window: Sequence[int]) -> dict[str, Any]:
    """Return the name of the window network and what it stores, below its line where no table is."""
    text = f"{WINDOW.name.lower()} {_short(window[-1])}"
    if table[-1] > window[-1]:
        place = {"xanchor": "right", "yshift": -34, "xshift": 8}
        return _note(len(window), np.log10(window[-1]), text, hue=WINDOW.hue, **place)
    return _note(1, np.log10(window[0]), text, hue=WINDOW.hue, xanchor="left", yshift=-18, xshift=8)


_NEAR = 1.5
"""Where the lines of `stored_figure` come nearer than by this factor, there is no room for a number."""

_LINE = 0.26
"""How much of a decade a line of words takes in `stored_figure`, at least."""

_LINE_SHARE = 0.065
"""How much of the height of a plot a line of words takes."""


def _spread(places: Mapping[str, float], line: float) -> dict[str, float]:
    """Return places for words beside lines, a line of words apart, so that none lies on the one below it."""
    spread: dict[str, float] = {}
    for name in sorted(places, key=lambda name: places[name]):
        spread[name] = max([places[name], *(place + line for place in spread.values())])
    return spread


def _near(number: float, others: Iterable[float]) -> bool:
    """Return whether a line passes so near to a point that no number fits between."""
    return any(1 / _NEAR < number / other < _NEAR for other in others)


def _rounded(perplexity: float) -> float:
    return round(perplexity, 0 if perplexity >= _LARGE else 2)


def _number(perplexity: float) -> str:
    """Return a perplexity as it is written at a line.

    >>> [_number(number) for number in (7.0, 1234.5)]
    ['7.00', '1,234']
    """
    return f"{_rounded(perplexity):,.{0 if perplexity >= _LARGE else 2}f}"


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
