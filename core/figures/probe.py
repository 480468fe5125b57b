"""The figure of the probe: what can still be read from a state, by how many words ago it stood."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from ..arrays import Floats, Ints
from ..instruments.probe import ProbeScore
from .exam import CHANCE, MARGIN, key
from .palette import NETWORKS, SIGNALS
from .template import figure

_BAND = 0.18
"""How dense the band over seeds is."""

_UNTRAINED = {"width": 1.5, "dash": "dash"}
_CELL_STATE_MARK = {"symbol": "cross", "size": 6}


class _Curve(NamedTuple):
    """Shares right in percent at some lags, over seeds: the mean, the lowest and the highest; all (L,)."""

    lags: Ints
    mean: Floats
    lowest: Floats
    highest: Floats


def probe_figure(
    scores: Sequence[ProbeScore], untrained: Sequence[ProbeScore] = (), longest: int | None = None
) -> go.Figure:
    """Draw the share read correctly on held-out sentences by lag, on an axis of 0 to 100 %.

    A line is the mean over the scores of one cell and state, and its band goes from the lowest to the highest
    of them. Untrained networks are dashed, with open marks, and their bands are left out. Chance is the share
    right of the best single answer at each lag. What is not finite leaves a gap.

    Args:
        scores: Probes of one label, judged on the same sentences; as many seeds as there are.
        untrained: The same of untrained networks.
        longest: The longest lag that is drawn; None for all.

    Raises:
        ValueError: if there are no scores, or they are of several labels.
    """
    every = [*scores, *untrained]
    labels = {score.label for score in every}
    if len(labels) != 1:
        raise ValueError(f"There are scores of {len(labels)} labels; give those of one.")
    last = max(int(score.lags[-1]) for score in every)
    last = last if longest is None else min(last, longest)
    traces: list[dict[str, Any]] = []
    for trained, some in ((True, scores), (False, untrained)):
        for kind, state in _networks(some):
            found = [score for score in some if (score.kind, score.state) == (kind, state)]
            traces += _lines(kind, state, _over_seeds(found, last), band=trained and len(found) > 1)
            if not trained:
                traces[-1] = _as_untrained(traces[-1], told=(kind, state) not in _networks(scores))
    keys = [key(_chance_in_words(every, last), CHANCE, "right", start=-24, width=24, height=0)]
    if untrained:
        dashed = {"type": "line", "line": _UNTRAINED}
        keys.append(key("untrained", dashed, "left", start=-62, width=28, height=0))
    samples, words = zip(*keys, strict=True)
    return figure(
        traces,
        x_title=f"lag (words since “{labels.pop()}” last changed)",
        y_title="read correctly (%)",
        xaxis={"range": [-0.03 * max(last, 1), 1.04 * max(last, 1)]},
        yaxis={"range": [-4, 106]},
        margin=MARGIN | {"t": 62},
        legend={"yref": "container", "y": 1, "yanchor": "top"},
        shapes=[_chance(every, last), *samples],
        annotations=list(words),
    )


def probe_in_words(scores: Sequence[ProbeScore]) -> str:
    """Say how much can be read at the first and at the last lag: the figure's alternative text."""
    ends = []
    for kind, state in _networks(scores):
        curve = _over_seeds([score for score in scores if (score.kind, score.state) == (kind, state)])
        places = dict.fromkeys((0, len(curve.lags) - 1))
        told = [f"{curve.mean[at]:.0f} % at lag {curve.lags[at]}" for at in places]
        ends.append(f"{_name(kind, state)} {', '.join(told)}")
    return f"Share of held-out words at which the probe is right. {'; '.join(ends) or 'None yet'}."


def _networks(scores: Sequence[ProbeScore]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((score.kind, score.state) for score in scores))


def _name(kind: str, state: str) -> str:
    return NETWORKS[kind].name + (", cell state" if state == "cell_state" else "")


def _over_seeds(scores: Sequence[ProbeScore], last: int | None = None) -> _Curve:
    lags = np.unique(np.concatenate([score.lags for score in scores]))
    lags = lags if last is None else lags[lags <= last]
    shares = [[100 * score.at(lag) for score in scores] for lag in lags.tolist()]
    there = [[share for share in row if np.isfinite(share)] or [np.nan] for row in shares]
    numbers = (np.array([take(row) for row in there], np.float64) for take in (np.mean, min, max))
    return _Curve(lags, *numbers)


def _lines(kind: str, state: str, curve: _Curve, *, band: bool) -> list[dict[str, Any]]:
    """Return the band, if it is wanted, and the line; the line is the last."""
    look = NETWORKS[kind]
    hue = SIGNALS["cell_state"] if state == "cell_state" else look.hue
    base = {"type": "scatter", "x": curve.lags.tolist(), "mode": "lines", "legendgroup": kind + state}
    edge = base | {"line": {"width": 0, "color": hue}, "hoverinfo": "skip", "showlegend": False}
    bands = [
        edge | {"y": curve.lowest},
        edge | {"y": curve.highest, "fill": "tonexty", "fillcolor": _thin(hue)},
    ]
    line = base | {
        "y": curve.mean,
        "name": _name(kind, state),
        "mode": "lines+markers",
        "line": {"color": hue, "width": 3},
        "marker": {"symbol": look.mark, "size": look.size, "color": hue}
        | (_CELL_STATE_MARK if state == "cell_state" else {}),
        "hovertemplate": "%{y:.0f} %",
    }
    return [*(bands if band else []), line]


def _as_untrained(line: dict[str, Any], *, told: bool) -> dict[str, Any]:
    """Return a line as that of untrained networks, which the legend tells or not."""
    return line | {
        "name": f"{line['name']}, untrained",
        "line": line["line"] | _UNTRAINED,
        "marker": line["marker"] | {"symbol": f"{line['marker']['symbol']}-open", "size": 7},
        "showlegend": told,
    }


def _thin(hue: str) -> str:
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_BAND})"


def _chance_at(scores: Sequence[ProbeScore], last: int) -> dict[int, float]:
    """Return chance in percent at each lag, the mean over the scores."""
    found: dict[int, list[float]] = {}
    for score in scores:
        for lag, chance in zip(score.lags.tolist(), score.chance.tolist(), strict=True):
            found.setdefault(lag, []).append(100 * chance)
    return {lag: float(np.mean(found[lag])) for lag in sorted(found) if lag <= last}


def _chance(scores: Sequence[ProbeScore], last: int) -> dict[str, Any]:
    points = list(_chance_at(scores, last).items())
    points = points if len(points) > 1 else [(lag, points[0][1]) for lag in (-1, 1)]
    path = " L ".join(f"{lag},{chance:.4g}" for lag, chance in points)
    return CHANCE | {"type": "path", "path": f"M {path}"}


def _chance_in_words(scores: Sequence[ProbeScore], last: int) -> str:
    at = _chance_at(scores, last).values()
    ends = dict.fromkeys(f"{round(value, 1):g}" for value in (min(at), max(at)))
    return f"chance {'–'.join(ends)} %"
