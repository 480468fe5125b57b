"""The plainer optimisers on one vector; `torch.optim` gives the same numbers, and wakes torch's compiler."""

from collections.abc import Mapping
from typing import Protocol

import torch
from torch import Tensor

from ..spec import Optimiser
from .adam import Adam
from .checkpoint import Arrays

EPSILON = 1e-10


class Descent(Protocol):
    """An optimiser: it takes steps, at a learning rate that may change on the way."""

    learning_rate: float

    def step(self, gradient: Tensor) -> None:
        """Change the weights by their gradient (N,), in place."""

    def state(self) -> Arrays:
        """Return copies of what it remembers of earlier gradients."""

    def restore(self, state: Arrays) -> None:
        """Go on from what `state` returned."""


class Sgd:
    """Stochastic gradient descent: weights minus learning rate times gradient."""

    def __init__(self, weights: Tensor, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self._weights = weights.detach()

    def step(self, gradient: Tensor) -> None:
        """Take one step against `gradient` (N,)."""
        self._weights.sub_(gradient, alpha=self.learning_rate)

    def state(self) -> Arrays:
        """Return nothing: it remembers nothing."""
        return {}

    def restore(self, state: Arrays) -> None:
        """Do nothing."""


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

    def state(self) -> Arrays:
        """Return a copy of the sums of squares (N,)."""
        return {"squares": self._squares.numpy().copy()}

    def restore(self, state: Arrays) -> None:
        """Go on from what `state` returned."""
        self._squares.copy_(torch.from_numpy(state["squares"]))


OPTIMISERS: Mapping[Optimiser, type[Adam] | type[AdaGrad] | type[Sgd]] = {
    "adam": Adam,
    "adagrad": AdaGrad,
    "sgd": Sgd,
}
