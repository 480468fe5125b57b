"""The figure of one number over seeds, before and after training: a row a line, a dot a network."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats
from .along import GREY
from .palette import NETWORKS, SIGNALS, line_name
from .template import POWERS, figure, size

ROWS = {
    **{kind: (line_name(kind), look.hue) for kind, look in NETWORKS.items()},
    "lstm-cell": (line_name("lstm", "cell_state"), SIGNALS["cell_state"]),
}
"""The lines of gradients by their ids: what they are called, and their hue."""

PASSES = ("gru", "lstm-cell")
"""The lines that gates carry: the least of them is marked across all rows."""

_BEFORE, _AFTER = -0.2, 0.16
"""Where the dots of a row stand above and below its middle."""

_BESIDE = 0.06
"""How far the ends of a row stand from the line across, in decades: they are not to cross it."""


def seeds_figure(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> go.Figure:
    """Draw shares of gradients by seed on a logarithmic axis, with the ends of each row after training.

    A dashed line across the rows stands at the least that `PASSES` keep after training.

    Args:
        before: Shares (seeds,) of untrained networks by line, see `ROWS`.
        after: Those of trained ones.
    """
    small = {"size": size("label")}
    made = figure(
        [trace for row, line in enumerate(ROWS) for trace in _dots(row, line, before[line], after[line])],
        x_title="share left: ○ untrained, ● trained",
        y_title="",
        height=320,
        margin={"l": 64, "r": 12, "t": 24, "b": 56},
        xaxis={
            **POWERS,
            "range": [-4.3, 0.5],
            "tickfont": {"size": size("label") / 1.25},
            "title": {"font": small, "text": "share left: ○ untrained, ● trained"},
        },
        yaxis={
            "range": [len(ROWS) - 0.35, -0.55],
            "tickvals": list(range(len(ROWS))),
            "ticktext": [name for name, _ in ROWS.values()],
            "showgrid": False,
            "tickfont": small,
        },
        showlegend=False,
        hovermode="closest",
    )
    least = _least(after)
    for row, line in enumerate(ROWS):
        low, high = _ends(after[line])
        below = low < least
        made.add_annotation(
            x=float(np.log10(least)) - _BESIDE if below else float(np.log10(low * high)) / 2,
            xanchor="right" if below else "center",
            y=row + _AFTER,
            text=f"{_low(low)} to {high:.2g}",
            yshift=-17,
            showarrow=False,
            font={"size": size("label")},
        )
    made.add_vline(x=least, line={"width": 1.5, "dash": "dash"})
    made.add_annotation(
        x=float(np.log10(least)),
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right",
        text=f"dashed: {', '.join(ROWS[line][0] for line in PASSES)} at least {_low(least)}",
        showarrow=False,
        font={"size": size("label")},
    )
    return made


def seeds_in_words(after: Mapping[str, Sequence[float]]) -> str:
    """Say between which ends the shares of trained networks lie: the figure's alternative text."""
    ends = {ROWS[line][0]: _ends(found) for line, found in after.items()}
    rows = "; ".join(f"{name} {_low(low)} to {high:.2g}" for name, (low, high) in ends.items())
    said = f"{_called()} never keep less than {_low(_least(after))}."
    return f"Shares of the gradient that are left after training, over seeds: {rows}. {said}"


def _dots(row: int, line: str, before: Sequence[float], after: Sequence[float]) -> list[dict[str, object]]:
    """Return the dots of a row: open and grey before training, full and in its hue after it."""
    name, hue = ROWS[line]
    looks = (
        (before, _BEFORE, GREY, "circle-open", "before"),
        (after, _AFTER, hue, "circle", "after"),
    )
    return [
        {
            "type": "scatter",
            "x": list(found),
            "y": [row + place] * len(found),
            "mode": "markers",
            "name": f"{name}, {state} training",
            "marker": {"color": colour, "symbol": symbol, "size": 9, "opacity": 0.8},
            "hovertemplate": "%{x:.2g}",
        }
        for found, place, colour, symbol, state in looks
    ]


def _called() -> str:
    return " and ".join(ROWS[line][0] for line in PASSES)


def _least(after: Mapping[str, Sequence[float]]) -> float:
    return min(_ends(after[line])[0] for line in PASSES)


def _low(share: float) -> str:
    """Return the lower end of a row: one digit where it is below a hundredth."""
    return f"{share:.2g}" if share >= 0.01 else f"{share:.1g}"


def _ends(found: Sequence[float]) -> tuple[float, float]:
    values: Floats = np.asarray(found, dtype=np.float64)
    return float(values.min()), float(values.max())
