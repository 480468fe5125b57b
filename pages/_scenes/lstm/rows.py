"""Which rows stand on the scores of the scenes."""

from typing import NamedTuple

MEANS = ("mean-forget_gate", "mean-input_gate")
SIGNALS = (
    "forget_gate",
    "input_gate",
    "output_gate",
    "candidate",
    "cell_state",
    "lines-cell_state",
    "hidden",
)
LEDGER = ("memory", "ledger", "written")


class Rows(NamedTuple):
    """The rows of a scene.

    Attributes:
        name: Of the picture, for files.
        shown: Those that are shown at first, from top to bottom.
        more: Those that wait under *Rows*.
        covered: Those that answer the scene's question.
    """

    name: str
    shown: tuple[str, ...]
    more: tuple[str, ...]
    covered: tuple[str, ...] = ()
