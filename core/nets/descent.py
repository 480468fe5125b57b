"""The plainer optimisers on one vector; `torch.optim` gives the same numbers, and wakes torch's compiler."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import torch
from torch import Tensor

from core.nets.adam import Adam
from core.spec import Optimiser

EPSILON = 1e-10


class Descent(Protocol):
    """What takes a step."""

    def step(self, gradient: Tensor) -> None:
        """Change the weights by their gradient (N,), in place."""


class Sgd:
    """Stochastic gradient descent: weights minus learning rate times gradient."""

    def __init__(self, weights: Tensor, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self._weights = weights.detach()

    def step(self, gradient: Tensor) -> None:
        """Take one step against `gradient` (N,)."""
        self._weights.sub_(gradient, alpha=self.learning_rate)


class AdaGrad:
    """Steps divided by the root of all squared gradients so far (Duchi et al. 2011)."""

    def __init__(self, weights: Tensor, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self._weights = weights.detach()
        self._squares = torch.zeros_like(self._weights)

    def step(self, gradient: Tensor) -> None:
        """Take one step against `gradient` (N,)."""
        self._squares.addcmul_(gradient, gradient)
        self._weights.addcdiv_(gradient, self._squares.sqrt().add_(EPSILON), value=-self.learning_rate)


OPTIMISERS: Mapping[Optimiser, type[Adam] | type[AdaGrad] | type[Sgd]] = MappingProxyType(
    {"adam": Adam, "adagrad": AdaGrad, "sgd": Sgd}
)
