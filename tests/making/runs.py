"""Runs that nobody trained, to be told about: views and snapshots with made-up numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.equations.signals import Signal, signals_of
from core.jobs.desk.history import NOTHING, Tail
from core.nets.film import Codes, coded
from core.recipes import default_run
from core.spec import ModelSpec, RunSpec
from pages._shell.server.reports import BrowserState, TextCache

SIGNALS = tuple(signal.name for signal in signals_of(ModelSpec("lstm")))


def _spread(share: NDArray[Any], signal: Signal) -> NDArray[Any]:
    """Return shares in [0, 1] as numbers of a signal."""
    low, high = (-5, 5) if signal.scale == "squashed" else (signal.low, signal.high)
    return low + (high - low) * share


@dataclass(frozen=True)
class Frame:
    """A snapshot after `step` steps, `new` of them since the one before."""

    step: int
    new: int
    shape: tuple[int, int] = (5, 3)
    samples: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    seconds: float = 0.1
    score: float = 0.5
    curve: tuple[tuple[int, float], ...] = ((3, 1.0), (24, 0.25))
    model: ModelSpec = field(default_factory=ModelSpec)

    @property
    def losses(self) -> NDArray[np.float32]:
        """One over the number of the step."""
        return (1 / np.arange(self.step - self.new + 1, self.step + 1)).astype(np.float32)

    @property
    def gradient_norms(self) -> NDArray[np.float32]:
        """The number of the step."""
        return np.arange(self.step - self.new + 1, self.step + 1, dtype=np.float32)

    @property
    def profile(self) -> NDArray[Any]:
        """Shrinking tenfold a word; the first is lost altogether."""
        norms = 10.0 ** np.arange(1.0 - self.shape[0], 1.0)
        norms[0] = np.nan
        return norms

    @property
    def cell_profile(self) -> NDArray[Any] | None:
        """All ones."""
        return np.ones(self.shape[0])

    @property
    def signals(self) -> Mapping[str, Codes]:
        """Numbers that grow from one end of a signal to the other; those of the cell state go on to 5."""
        share = np.linspace(0, 1, int(np.prod(self.shape))).reshape(self.shape)
        return {signal.name: coded(_spread(share, signal), signal) for signal in signals_of(self.model)}


@dataclass(frozen=True)
class View:
    """A run at one moment."""

    history: tuple[Frame, ...] = ()
    state: str = "running"
    tail: Tail = NOTHING
    restarts: int = 0
    message: str = ""
    set_aside_at: int | None = None
    place: int = 0
    seconds_left: float | None = 2.04
    key: str = "0123456789abcdef"
    spec: RunSpec = field(default_factory=lambda: default_run("lstm"))


def frames(*steps: int) -> tuple[Frame, ...]:
    """Return the snapshots after these steps."""
    return tuple(Frame(step, step - before) for before, step in zip((0, *steps), steps, strict=False))


def tail(losses: Sequence[float], norms: Sequence[float]) -> Tail:
    """Return losses and norms of steps after the last snapshot."""
    return Tail(np.array(losses, np.float32), np.array(norms, np.float32))


def put_together(parts: list[dict[str, Any]]) -> tuple[list[float], list[float], list[int]]:
    """Do what a browser does: keep what is there up to `from`, append what comes."""
    losses: list[float] = []
    norms: list[float] = []
    steps: list[int] = []
    for part in parts:
        losses = losses[: part["from"]] + part["losses"]
        norms = norms[: part["from"]] + part["norms"]
        steps = steps[: part["frameFrom"]] + [frame["step"] for frame in part["frames"]]
    return losses, norms, steps


def news(*views: View) -> list[Any]:
    """Return what the server says while a run goes through these states."""
    teller = BrowserState(TextCache())
    return [json.loads(text) for view in views if (text := teller.news(view)) is not None]
