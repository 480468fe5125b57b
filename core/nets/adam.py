"""Adam on one vector (Kingma and Ba 2015, algorithm 1).

`torch.optim.Adam` gives the same numbers; making one imports torch's compiler, which costs every worker a
second and 75 MB before its first step.
"""

import numpy as np
import torch
from torch import Tensor

from .checkpoint import Arrays

FADING = (0.9, 0.999)
"""How much of the mean of the gradients, and of their squares, is left after a step."""

EPSILON = 1e-8


class Adam:
    """Steps of Adam on `weights` (N,), which are changed in place by their `.grad`."""

    def __init__(self, weights: Tensor, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self._weights = weights.detach()
        self._mean = torch.zeros_like(self._weights)
        self._square = torch.zeros_like(self._weights)
        self._steps = 0

    def step(self, gradient: Tensor) -> None:
        """Take one step against `gradient` (N,)."""
        fade, fade_square = FADING
        self._steps += 1
        self._mean.lerp_(gradient, 1 - fade)
        self._square.mul_(fade_square).addcmul_(gradient, gradient, value=1 - fade_square)
        unbias, unbias_square = 1 - fade**self._steps, 1 - fade_square**self._steps
        spread = _root(self._square / unbias_square).add_(EPSILON)
        self._weights.addcdiv_(self._mean, spread, value=-self.learning_rate / unbias)

    def state(self) -> Arrays:
        """Return copies of what it remembers: the two means (N,) and how many steps they stand on."""
        steps = torch.tensor([float(self._steps)])
        kept = {"mean": self._mean, "square": self._square, "steps": steps}
        return {name: tensor.numpy().copy() for name, tensor in kept.items()}

    def restore(self, state: Arrays) -> None:
        """Go on from what `state` returned."""
        self._mean.copy_(torch.from_numpy(state["mean"]))
        self._square.copy_(torch.from_numpy(state["square"]))
        self._steps = int(state["steps"][0])


def _root(squares: Tensor) -> Tensor:
    """Return square roots, by NumPy: the last digit of torch's is of the processor."""
    return torch.from_numpy(np.sqrt(squares.numpy()))
