r"""The long short-term memory (Hochreiter and Schmidhuber 1997; forget gate Gers et al. 2000), forward and
backward through time.

\begin{aligned}
i_t &= \sigma(W_{ii} x_t + b_{ii} + W_{hi} h_{t-1} + b_{hi}) \\
f_t &= \sigma(W_{if} x_t + b_{if} + W_{hf} h_{t-1} + b_{hf}) \\
g_t &= \tanh(W_{ig} x_t + b_{ig} + W_{hg} h_{t-1} + b_{hg}) \\
o_t &= \sigma(W_{io} x_t + b_{io} + W_{ho} h_{t-1} + b_{ho}) \\
c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
h_t &= o_t \odot \tanh(c_t)
\end{aligned}

Equal to `torch.nn.LSTM`. Arrays are (T, B, .): time, sentences, units; any float dtype.
"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.instruments.weights import Gradients, LayerWeights


@dataclass(frozen=True, slots=True, eq=False)
class LstmScan:
    """What the forward pass leaves behind.

    `inputs` (T, B, E); `hidden` and `memory` (T+1, B, H), the initial state first; `gates` (T, B, 4, H)
    holds i, f, g, o.
    """

    weights: LayerWeights
    inputs: Floats
    hidden: Floats
    memory: Floats
    gates: Floats

    @classmethod
    def forward(cls, inputs: Floats, weights: LayerWeights) -> "LstmScan":
        """Read T inputs, from states of zeros."""
        steps, size, _ = inputs.shape
        w, units = weights, weights.hidden_size
        hidden = np.zeros((steps + 1, size, units), inputs.dtype)
        memory = np.zeros((steps + 1, size, units), inputs.dtype)
        # One tanh does for all four, as sigmoid(a) = (1 + tanh(a / 2)) / 2: halve where a gate stands,
        # then scale back.
        half = np.repeat(np.array([0.5, 0.5, 1, 0.5], inputs.dtype), units)
        lift = np.array([[0.5], [0.5], [0], [0.5]], inputs.dtype)
        scale = half.reshape(4, units)
        gates = (inputs @ (w.weight_ih.T * half) + (w.bias_ih + w.bias_hh) * half).reshape(
            steps, size, 4, units
        )
        recurrent = w.weight_hh.T * half
        for t in range(steps):
            a = gates[t]
            a += (hidden[t] @ recurrent).reshape(a.shape)
            np.tanh(a, out=a)
            a *= scale
            a += lift
            i, f, g, o = a[:, 0], a[:, 1], a[:, 2], a[:, 3]
            c = np.add(f * memory[t], i * g, out=memory[t + 1])
            np.multiply(o, np.tanh(c), out=hidden[t + 1])
        return cls(weights, inputs, hidden, memory, gates)

    def backward(self, d_hidden: Floats) -> Gradients:
        r"""Carry the loss back through time.

        `d_hidden` (T, B, H) is what each state's own readout asks for.
        $$\delta c_t = f_{t+1} \odot \delta c_{t+1} + o_t (1-\tanh^2 c_t) \odot \delta h_t, \qquad
        \delta h_{t-1} = d_{t-1} + W_{hh}^\top [\delta a^i, \delta a^f, \delta a^g, \delta a^o],$$
        where the first three pre-activations are known multiples of $\delta c_t$ and the last one of
        $\delta h_t$.
        """
        steps, size, units = d_hidden.shape
        i, f, g, o = (self.gates[:, :, k] for k in range(4))
        shown = np.tanh(self.memory[1:])
        share = np.empty_like(self.gates)
        share[:, :, 0] = g * i * (1 - i)
        share[:, :, 1] = self.memory[:-1] * f * (1 - f)
        share[:, :, 2] = i * (1 - g * g)
        share[:, :, 3] = shown * o * (1 - o)
        open_to_memory = o * (1 - shown * shown)

        d_total = np.empty_like(d_hidden)
        d_memory = np.empty_like(d_hidden)
        d_a = np.empty_like(self.gates)
        carried: Floats = np.zeros_like(d_hidden[0])
        kept: Floats = np.zeros_like(d_hidden[0])
        for t in reversed(range(steps)):
            d_h = np.add(d_hidden[t], carried, out=d_total[t])
            d_c = np.add(kept, open_to_memory[t] * d_h, out=d_memory[t])
            np.multiply(share[t, :, :3], d_c[:, None], out=d_a[t, :, :3])
            np.multiply(share[t, :, 3], d_h, out=d_a[t, :, 3])
            carried = d_a[t].reshape(size, -1) @ self.weights.weight_hh
            kept = f[t] * d_c
        flat = d_a.reshape(steps, size, 4 * units)
        return Gradients(d_total, d_memory, flat, flat)
