"""Twins: two sentences that differ in one word, and what becomes of the difference of their states."""

from typing import Literal

import numpy as np

from ..arrays import Floats
from .trace import Trace

GONE = 0.05
"""Below this share the difference is called gone."""

Verdict = Literal["gone", "mixed", "kept"]


def share_left(first: Trace, second: Trace, place: int) -> Floats:
    """Return ‖s_t(A) − s_t(B)‖ from a timestep on as a share of its value there; NaN where that is 0.

    s is the hidden state of an RNN and a GRU, and an LSTM's cell state.
    """
    signal = "cell_state" if first.network.spec.model.kind == "lstm" else "hidden"
    apart = np.linalg.norm(first[signal] - second[signal], axis=1)[place:]
    with np.errstate(all="ignore"):
        shares: Floats = np.divide(apart, apart[0])
    return shares


def verdict_of(share: float, *, both_read: bool) -> Verdict:
    """Return what became of a difference: gone, kept if both subjects are still read, or else mixed."""
    if not share >= GONE:
        return "gone"
    return "kept" if both_read else "mixed"
