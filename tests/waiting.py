"""Waiting for what other processes do, without guessing how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.jobs import Desk, LocalEngine, RunView
from core.network import Network
from core.spec import RunSpec


def until(happened: Callable[[], bool], seconds: float = 120.0) -> float:
    """Wait until something is so, and return the seconds it took; raise when it is not within `seconds`."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"It did not happen within {seconds:g} s.")
        time.sleep(0.004)
    return time.monotonic() - began


def view(desk: Desk, spec: RunSpec, watcher: str = "me") -> RunView:
    """Look at a run that the desk knows."""
    seen = desk.look(spec.key, watcher)
    assert seen is not None
    return seen


def ended(desk: Desk, spec: RunSpec, watcher: str = "me", seconds: float = 120.0) -> RunView:
    """Look until a run has ended."""
    until(lambda: not view(desk, spec, watcher).active, seconds)
    return view(desk, spec, watcher)


def processes(desk: Desk) -> tuple[int, ...]:
    """Return the process ids of a desk's workers on this machine."""
    return local_engine(desk).processes


def local_engine(desk: Desk) -> LocalEngine:
    """Return the engine of a desk that trains on this machine."""
    assert isinstance(desk.engine, LocalEngine)
    return desk.engine


def same(one: Network | None, other: Network | None) -> bool:
    """Whether two networks have the same weights, to the bit."""
    assert one is not None
    assert other is not None
    return one.weights.keys() == other.weights.keys() and all(
        np.array_equal(one.weights[name], other.weights[name]) for name in one.weights
    )


def kept_losses(seen: RunView) -> list[float]:
    """Return the losses of all steps that are known."""
    parts = [*(snapshot.losses for snapshot in seen.history), seen.tail.losses]
    return [float(loss) for part in parts for loss in part]
