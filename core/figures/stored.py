"""How much tables and networks have to store, by N; those of recurrent networks do not depend on it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from .orders import ROOM, SHARE, WIDE, Name, by_order, layout, levels, log_axis, named, note
from .palette import NETWORKS, TABLE, WINDOW
from .template import figure

_NEAR = (0.8, 2.5)
"""Where another line is between these factors of a point, there is no room for the number above it."""


def stored_figure(
    table: Sequence[int], window: Sequence[int], networks: Mapping[str, float], piece: str = "letter"
) -> go.Figure:
    """Draw how many numbers each has to store.

    Args:
        table: of each N from 1 on the different grams of a table, the shorter ones with them.
        window: of each N the weights of a window network.
        networks: kind of recurrent network -> weights.
        piece: what is read.
    """
    level_values = [*networks.values()]
    low = np.log10(0.6 * min(*table, *window))
    high = np.log10(2.2 * max(*table, *window, *level_values))
    names = [
        Name(np.log10(table[-1]), f"table {_short(table[-1])}", TABLE.hue),
        Name(np.log10(window[-1]), f"window<br>network {_short(window[-1])}", WINDOW.hue),
        *(
            Name(np.log10(value), f"{NETWORKS[kind].name} {_short(value)}")
            for kind, value in networks.items()
        ),
    ]
    beside, top = named(names, SHARE * (high - low))
    at_points = [
        note(n, np.log10(value), _short(value), hue=TABLE.hue, yshift=13, xshift=-14, name=WIDE)
        for n, value in enumerate(table[:-1], start=1)
        if not _near(value, [window[n - 1], *level_values])
    ]
    return figure(
        [
            by_order(window, WINDOW),
            by_order(table, TABLE),
            *levels(networks),
        ],
        **layout(
            len(table),
            piece,
            "stored numbers<br>(less is cheaper)",
            type="log",
            tickvals=[1, 10, 100, 1000, 10_000, 100_000, 1_000_000],
            ticktext=["1", "10", "100", "1k", "10k", "100k", "1M"],
            range=[low, max(high, top)],
        )
        | {"margin": ROOM | {"r": 116}},
        annotations=[*at_points, *beside, log_axis(1)],
    )


def _near(number: float, others: Iterable[float]) -> bool:
    """Return whether a line passes so near to a point that no number fits between."""
    low, high = _NEAR
    return any(low < other / number < high for other in others)


def _short(number: float) -> str:
    """Return a number as it is read at a glance.

    >>> [_short(number) for number in (52, 7390, 165942)]
    ['52', '7,390', '166k']
    """
    return f"{number / 1000:.0f}k" if number >= 10_000 else f"{number:,.0f}"
