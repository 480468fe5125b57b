"""Tables beside networks, by N: perplexity, and right last words over a gap.

What a line means stands at the line. Recurrent networks have no N: they are level lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from .orders import GREY, ROOM, SHARE, WIDE, Name, by_order, in_lines, layout, levels, log_axis, named, note
from .palette import NETWORKS, TABLE, WINDOW
from .template import HALVES, figure

Standing = Literal["better", "tie", "worse"]

ALIKE = 1.03
"""Perplexities that differ by a smaller factor may change places with another start: thirty trained networks,
ten starts of each cell, come to 6.8 to 7.2 on Moby-Dick."""

_APART = 1.04
"""Two numbers that differ by a smaller factor are written once."""
_LARGE = 100
"""Perplexities from here on are written without decimals."""


def standings(
    table: Sequence[float], others: Iterable[float], band: tuple[float, float] | None = None
) -> tuple[Standing, ...]:
    """Return how a table stands beside networks for each N from 1 on; of perplexities, less is better.

    It is better below all others, and a tie as long as another start could turn the order: inside the band
    of other starts, or, without one, less than `ALIKE` away from the best. Numbers that are written alike
    are equal.

    >>> standings([9.0, 7.1, 6.5], [7.0, 8.0], (6.8, 7.2))
    ('worse', 'tie', 'better')
    """
    best = min(others)
    low, high = (min(band[0], best), band[1]) if band else (best / ALIKE, best * ALIKE)

    def standing(value: float) -> Standing:
        if _rounded(value) < _rounded(low):
            return "better"
        return "tie" if _rounded(value) <= _rounded(high) else "worse"

    return tuple(standing(value) for value in table)


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
    every = [*table, *window, *networks.values(), *(band or ())]
    low, high = np.log10(0.8 * min(every)), np.log10(1.4 * max(every))
    won = standings(table, [*networks.values(), *window], band)
    beside, top = named(_names(table, window, networks, band), SHARE * (high - low))
    shapes = [_shade(TABLE.hue, 0.12, x0=n - 0.5, x1=n + 0.5) for n, how in _each(won) if how == "better"]
    if band:
        shapes.insert(0, _shade(GREY, 0.4, yref="y", y0=band[0], y1=band[1], xref="paper", x0=0, x1=1))
    return figure(
        [
            by_order(window, WINDOW),
            by_order(table, TABLE),
            *levels(networks),
        ],
        **layout(
            len(table),
            piece,
            f"perplexity: as if it chose among<br>so many {piece}s; less is better",
            **HALVES | {"range": [low, max(high, top)]},
        ),
        shapes=shapes,
        annotations=[*_at_points(table, window), *beside, *_verdicts(won), log_axis(0)],
    )


def _names(
    table: Sequence[float],
    window: Sequence[float],
    networks: Mapping[str, float],
    band: tuple[float, float] | None,
) -> list[Name]:
    """Return what stands at the right end of the lines."""
    names = [
        Name(np.log10(table[-1]), "table", TABLE.hue),
        Name(np.log10(window[-1]), "window<br>network", WINDOW.hue),
    ]
    if band:
        called = in_lines([NETWORKS[kind].name for kind in networks])
        return [*names, Name(np.log10(sum(band) / 2), f"{called}<br>{band[0]:g} to {band[1]:g}")]
    return names + [
        Name(np.log10(value), f"{NETWORKS[kind].name} {_number(value)}") for kind, value in networks.items()
    ]


def _each(won: Sequence[Standing]) -> Iterable[tuple[int, Standing]]:
    return enumerate(won, start=1)


def _shade(hue: str, opacity: float, **place: Any) -> dict[str, Any]:
    shade = {"type": "rect", "fillcolor": hue, "opacity": opacity, "line": {"width": 0}}
    return shade | {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"} | place


def _verdicts(won: Sequence[Standing]) -> list[dict[str, Any]]:
    """Return what stands over neighbouring N at which the table stands alike."""
    notes = []
    for how, group in groupby(_each(won), key=lambda one: one[1]):
        orders = [n for n, _ in group]
        if how != "worse":
            text, place = ("<b>table wins</b>", 0.98) if how == "better" else ("<b>tie</b>", 0.89)
            middle = (orders[0] + orders[-1]) / 2
            hue = TABLE.hue if how == "better" else ""
            notes.append(note(middle, place, text, yref="paper", yanchor="top", hue=hue))
    return notes


def _at_points(table: Sequence[float], window: Sequence[float]) -> list[dict[str, Any]]:
    """Return the numbers at the points of both lines; the table's best one has room in every figure."""
    notes, lowest = [], min(table)
    for n, (own, other) in enumerate(zip(table, window, strict=True), start=1):
        apart = not 1 / _APART <= other / own <= _APART
        below = (apart and other > own) or own == lowest
        narrow = {} if own == lowest and own not in table[: n - 1] else {"name": WIDE}
        shift = {"yshift": -18} if below else {"yshift": 16, "xshift": 14}
        notes.append(note(n, np.log10(own), _number(own), hue=TABLE.hue, **shift, **narrow))
        if apart:
            shift = {"yshift": 16 if other > own else -18}
            notes.append(note(n, np.log10(other), _number(other), hue=WINDOW.hue, **shift, name=WIDE))
    return notes


def recall_figure(
    table: Sequence[float],
    window: Sequence[float],
    networks: Mapping[str, float],
    chance: float,
    piece: str = "word",
) -> go.Figure:
    """Draw the share of right last words of tables and window networks by N beside recurrent networks."""
    low, high = -8.0, 112.0
    alike: dict[int, list[str]] = {}
    for kind, value in networks.items():
        alike.setdefault(round(100 * value), []).append(NETWORKS[kind].name)
    names = [
        Name(100 * chance, f"chance {100 * chance:.3g} %"),
        Name(100 * table[-1], f"table {100 * table[-1]:.0f} %", TABLE.hue),
        Name(100 * window[-1], f"window<br>network {100 * window[-1]:.0f} %", WINDOW.hue),
        *(Name(at, f"{', '.join(kinds)}<br>{at} %") for at, kinds in alike.items()),
    ]
    beside, top = named(names, SHARE * (high - low))
    notes = [
        note(n, 100 * value, f"{100 * value:.0f}", hue=look.hue, yshift=16 if above else -16, name=WIDE)
        for values, others, look in ((table, window, TABLE), (window, table, WINDOW))
        for n, (value, other) in enumerate(zip(values, others, strict=True), start=1)
        if n < len(values)
        and ((above := value > other or (value == other and look is TABLE)) or round(100 * (value - other)))
    ]
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100 * chance, "y1": 100 * chance}
    return figure(
        [
            by_order([100 * value for value in window], WINDOW),
            by_order([100 * value for value in table], TABLE),
            *levels({kind: 100 * value for kind, value in networks.items()}),
        ],
        **layout(
            len(table),
            piece,
            "right last words, %<br>(more is better)",
            range=[low, max(high, top)],
            tickvals=[0, 25, 50, 75, 100],
        )
        | {"margin": ROOM | {"r": 116}},
        shapes=[line | {"line": {"width": 1.5, "color": GREY}}],
        annotations=[*notes, *beside],
    )


def _rounded(perplexity: float) -> float:
    return round(perplexity, 0 if perplexity >= _LARGE else 2)


def _number(perplexity: float) -> str:
    """Return a perplexity as it is written at a line.

    >>> [_number(number) for number in (7.0, 1234.5)]
    ['7.00', '1,234']
    """
    return f"{_rounded(perplexity):,.{0 if perplexity >= _LARGE else 2}f}"
