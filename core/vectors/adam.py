"""Adam (Kingma and Ba 2015, algorithm 1) on NumPy arrays that it changes in place."""

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats

BETAS, EPSILON = (0.9, 0.999), 1e-8


class Adam:
    """The optimiser of some weights; they keep their shapes and their type.

    Attributes:
        step: Updates that are done.
    """

    def __init__(self, weights: Sequence[Floats]) -> None:
        self.step = 0
        self._weights = tuple(weights)
        self._means = tuple(map(np.zeros_like, self._weights))
        self._squares = tuple(map(np.zeros_like, self._weights))

    def update(self, slopes: Sequence[Floats], learning_rate: float) -> None:
        """Move all weights once, against their gradients."""
        self.step += 1
        first, second = BETAS
        for weights, mean, square, slope in zip(
            self._weights, self._means, self._squares, slopes, strict=True
        ):
            mean += (1 - first) * (slope - mean)
            square += (1 - second) * (slope**2 - square)
            towards = mean / (1 - first**self.step)
            width = np.sqrt(square / (1 - second**self.step))
            weights -= learning_rate * towards / (width + EPSILON)
