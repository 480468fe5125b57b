"""The squashing functions, stable for any input, and their slopes."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..spec import Activation, ModelSpec


def sigmoid(a: Floats) -> Floats:
    r"""Return $\sigma(a) = (1 + \tanh(a/2)) / 2$, which does not overflow."""
    s: Floats = np.tanh(a * 0.5)
    s *= 0.5
    s += 0.5
    return s


def softmax(logits: Floats) -> Floats:
    """Return probabilities along the last axis."""
    e: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    e /= e.sum(axis=-1, keepdims=True)
    return e


class Squash(NamedTuple):
    """An activation: its value, its slope (told from the value), its steepest slope, and its ends."""

    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    steepest: float
    ends: tuple[float, float]


SQUASH: Mapping[Activation, Squash] = {
    "tanh": Squash(np.tanh, lambda h: 1 - h * h, 1.0, (-1.0, 1.0)),
    "relu": Squash(lambda a: np.maximum(a, 0), lambda h: 1 - (h <= 0).astype(h.dtype), 1.0, (0.0, np.inf)),
    "sigmoid": Squash(sigmoid, lambda h: h * (1 - h), 0.25, (0.0, 1.0)),
    "identity": Squash(lambda a: a, np.ones_like, 1.0, (-np.inf, np.inf)),
}


def ends(model: ModelSpec, signal: str) -> tuple[float, float]:
    """Return the numbers between which a signal of this network always lies; infinite where there is none."""
    if signal.endswith("_gate"):
        return 0.0, 1.0
    if signal == "hidden" and model.kind == "rnn":
        return SQUASH[model.activation].ends
    return (-np.inf, np.inf) if signal == "cell_state" else (-1.0, 1.0)
