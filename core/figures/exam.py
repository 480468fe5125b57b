"""The backdrop of every exam curve: chance as a line, the trained lengths shaded."""

from itertools import pairwise
from typing import Any, Literal

from ..tasks import Task
from ..tasks.series import Series
from .template import size

MARGIN = {"l": 76, "r": 16, "t": 30, "b": 50}
"""Room for the key above the plot, in px."""

CHANCE = {"type": "line", "line": {"width": 1.5}}
"""How the score of the best single answer is drawn."""

RULE_DASHES = {"last season": "solid", "last value": "dash"}
"""The rules that are drawn beside networks; the third, the mean, has an error near 1 everywhere."""

_SHADE = {"type": "rect", "fillcolor": "#808894", "opacity": 0.2, "line": {"width": 0}}
_ABOVE, _GAP = 12, 6
"""Where the middle of the key stands above the plot, and how far a sample is from its words, in px."""


def exam_axis(asked: Task) -> dict[str, Any]:
    """Return the horizontal axis of a task's own curve: lengths, or the names of what is asked one by one."""
    last = max(asked.exam_points)
    if not asked.point_names:
        return {"range": [-0.03 * last, 1.04 * last]}
    return {
        "range": [0.5, last + 0.5],
        "tickvals": list(asked.exam_points),
        "ticktext": list(asked.point_names),
    }


def exam_ground(asked: Task) -> dict[str, Any]:
    """Return shapes and annotations of a task's own curve, for a layout with `MARGIN` at least.

    The line and the shade are explained above the plot, because data may lie anywhere inside it. Chance
    is thin and solid, because the lines of networks are dashed. Shares are in percent. Beside networks that
    go on with a series stand rules that need none.
    """
    share = asked.scale == "share"
    chance = 100 * asked.chance if share else asked.chance
    if isinstance(asked, Series):
        keys = [
            key("last season again", _rule("last season"), "right", start=-24, width=24, height=0),
            key("last value", _rule("last value"), "left", start=-62, width=24, height=0),
        ]
        samples, notes = zip(*keys, strict=True)
        return {"shapes": [*_rules(asked), *samples], "annotations": list(notes)}
    words = f"chance {round(chance, 1):g} %" if share else f"chance {chance:.3g}"
    shapes = [CHANCE | {"xref": "paper", "x0": 0, "x1": 1, "y0": chance, "y1": chance}]
    keys = [key(words, CHANCE, "right", start=-24, width=24, height=0)]
    # What a language model has read at a stretch is not how its curve counts.
    if share and not asked.point_names:
        shortest, longest = asked.spec.shortest, asked.spec.longest
        shapes.append(_SHADE | {"yref": "paper", "x0": shortest, "x1": longest, "y0": 0, "y1": 1})
        keys.append(key(f"trained on {asked.trained_span}", _SHADE, "left", start=-62, width=20, height=14))
    samples, notes = zip(*keys, strict=True)
    return {"shapes": [*shapes, *samples], "annotations": list(notes)}


def _rules(asked: Series) -> list[dict[str, Any]]:
    """Return the errors of rules that need no network, as lines from one point of the exam to the next."""
    return [
        _rule(rule) | {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
        for rule in RULE_DASHES
        for (x0, y0), (x1, y1) in pairwise(asked.baselines[rule])
    ]


def _rule(name: str) -> dict[str, Any]:
    return {"type": "line", "line": {"width": 1.5, "dash": RULE_DASHES[name]}}


def above(text: str, anchor: str, **more: Any) -> dict[str, Any]:
    """Return an annotation that stands above the plot."""
    base = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    return base | {"text": text, "xanchor": anchor, "font": {"size": size("label")}} | more


def key(
    text: str, look: dict[str, Any], side: Literal["left", "right"], *, start: int, width: int, height: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a sample of a look and its words: on the right the words end before it, on the left they follow.

    `start` counts in px from that side of the plot.
    """
    end = 1 if side == "right" else 0
    sample = look | {
        **dict.fromkeys(("xref", "yref"), "paper"),
        **dict.fromkeys(("xsizemode", "ysizemode"), "pixel"),
        "xanchor": end,
        "x0": start,
        "x1": start + width,
        "yanchor": 1,
        "y0": _ABOVE - height // 2,
        "y1": _ABOVE + height // 2,
    }
    shift = start - _GAP if side == "right" else start + width + _GAP
    return sample, above(text, side, x=end, xshift=shift)
