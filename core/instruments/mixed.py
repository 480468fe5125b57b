"""What a GRU's units take and keep at each word of a sentence."""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..equations.gru import GruCell
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


class Seen(NamedTuple):
    """What a unit's `fresh` value is made of at a word: its `reset` gate, and two values that it could have.

    `alone` is the new value of the word alone, as at r = 0; `full` that of the word and all of the old
    state, as at r = 1.
    """

    unit: int
    at: int
    reset: float
    alone: float
    fresh: float
    full: float


def proposals(trace: Trace) -> tuple[Floats, Floats]:
    """Return the new values that a GRU would have at each word with r at 0 and with r at 1, each (T, H)."""
    scan, part = trace.top.scan, trace.top.parts["candidate"]
    w, units = scan.weights, scan.weights.hidden_size
    recalled = scan.hidden[:-1, 0] @ w.weight_hh[-units:].T
    if isinstance(scan.cell, GruCell) and "reset_gate" in scan.cell.gates and not scan.cell.before:
        recalled = recalled + w.bias_hh[-units:]
    word = part.input + part.bias
    return np.tanh(word), np.tanh(word + trace.top.in_order(recalled))


def seen(trace: Trace, at: int, unit: int) -> Seen:
    """Return what a unit's new value is made of at a timestep."""
    alone, full = proposals(trace)
    values = resets(trace), alone, trace["candidate"], full
    return Seen(unit, at, *(float(one[at, unit]) for one in values))


def resets(trace: Trace) -> Floats:
    """Return the reset gates of a GRU, (T, H); 1 without any."""
    return trace.signals.get("reset_gate", np.ones_like(trace["candidate"]))


def shut_out(trace: Trace) -> Seen:
    """Return the unit and the word, after the first, where a low reset gate keeps most out of the new state.

    Where no gate is low, it is where any gate does; with one word alone it is that word.
    """
    reset, (_, full) = resets(trace), proposals(trace)
    start = min(1, len(trace) - 1)
    most = np.nan_to_num((1 - kept(trace)) * np.abs(full - trace["candidate"]))[start:]
    low = most * (reset[start:] <= TAKES)
    found = low if low.any() else most
    at, unit = np.unravel_index(int(found.argmax()), found.shape)
    return seen(trace, int(at) + start, int(unit))
