"""The signals of a cell: what each is called, its letter in the equations, and the scale it is drawn on.

Every figure, the score and the lab take these from here; nothing that draws knows a signal by heart.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from ..spec import Kind, ModelSpec
from .squash import ends

Scale = Literal["gate", "signed", "squashed"]
"""How the colour follows a value: from nothing to the hue on [0, 1], around 0 on [-1, 1], or by its tanh."""

READING_ORDER: Mapping[Kind, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "gru": ("reset_gate", "update_gate", "candidate", "hidden"),
    "lstm": ("forget_gate", "input_gate", "output_gate", "candidate", "cell_state", "hidden"),
}
"""The signals of each full cell in the order in which they are explained."""

_SYMBOLS: Mapping[str, str] = {
    "forget_gate": "f",
    "input_gate": "i",
    "output_gate": "o",
    "candidate": "g",
    "cell_state": "c",
    "hidden": "h",
    "reset_gate": "r",
    "update_gate": "z",
}
_NOTES: Mapping[str, str] = {
    "forget_gate": "1 keeps what was there, 0 drops it",
    "input_gate": "1 writes the candidate, 0 keeps it out",
    "output_gate": "1 shows the cell state, 0 hides it",
    "candidate": "what would be written",
    "cell_state": "what is kept",
    "hidden": "what is shown",
    "reset_gate": "0 forgets while proposing",
    "update_gate": "1 keeps the old state (PyTorch's convention)",
}


class Signal(NamedTuple):
    """A signal of one network.

    `low` and `high` are the ends of its colours: of its values, or of their tanh if it is `squashed`; the
    values themselves then have no ends. `marked` is the point of a gate's mean that pictures mark: where it
    closes, or where it opens.
    """

    name: str
    label: str
    symbol: str
    note: str
    scale: Scale
    low: float
    high: float
    marked: Literal["lowest", "highest"] = "lowest"


def signal_of(model: ModelSpec, name: str) -> Signal:
    """Return what a signal of this network is called and how it is drawn."""
    scale = _scale(model, name)
    note = _NOTES[name]
    if name == "update_gate" and model.update_gate == "writes":
        note = "1 writes the candidate (Chung et al. 2014)"
    if scale == "squashed":
        note += f"; coloured by tanh({_SYMBOLS[name]})"
    symbol = "n" if name == "candidate" and model.kind == "gru" else _SYMBOLS[name]
    low = 0.0 if scale == "gate" else -1.0
    marked: Literal["lowest", "highest"] = "highest" if name in ("input_gate", "output_gate") else "lowest"
    return Signal(name, label_of(name), symbol, note, scale, low, 1.0, marked)


def signals_of(model: ModelSpec) -> tuple[Signal, ...]:
    """Return the signals of this network in the order in which they are explained."""
    there = [name for name in READING_ORDER[model.kind] if name not in model.without]
    return tuple(signal_of(model, name) for name in there)


def label_of(name: str) -> str:
    """Return a signal's name for readers: "forget gate", "hidden state"."""
    return "hidden state" if name == "hidden" else name.replace("_", " ")


def _scale(model: ModelSpec, name: str) -> Scale:
    if name.endswith("_gate"):
        return "gate"
    return "signed" if np.isfinite(ends(model, name)).all() else "squashed"
