"""What one frame of the film of a training shows: gates and states of the probe sentence, a byte or two each.

A frame is for looking at, and there are many: it has 32 units at most, in two digits. No torch.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..equations.signals import Signal, signal_of
from ..instruments.trace import Trace

UNITS = 32
Codes = NDArray[np.uint8] | NDArray[np.uint16]


def frame(trace: Trace) -> tuple[Mapping[str, Codes], bool]:
    """Return the signals of the top layer as codes (T, U), and whether some numbers are not finite."""
    model = trace.network.spec.model
    shown = {name: values[:, :UNITS] for name, values in trace.signals.items()}
    codes = {name: coded(values, signal_of(model, name)) for name, values in shown.items()}
    return codes, any(not np.isfinite(values).all() for values in shown.values())


def coded(values: Floats, signal: Signal) -> Codes:
    """Return values (T, U) as the whole numbers that travel.

    A signal between two ends takes a byte: 1 at its low end, 255 at its high one, 0 for NaN. One without ends
    takes the two upper bytes of its float32 (bfloat16): any size in two digits, infinity and NaN.
    """
    if signal.scale == "squashed":
        return _upper_half(values)
    finite = np.isfinite(values)
    share = (np.where(finite, values, signal.low) - signal.low) / (signal.high - signal.low)
    return np.where(finite, 1 + np.rint(254 * share), 0).astype(np.uint8)


def _upper_half(values: Floats) -> NDArray[np.uint16]:
    """Return values as bfloat16, rounded to the nearest; little-endian, as they travel."""
    with np.errstate(over="ignore"):
        bits = np.ascontiguousarray(values, "<f4").view("<u4")
    rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16
    return np.where(np.isnan(values), 0x7FC0, rounded).astype("<u2")
