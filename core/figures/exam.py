"""The backdrop of every exam curve: chance as a line, the trained lengths shaded."""

from typing import Any

from ..tasks import Task

MARGIN = {"l": 76, "r": 16, "t": 30, "b": 50}
"""Room for the key above the plot, in px."""

_GREY = "#808894"
_GUESSED = {"line": {"width": 1.5}}
_SHADE = {"fillcolor": _GREY, "opacity": 0.2, "line": {"width": 0}}
_KEY = {
    "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel",
    "yanchor": 1, "y0": 12, "y1": 12,
}  # fmt: skip


def exam_ground(this: Task) -> dict[str, Any]:
    """Return shapes and annotations of a task's own curve, for a layout with `MARGIN` at least.

    The line and the shade are explained above the plot, because data may lie anywhere inside it. Chance
    is thin and solid, because the lines of networks are dashed. Shares are in percent.
    """
    share = this.scale == "share"
    chance = 100 * this.chance if share else this.chance
    guessed = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": chance, "y1": chance}
    said = f"chance {round(chance, 1):g} %" if share else f"chance {chance:.3g}"
    shapes = [guessed | _GUESSED, _KEY | _GUESSED | {"type": "line", "xanchor": 1, "x0": -24, "x1": 0}]
    notes = [above(said, "right", x=1, xshift=-30)]
    if share:  # what a language model has read at a stretch is not how its curve counts
        shortest, longest = this.spec.shortest, this.spec.longest
        seen = {"type": "rect", "yref": "paper", "x0": shortest, "x1": longest, "y0": 0, "y1": 1}
        shapes += [
            seen | _SHADE,
            _KEY | _SHADE | {"type": "rect", "xanchor": 0, "x0": -62, "x1": -42, "y0": 5, "y1": 18},
        ]
        notes.append(above(f"trained on {this.trained_span}", "left", x=0, xshift=-36))
    return {"shapes": shapes, "annotations": notes}


def above(text: str, anchor: str, **more: Any) -> dict[str, Any]:
    """Return an annotation that stands above the plot."""
    base = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    return base | {"text": text, "xanchor": anchor, "font": {"size": 14}} | more
