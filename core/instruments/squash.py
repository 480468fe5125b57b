"""The squashing functions, stable for any input."""

import numpy as np

from core.arrays import Floats


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
