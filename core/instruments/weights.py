"""The weights of one recurrent layer, and what the backward sweep returns."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Floats
from core.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class LayerWeights:
    """PyTorch's four arrays of a layer with G blocks of H rows: (G*H, E), (G*H, H), (G*H,), (G*H,)."""

    weight_ih: Floats
    weight_hh: Floats
    bias_ih: Floats
    bias_hh: Floats

    @classmethod
    def of(cls, network: Network, dtype: DTypeLike = np.float64) -> Self:
        """Return the layer of a network."""
        names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        arrays: list[Any] = [network.weights[f"rnn.{name}"].astype(dtype) for name in names]
        return cls(*arrays)

    @property
    def hidden_size(self) -> int:
        """Number of units H."""
        return int(self.weight_hh.shape[1])


class Gradients(NamedTuple):
    """Derivatives of the loss: by every state, and by every pre-activation.

    `hidden` and `memory` (T, B, H) are total derivatives, including the way through later timesteps; memory
    is the LSTM's cell state. `from_input` and `from_hidden` (T, B, G*H) belong to W_ih x + b_ih and W_hh h
    + b_hh; they differ only in the GRU.
    """

    hidden: Floats
    memory: Floats | None
    from_input: Floats
    from_hidden: Floats

    def of_weights(self, inputs: Floats, hidden: Floats) -> LayerWeights:
        """Return the gradient of the four arrays: at each timestep an outer product, and they add up.

        `inputs` (T, B, E) and `hidden` (T+1, B, H) are those of the forward pass.
        """
        by_input = self.from_input.reshape(-1, self.from_input.shape[-1])
        by_hidden = self.from_hidden.reshape(-1, self.from_hidden.shape[-1])
        return LayerWeights(
            by_input.T @ inputs.reshape(len(by_input), -1),
            by_hidden.T @ hidden[:-1].reshape(len(by_hidden), -1),
            by_input.sum(axis=0),
            by_hidden.sum(axis=0),
        )
