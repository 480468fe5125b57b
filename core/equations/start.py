"""The start of a scan: the first states, and the gates that are held fixed on the way."""

import numpy as np

from ..arrays import Floats


def start(inputs: Floats, initial: Floats | None, units: int) -> Floats:
    """Return room for the states of T inputs (T, B, E), (T+1, B, H), the first of them set."""
    steps, size, _ = inputs.shape
    states = np.empty((steps + 1, size, units), inputs.dtype)
    states[0] = 0 if initial is None else initial
    return states


def clamp(gates: Floats, held: Floats) -> None:
    """Put clamped values (..., H) into gates (B, ..., H), in place; NaN stands for free."""
    np.copyto(gates, held, where=~np.isnan(held))
