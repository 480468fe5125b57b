"""The squashing functions, stable for any input, and their slopes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.arrays import Floats
from core.spec import Activation


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
    """An activation: its value; its slope, told from the value; and the steepest slope it can have."""

    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    steepest: float


SQUASH: Mapping[Activation, Squash] = MappingProxyType(
    {
        "tanh": Squash(np.tanh, lambda h: 1 - h * h, 1.0),
        "relu": Squash(lambda a: np.maximum(a, 0), lambda h: 1 - (h <= 0).astype(h.dtype), 1.0),
        "sigmoid": Squash(sigmoid, lambda h: h * (1 - h), 0.25),
        "identity": Squash(lambda a: a, np.ones_like, 1.0),
    }
)
