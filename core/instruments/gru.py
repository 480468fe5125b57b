r"""The gated recurrent unit (Cho et al. 2014), forward and backward through time.

\begin{aligned}
r_t &= \sigma(W_{ir} x_t + b_{ir} + W_{hr} h_{t-1} + b_{hr}) \\
z_t &= \sigma(W_{iz} x_t + b_{iz} + W_{hz} h_{t-1} + b_{hz}) \\
n_t &= \tanh(W_{in} x_t + b_{in} + r_t \odot (W_{hn} h_{t-1} + b_{hn})) \\
h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}
\end{aligned}

PyTorch's convention: the reset gate stands after the matrix product, and an update gate near 1 keeps. Equal
to `torch.nn.GRU`. Arrays are (T, B, .): time, sentences, units; any float dtype.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import Floats
from core.instruments.squash import sigmoid
from core.instruments.weights import Gradients, LayerWeights


@dataclass(frozen=True, slots=True, eq=False)
class GruScan:
    """What the forward pass leaves behind.

    `inputs` (T, B, E); `hidden` (T+1, B, H), the initial state first; `gates` (T, B, 3, H) holds r, z, n;
    `reset_sees` (T, B, H) is what the reset gate multiplies: W_hn h + b_hn.
    """

    weights: LayerWeights
    inputs: Floats
    hidden: Floats
    gates: Floats
    reset_sees: Floats
    memory: ClassVar[None] = None

    @classmethod
    def forward(cls, inputs: Floats, weights: LayerWeights) -> "GruScan":
        """Read T inputs, from a state of zeros."""
        steps, size, _ = inputs.shape
        w, units = weights, weights.hidden_size
        hidden = np.zeros((steps + 1, size, units), inputs.dtype)
        gates = np.empty((steps, size, 3, units), inputs.dtype)
        reset_sees = np.empty((steps, size, units), inputs.dtype)
        from_input = (inputs @ w.weight_ih.T + w.bias_ih).reshape(gates.shape)
        recurrent = np.ascontiguousarray(w.weight_hh.T)
        bias = w.bias_hh
        for x, h, h_next, gate, seen in zip(
            from_input, hidden[:-1], hidden[1:], gates, reset_sees, strict=True
        ):
            from_hidden = (h @ recurrent + bias).reshape(size, 3, units)
            gate[:, :2] = rz = sigmoid(x[:, :2] + from_hidden[:, :2])
            seen[:] = from_hidden[:, 2]
            n = np.tanh(x[:, 2] + rz[:, 0] * seen, out=gate[:, 2])
            np.add(n, rz[:, 1] * (h - n), out=h_next)
        return cls(weights, inputs, hidden, gates, reset_sees)

    def backward(self, d_hidden: Floats) -> Gradients:
        r"""Carry the loss back through time.

        `d_hidden` (T, B, H) is what each state's own readout asks for. Every pre-activation is a known
        multiple of $\delta h_t$:
        $$\delta a^n = (1-z)(1-n^2) \odot \delta h, \quad
        \delta a^z = (h_{t-1}-n)\, z(1-z) \odot \delta h, \quad
        \delta a^r = \delta a^n \odot (W_{hn}h_{t-1}+b_{hn})\, r(1-r),$$
        $$\delta h_{t-1} = d_{t-1} + z \odot \delta h_t
        + W_{hh}^\top [\delta a^r, \delta a^z, r \odot \delta a^n].$$
        """
        steps, size, units = d_hidden.shape
        r, z, n = (self.gates[:, :, k] for k in range(3))
        share = np.empty_like(self.gates)  # of dh, in the pre-activations of r, z, n
        share[:, :, 2] = (1 - z) * (1 - n * n)
        share[:, :, 1] = (self.hidden[:-1] - n) * z * (1 - z)
        share[:, :, 0] = share[:, :, 2] * self.reset_sees * r * (1 - r)
        to_hidden = share.copy()
        to_hidden[:, :, 2] *= r

        d_total = np.empty_like(d_hidden)
        d_from_hidden = np.empty_like(self.gates)
        carried: Floats = np.zeros_like(d_hidden[0])
        for t in reversed(range(steps)):
            d_h = np.add(d_hidden[t], carried, out=d_total[t])
            d_a = np.multiply(d_h[:, None], to_hidden[t], out=d_from_hidden[t])
            carried = z[t] * d_h + d_a.reshape(size, -1) @ self.weights.weight_hh
        d_from_input = share * d_total[:, :, None]
        flat = (steps, size, 3 * units)
        return Gradients(d_total, None, d_from_input.reshape(flat), d_from_hidden.reshape(flat))
