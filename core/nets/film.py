"""What one frame of the film of a training shows: gates and states of the probe sentence, in 255 levels.

A frame is for looking at, and there are many: a byte a number, 32 units at most. No torch.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..instruments.trace import Trace

UNITS = 32
GATES = frozenset(("forget_gate", "input_gate", "output_gate", "reset_gate", "update_gate"))


def frame(trace: Trace) -> tuple[Mapping[str, NDArray[np.uint8]], bool]:
    """Return the signals of the top layer (T, U) as whole numbers, and whether some are not finite.

    A gate in [0, 1] becomes round(255 v). A state v in [-1, 1], the cell state as its tanh, becomes
    round(127.5 (v + 1)); what lies outside is drawn at the end of its scale, what is not finite as 0.
    """
    levels, broken = {}, False
    for name, values in trace.signals.items():
        shown = values[:, :UNITS]
        finite = np.isfinite(shown)
        broken = broken or not finite.all()
        with np.errstate(all="ignore"):
            scaled = np.tanh(shown) if name == "cell_state" else shown
            level = 255 * scaled if name in GATES else 127.5 * (scaled + 1)
        levels[name] = np.where(finite, np.rint(level).clip(0, 255), 0).astype(np.uint8)
    return levels, broken
