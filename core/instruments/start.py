"""Where a scan begins, and what is held fixed on its way."""

import numpy as np

from core.arrays import Floats


def start(inputs: Floats, initial: Floats | None, units: int) -> Floats:
    """Return room for the states of T inputs (T, B, E), (T+1, B, H), the first of them set."""
    steps, size, _ = inputs.shape
    states = np.empty((steps + 1, size, units), inputs.dtype)
    states[0] = 0 if initial is None else initial
    return states


def clamp(gate: Floats, held: Floats | None, t: int, block: int) -> None:
    """Put the clamped values of timestep t into a gate (B, H), in place; NaN stands for free."""
    if held is not None:
        np.copyto(gate, held[t, block], where=~np.isnan(held[t, block]))
