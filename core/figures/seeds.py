"""The figure of one number over seeds, before and after training: a row a line, a dot a network."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats
from .along import GREY
from .palette import NETWORKS, SIGNALS
from .template import figure, size

ROWS = {
    "rnn": ("RNN", NETWORKS["rnn"].hue),
    "gru": ("GRU", NETWORKS["gru"].hue),
    "lstm": ("LSTM h", NETWORKS["lstm"].hue),
    "lstm-cell": ("LSTM c", SIGNALS["cell_state"]),
}
"""The lines of gradients by their ids: what they are called, and their hue."""

_BEFORE, _AFTER = -0.2, 0.16
"""Where the dots of a row stand above and below its middle."""


def seeds_figure(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> go.Figure:
    """Draw shares of gradients by seed on a logarithmic axis, with the ends of each row after training.

    Args:
        before: Shares (seeds,) of untrained networks by line, see `ROWS`.
        after: Those of trained ones.
    """
    traces = []
    for row, line in enumerate(ROWS):
        name, hue = ROWS[line]
        for found, place, colour, symbol, state in (
            (before[line], _BEFORE, GREY, "circle-open", "before"),
            (after[line], _AFTER, hue, "circle", "after"),
        ):
            traces.append(
                {
                    "type": "scatter",
                    "x": list(found),
                    "y": [row + place] * len(found),
                    "mode": "markers",
                    "name": f"{name}, {state} training",
                    "marker": {"color": colour, "symbol": symbol, "size": 9, "opacity": 0.8},
                    "hovertemplate": "%{x:.2g}",
                }
            )
    made = figure(
        traces,
        x_title="share left: ○ before, ● after training",
        y_title="",
        height=360,
        margin={"l": 64, "r": 12, "t": 8, "b": 52},
        xaxis={"type": "log", "range": [-4.3, 0.5], "exponentformat": "power", "dtick": 1},
        yaxis={
            "range": [len(ROWS) - 0.35, -0.55],
            "tickvals": list(range(len(ROWS))),
            "ticktext": [name for name, _ in ROWS.values()],
            "showgrid": False,
        },
        showlegend=False,
        hovermode="closest",
    )
    for row, line in enumerate(ROWS):
        low, high = _ends(after[line])
        made.add_annotation(
            x=float(np.log10(low * high)) / 2,
            y=row + _AFTER,
            text=f"{_low(low)} to {high:.2g}",
            yshift=-17,
            showarrow=False,
            font={"size": size("label")},
        )
    return made


def seeds_in_words(after: Mapping[str, Sequence[float]]) -> str:
    """Say between which ends the shares of trained networks lie: the figure's alternative text."""
    ends = {ROWS[line][0]: _ends(found) for line, found in after.items()}
    rows = "; ".join(f"{name} {_low(low)} to {high:.2g}" for name, (low, high) in ends.items())
    return f"Shares of the gradient that are left after training, over seeds: {rows}."


def _low(share: float) -> str:
    """Return the lower end of a row: one digit where it is below a hundredth."""
    return f"{share:.2g}" if share >= 0.01 else f"{share:.1g}"


def _ends(found: Sequence[float]) -> tuple[float, float]:
    values: Floats = np.asarray(found, dtype=np.float64)
    return float(values.min()), float(values.max())
