"""What a GRU's units take and keep at each word of a sentence."""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from .trace import Trace

KEEPS, TAKES = 0.8, 0.2
"""A gate from the first on keeps the old state, up to the second takes the new value."""


class Mixed(NamedTuple):
    """What one unit mixes at a word: a share `keep` of its `old` state and the rest of the `fresh` value."""

    unit: int
    at: int
    keep: float
    old: float
    fresh: float
    state: float


def kept(trace: Trace) -> Floats:
    """Return how much of its old state each unit keeps at each word, (T, H), whatever z means."""
    gate = trace["update_gate"]
    writes = trace.network.spec.model.update_gate == "writes"
    return 1 - gate if writes else gate


def mixed(trace: Trace, at: int, unit: int) -> Mixed:
    """Return what a unit mixes at a timestep."""
    old = trace["hidden"][at - 1, unit] if at else trace.top.initial_hidden[unit]
    values = kept(trace)[at, unit], old, trace["candidate"][at, unit], trace["hidden"][at, unit]
    return Mixed(unit, at, *map(float, values))


def clearest(trace: Trace) -> Mixed:
    """Return the unit and the word, after the first, where a unit that keeps elsewhere moves farthest.

    With one word alone it is that word.
    """
    start = min(1, len(trace) - 1)
    before = np.concatenate([np.atleast_2d(trace.top.initial_hidden), trace["hidden"][:-1]])
    steps, keep = np.abs(trace["hidden"] - before), kept(trace)
    elsewhere = (keep.sum(axis=0) - keep) / max(len(trace) - 1, 1)
    found = np.nan_to_num(steps * (elsewhere if len(trace) > 1 else 1))[start:]
    at, unit = np.unravel_index(int(found.argmax()), found.shape)
    return mixed(trace, int(at) + start, int(unit))
