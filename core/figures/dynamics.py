"""Figures of Jacobians and eigenvalues: what a step of the network does to a small change of its state."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ..instruments.jacobian import Jacobians
from ..instruments.operations import check_timestep
from ..spec import KINDS
from ..spec.limits import check_word
from .along import GREY, Line, lines, log_axis
from .palette import NETWORKS, SIGNALS
from .template import figure


def jacobian_figure(jacobians: Jacobians, words: Sequence[str], kind: str) -> go.Figure:
    """Draw ‖∂h_T/∂h_t‖ along the sentence, logarithmic, with the bounds that hold for an RNN.

    Words stand in the order of the sentence; of a direction that reads from the end, T is the first of them.
    """
    check_word("kind", kind, KINDS)
    series = [Line("‖∂h_T/∂h_t‖", jacobians.norms_to_last, NETWORKS[kind].hue)]
    if jacobians.linear_bound is not None and jacobians.pascanu_bound is not None:
        series.append(Line("linear: radiusˡ", jacobians.linear_bound, SIGNALS["update_gate"], "dash"))
        series.append(Line("bound: (slope · ‖W‖)ˡ", jacobians.pascanu_bound, GREY, "dot"))
    return lines(words, _in_order(jacobians, series), y_title="norm of the Jacobian", log=True)


def step_figure(jacobians: Jacobians, words: Sequence[str], kind: str) -> go.Figure:
    """Draw each step's own Jacobian: its largest singular value and its spectral radius; 1 is a line."""
    check_word("kind", kind, KINDS)
    series = [
        Line("largest singular value of ∂h_t/∂h_t₋₁", jacobians.norms, NETWORKS[kind].hue),
        Line("its spectral radius", jacobians.spectral_radii, SIGNALS["update_gate"], "dash"),
    ]
    chart = lines(words, _in_order(jacobians, series), y_title="", yaxis={"rangemode": "tozero"})
    chart.add_hline(1, line={"color": GREY, "width": 1.5, "dash": "dot"})
    return chart


def singular_value_figure(jacobians: Jacobians, timestep: int = 0) -> go.Figure:
    """Draw the singular values of ∂h_T/∂h_t, from the largest to the smallest; log.

    `timestep` counts in the layer's reading order, like the Jacobians.
    """
    check_timestep("timestep", timestep, len(jacobians.hidden))
    values = jacobians.singular_values_to_last[timestep]
    trace = {
        "type": "scatter",
        "x": np.arange(1, len(values) + 1),
        "y": np.where(values > 0, values, np.nan),
        "mode": "lines+markers",
        "line": {"color": SIGNALS["hidden"]},
        "hovertemplate": "%{y:.3g}<extra></extra>",
    }
    axis = log_axis(values) | {"automargin": True}
    return figure([trace], x_title="rank", y_title="singular value", yaxis=axis, showlegend=False)


def eigenvalue_figure(values: NDArray[np.complex128], name: str = "W_h") -> go.Figure:
    """Draw eigenvalues in the plane, with the circle of radius 1 on which a linear network neither fades
    nor explodes.
    """
    points: dict[str, Any] = {
        "type": "scatter",
        "x": values.real,
        "y": values.imag,
        "mode": "markers",
        "name": f"eigenvalues of {name}",
        "marker": {"size": 9, "color": SIGNALS["hidden"], "line": {"width": 1, "color": "#ffffff"}},
        "customdata": np.abs(values),
        "hovertemplate": "%{x:.3f} %{y:+.3f} i, size %{customdata:.3f}<extra></extra>",
    }
    edge = max(1.15, 1.1 * float(np.abs(values).max(initial=0.0)))
    chart = figure(
        [points],
        x_title="real part",
        y_title="imaginary part",
        height=420,
        xaxis={"range": [-edge, edge], "constrain": "domain"},
        yaxis={"range": [-edge, edge], "scaleanchor": "x"},
        hovermode="closest",
    )
    chart.add_shape(
        type="circle", x0=-1, x1=1, y0=-1, y1=1, line={"color": GREY, "width": 1.5, "dash": "dot"}
    )
    return chart


def _in_order(jacobians: Jacobians, series: Sequence[Line]) -> list[Line]:
    """Return lines along the reading order of a layer as lines along the sentence."""
    return [line._replace(values=line.values[::-1]) if jacobians.reverse else line for line in series]
