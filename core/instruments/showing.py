"""What an LSTM holds and does not show: the unit whose output gate waits for the end of a sentence."""

from collections.abc import Container
from typing import NamedTuple

import numpy as np

from .summary import origin
from .trace import Trace

NEEDED = 3
"""So many words at least from the first on: one that is held, one at which it may wait, and the last."""


class Waiting(NamedTuple):
    """A unit that holds something from a word on, and how much of it it shows: sizes between 0 and 1.

    Attributes:
        unit: The unit.
        since: The timestep of the first word on which the answer depends; 0 where there is none.
        at: The timestep after that at which it shows most.
        held: The least of |tanh c| since then, which is the most that its output gate could show.
        between: The mean of |h| at the words between that one and the last.
        shown: |h| at the last word.
    """

    unit: int
    since: int
    at: int
    held: float
    between: float
    shown: float

    @property
    def waits(self) -> bool:
        """Whether it shows at the last word more than twice what it shows on average before, and holds it."""
        return min(self.held, self.shown) > 2 * self.between


def waiting(trace: Trace, telling: Container[str]) -> Waiting | None:
    """Return the unit that holds most and shows least of it before the last word; None of too few words.

    It is the one with the largest difference between what it holds all along and shows at the end, and what
    it shows on average between. A unit whose cell state changes its sign on the way holds nothing.
    """
    since = origin(trace.words, telling)
    if len(trace) - since < NEEDED:
        return None
    held = np.tanh(np.nan_to_num(trace["cell_state"][since:]))
    shown = np.abs(np.nan_to_num(trace["hidden"][since:]))
    keeps = (np.sign(held) == np.sign(held[-1])).all(axis=0)
    least = np.where(keeps, np.abs(held).min(axis=0), 0.0)
    between = shown[1:-1].mean(axis=0)
    unit = int((np.minimum(least, shown[-1]) - between).argmax())
    at = since + 1 + int(shown[1:, unit].argmax())
    return Waiting(unit, since, at, float(least[unit]), float(between[unit]), float(shown[-1, unit]))
