"""What a picture of the glossary is made of: plain values, which `assets/stage/glossary/drawn.js` draws.

Each has `as` (what draws it) and `of` (whose numbers these are, in words). Knows no term.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from core import Network, Snapshot, Trace
from core.arrays import Floats
from core.equations.signals import signal_of
from core.figures.palette import NETWORKS, drawn
from core.spec import Kind, TaskName
from pages._shell.words import short

Picture = Mapping[str, Any]
DIGITS = 4
_TASKS: Mapping[str, str] = {"everyday": "everyday English"}
_COLOURS = {"gate": "full colour is 1", "signed": "orange +, blue −", "squashed": "orange +, blue −"}


class NotYetError(Exception):
    """A network that a picture needs is still being trained."""


class Hand(Protocol):
    """The networks that pictures are made of."""

    def network(self, kind: Kind, task: TaskName, /) -> Network:
        """Return the trained default network. Raises NotYetError while there is none."""

    def history(self, kind: Kind, task: TaskName, /) -> Sequence[Snapshot]:
        """Return what was measured while it learnt. Raises NotYetError while it does."""

    def looking(self) -> Network:
        """Return the network that looks back at what it read. Raises NotYetError while there is none."""


def two(value: float) -> str:
    """Return a number with two digits after the point."""
    return f"{value:.2f}".replace("-", "−")


def whose(network: Network, sentence: str = "") -> str:
    """Return in words whose numbers a picture has."""
    spec = network.spec
    name = f"{'Untrained ' if network.is_untrained else ''}{spec.model.kind.upper()}"
    reads = f", reading “{sentence}”" if sentence else ""
    return f"{name}, {_TASKS.get(spec.task.name, spec.task.name)}{reads}"


def plain(values: Floats) -> Any:
    """Return numbers as lists, with as many digits as a picture can show."""
    return np.round(values.astype(float), DIGITS).tolist()


def stave(trace: Trace, name: str, kind: str, sentence: str) -> Picture:
    """Return a signal of a network as one of the score's staves: its "means", or all of it as "heat"."""
    signal = drawn(signal_of(trace.network.spec.model, name))
    return {
        "as": kind,
        "of": whose(trace.network, sentence),
        "note": f"a row a unit; {_COLOURS[signal['scale']]}" if kind == "heat" else "mean of the units",
        "stave": signal,
        "words": list(trace.words),
        "values": plain(trace[name]),
    }


def columns(
    of: str,
    words: Sequence[str],
    values: Floats,
    *,
    said: Sequence[str] = (),
    hue: str = NETWORKS["lstm"].hue,
    note: str = "",
) -> Picture:
    """Return a number a word, as columns up or down from 0; `said` stands at them."""
    return {
        "as": "columns",
        "of": of,
        "words": list(words),
        "values": plain(values),
        "said": list(said) or [short(float(f"{value:.2g}")) for value in values],
        "hue": hue,
        "note": note,
    }


def bars(
    of: str,
    rows: Sequence[tuple[str, float]],
    *,
    said: Sequence[str] = (),
    hue: str = NETWORKS["lstm"].hue,
    note: str = "",
) -> Picture:
    """Return a number a row, as bars from 0; `said` stands behind them."""
    values = np.array([value for _, value in rows])
    names = [name for name, _ in rows]
    return {**columns(of, names, values, said=said, hue=hue, note=note), "as": "bars"}


def worked(of: str, *lines: str) -> Picture:
    """Return a number that is worked out, a line a step."""
    return {"as": "worked", "of": of, "lines": list(lines)}


def curve(
    of: str, across: Floats, up: Floats, *, names: tuple[str, str], dots: Floats | None = None
) -> Picture:
    """Return a line; `dots` are places on it, (n, 2)."""
    return {
        "as": "curve",
        "of": of,
        "points": plain(np.stack([across, up], axis=1)),
        "dots": [] if dots is None else plain(dots),
        "names": list(names),
    }
