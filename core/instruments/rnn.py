r"""The simple recurrent cell (Elman 1990), forward and backward through time.

$$h_t = \tanh(W_{ih} x_t + b_{ih} + W_{hh} h_{t-1} + b_{hh})$$

Equal to `torch.nn.RNN`. Arrays are (T, B, .): time, sentences, units; any float dtype.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import Floats
from core.instruments.weights import Gradients, LayerWeights


@dataclass(frozen=True, slots=True, eq=False)
class RnnScan:
    """What the forward pass leaves behind.

    `inputs` (T, B, E); `hidden` (T+1, B, H), the initial state first.
    """

    weights: LayerWeights
    inputs: Floats
    hidden: Floats
    memory: ClassVar[None] = None

    @classmethod
    def forward(cls, inputs: Floats, weights: LayerWeights) -> "RnnScan":
        """Read T inputs, from a state of zeros."""
        steps, size, _ = inputs.shape
        w = weights
        hidden = np.zeros((steps + 1, size, w.hidden_size), inputs.dtype)
        from_input = inputs @ w.weight_ih.T + (w.bias_ih + w.bias_hh)
        recurrent = np.ascontiguousarray(w.weight_hh.T)
        for x, h, h_next in zip(from_input, hidden[:-1], hidden[1:], strict=True):
            np.tanh(x + h @ recurrent, out=h_next)
        return cls(weights, inputs, hidden)

    def backward(self, d_hidden: Floats) -> Gradients:
        r"""Carry the loss back through time.

        `d_hidden` (T, B, H) is what each state's own readout asks for. With $s_t = 1 - h_t^2$ the slope of
        tanh,
        $$\delta h_t = d_t + W_{hh}^\top \delta a_{t+1}, \qquad \delta a_t = s_t \odot \delta h_t.$$
        """
        slope = 1 - self.hidden[1:] ** 2
        d_total = np.empty_like(d_hidden)
        d_a = np.empty_like(d_hidden)
        carried: Floats = np.zeros_like(d_hidden[0])
        for t in reversed(range(len(d_hidden))):
            d_h = np.add(d_hidden[t], carried, out=d_total[t])
            np.multiply(slope[t], d_h, out=d_a[t])
            carried = d_a[t] @ self.weights.weight_hh
        return Gradients(hidden=d_total, memory=None, from_input=d_a, from_hidden=d_a)
