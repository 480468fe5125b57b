"""Figures of gradients along a sentence: profile, contributions, reach, paths, truncation."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats
from ..instruments.gradient import GradientProfile
from ..instruments.paths import Paths
from ..instruments.reach import ReachMap
from ..instruments.truncation import Truncation
from ..spec.limits import check_word, shown, within
from .along import GREY, Line, heat, lines, word_axis
from .palette import NETWORKS, PLOTLY_DASH, SIGNALS
from .template import figure

DECADES = 12
"""How many powers of ten a map of gradient norms covers, from its largest down."""


def gradient_figure(profiles: Sequence[GradientProfile]) -> go.Figure:
    """Draw the gradient norms of networks on one sentence, logarithmic; an LSTM's cell state beside."""
    series = []
    for profile in profiles:
        look = NETWORKS[profile.trace.network.spec.model.kind]
        series.append(Line(f"{look.name}, ‖∂L/∂h‖", profile.hidden, look.hue, PLOTLY_DASH[look.dash]))
        if profile.cell_state is not None:
            hue = SIGNALS["cell_state"]
            series.append(Line(f"{look.name}, ‖∂L/∂c‖", profile.cell_state, hue, "longdash"))
    return lines(profiles[0].trace.words, series, y_title="gradient norm", log=True)


def contribution_figure(profile: GradientProfile, weight: str) -> go.Figure:
    """Draw how much each timestep adds to the gradient of one weight: the norm of each summand.

    A learnt initial state has one, from before the first word.

    Raises:
        ValueError: if the network has no such weight.
    """
    contributions = profile.contributions()
    if not isinstance(weight, str) or weight not in contributions:
        raise ValueError(f"weight is {shown(weight)}; this network has {', '.join(contributions)}.")
    words, norms = profile.trace.words, contributions[weight].norms
    hue = NETWORKS[profile.trace.network.spec.model.kind].hue
    bars = {
        "type": "bar",
        "x": list(range(len(norms))),
        "y": np.where(np.isfinite(norms), norms, np.nan),
        "marker": {"color": hue},
        "name": f"gradient of {weight}",
        "hovertemplate": "%{y:.3g}<extra></extra>",
    }
    names = ["(start)"] if "initial_" in weight else words
    return figure(
        [bars],
        x_title="",
        y_title="norm of each summand",
        xaxis=word_axis(names),
        yaxis={"automargin": True, "exponentformat": "power"},
        showlegend=True,
    )


def reach_figure(
    reach: ReachMap, words: Sequence[str], state: str = "hidden", most: float | None = None
) -> go.Figure:
    """Draw how far back each answer's gradient goes: one row an answer, one column a state, powers of ten.

    Args:
        reach: The map.
        words: The sentence.
        state: "hidden" or "cell_state".
        most: The norm at the strong end of the scale, to compare maps; None for the largest of this one.

    Raises:
        ValueError: if the network has no cell state and it is asked for.
    """
    check_word("state", state, ("hidden", "cell_state"))
    if most is not None and (not within(most, 0, whole=False) or not most):
        raise ValueError(f"most is {shown(most)}; choose a number above 0, or None.")
    norms = reach.hidden if state == "hidden" else reach.cell_state
    if norms is None:
        raise ValueError("This network has no cell state; ask for hidden.")
    powers = log10(norms)
    finite = powers[np.isfinite(powers)]
    top = float(np.log10(most)) if most else float(np.ceil(finite.max(initial=-DECADES)))
    symbol = "h" if state == "hidden" else "c"
    return heat(
        powers,
        x=word_axis(words, "state after"),
        y={**word_axis(words, "answer after"), "range": [len(words) - 0.5, -0.5]},
        bar=f"log₁₀ ‖∂Lᵢ/∂{symbol}ⱼ‖",
        low=top - DECADES,
        high=top,
        signed=False,
        hover=f"answer %{{y}}, state %{{x}}<br>‖∂L/∂{symbol}‖ = 10^%{{z:.1f}}",
        height=460,
    )


def paths_figure(paths: Paths, words: Sequence[str]) -> go.Figure:
    """Draw the gradient by the memory, and the two ways it came: straight through, and the rest; log."""
    through = "forget gates" if paths.state == "cell_state" else "update gates"
    hue = SIGNALS[paths.state]
    series = [
        Line("all", paths.total_norms, GREY),
        Line(f"straight, through the {through}", paths.straight_norms, hue, "longdash"),
        Line("the rest, through gates and candidates", paths.rest_norms, SIGNALS["candidate"], "dot"),
    ]
    return lines(words, series, y_title="gradient norm", log=True)


def truncation_figure(truncation: Truncation) -> go.Figure:
    """Draw the gradient norms in full and truncated, with a line where the gradient is cut; log."""
    full, kept = truncation.full, truncation.truncated
    hue = NETWORKS[full.trace.network.spec.model.kind].hue
    series = [Line("in full", full.hidden, GREY, "dot"), Line("truncated", kept.hidden, hue)]
    made = lines(full.trace.words, series, y_title="‖∂L/∂h‖", log=True)
    for cut in truncation.cuts:
        made.add_vline(cut - 0.5, line={"color": SIGNALS["forget_gate"], "width": 2, "dash": "dash"})
    return made


def truncation_error_figure(truncation: Truncation) -> go.Figure:
    """Draw the relative error of each weight's truncated gradient, in percent of the full one's norm.

    The axis goes from 0 to 100 %, or as many times as far as the largest error needs; where an error is no
    finite number, it is written instead of a bar.
    """
    errors = np.array(list(truncation.error.values()))
    drawn = np.isfinite(errors)
    hundreds = max(1.0, float(np.ceil(errors[drawn].max(initial=0.0))))
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(truncation.error),
        "x": np.where(drawn, 100 * errors, 0),
        "text": ["" if fine else str(error) for fine, error in zip(drawn, errors, strict=True)],
        "textposition": "outside",
        "marker": {"color": SIGNALS["forget_gate"]},
        "hovertemplate": "%{x:.1f} %<extra></extra>",
    }
    return figure(
        [bars],
        x_title="‖full − truncated‖ / ‖full‖ (%)",
        y_title="",
        xaxis={"range": [0, 104 * hundreds]},
        yaxis={"automargin": True, "autorange": "reversed"},
        showlegend=False,
    )


def log10(values: Floats) -> Floats:
    """Return powers of ten; -inf for 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log10(values))
