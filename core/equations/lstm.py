r"""The long short-term memory (Hochreiter and Schmidhuber 1997; forget gate Gers et al. 2000; peepholes Gers
and Schmidhuber 2000), forward and backward through time.

\begin{aligned}
i_t &= \sigma(W_{ii} x_t + b_{ii} + W_{hi} h_{t-1} + b_{hi} + p_i \odot c_{t-1}) \\
f_t &= \sigma(W_{if} x_t + b_{if} + W_{hf} h_{t-1} + b_{hf} + p_f \odot c_{t-1}) \\
g_t &= \tanh(W_{ig} x_t + b_{ig} + W_{hg} h_{t-1} + b_{hg}) \\
c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\
o_t &= \sigma(W_{io} x_t + b_{io} + W_{ho} h_{t-1} + b_{ho} + p_o \odot c_t) \\
h_t &= o_t \odot \tanh(c_t)
\end{aligned}

Without peepholes (p = 0) equal to `torch.nn.LSTM`. Any of the three gates may be left out; it then stands
open at 1, down to the gateless cell $c_t = c_{t-1} + g_t$, $h_t = \tanh(c_t)$. Arrays are (T, B, .): time,
sentences, units.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats
from .contribution import Contribution
from .scan import Gradients, Scan
from .squash import sigmoid
from .start import clamp, start
from .weights import LayerWeights

FULL = ("input_gate", "forget_gate", "candidate", "output_gate")


@dataclass(frozen=True, slots=True)
class LstmCell:
    """The equations; `gates` are the blocks that are there, `peeping` those that see the cell state."""

    gates: tuple[str, ...] = FULL
    peeping: tuple[str, ...] = ()

    def step(self, x: Floats, h: Floats, c: Floats, w: LayerWeights) -> tuple[Floats, Floats]:
        """Return h_t and c_t (H,) of x_t (E,), h_{t-1} and c_{t-1} (H,): the equations as they stand above.

        A gate that is left out has no weights and an infinite bias, so that it is 1.
        """
        W_ii, W_if, W_ig, W_io = w.blocks(w.weight_ih, self.gates, FULL)
        W_hi, W_hf, W_hg, W_ho = w.blocks(w.weight_hh, self.gates, FULL)
        b_i, b_f, b_g, b_o = w.blocks(w.bias_ih + w.bias_hh, self.gates, FULL, missing=np.inf)
        p_i, p_f, _, p_o = w.blocks(self.peepholes(w).ravel(), self.gates, FULL)

        i = sigmoid(W_ii @ x + W_hi @ h + b_i + p_i * c)
        f = sigmoid(W_if @ x + W_hf @ h + b_f + p_f * c)
        g = np.tanh(W_ig @ x + W_hg @ h + b_g)
        c = f * c + i * g
        o = sigmoid(W_io @ x + W_ho @ h + b_o + p_o * c)
        h = o * np.tanh(c)
        return h, c

    @property
    def inner(self) -> int:
        """Number of blocks that are known before the cell state: all but the output gate.

        The candidate is the last of them, the only one without peepholes.
        """
        return len(self.gates) - ("output_gate" in self.gates)

    def forward(self, inputs: Floats, weights: LayerWeights, held: Floats | None = None) -> Scan:
        """Read T inputs; see `Cell`.

        The same as `step` at every timestep, six times as fast (`python -m tests.bench instruments`): all
        words are multiplied at once, the state by all blocks in one product, and one tanh squashes them all.
        """
        w, units, blocks, inner = weights, weights.hidden_size, len(self.gates), self.inner
        steps, size, _ = inputs.shape
        hidden = start(inputs, w.initial_hidden, units)
        memory = start(inputs, w.initial_cell, units)
        # One tanh does for all, as sigmoid(a) = (1 + tanh(a / 2)) / 2: halve where a gate stands, then
        # scale back.
        scale = np.array([[1.0 if name == "candidate" else 0.5] for name in self.gates], inputs.dtype)
        lift, half = 1 - scale, np.repeat(scale, units)
        from_input = inputs @ (w.weight_ih.T * half) + (w.bias_ih + w.bias_hh) * half
        gates = from_input.reshape(steps, size, blocks, units)
        recurrent = w.weight_hh.T * half
        peepholes = self.peepholes(weights) * scale if self.peeping else None
        one = inputs.dtype.type(1)
        waits = peepholes is not None and inner < blocks  # the output gate waits for the cell state
        at = {name: block for block, name in enumerate(self.gates)}
        at_i, at_f, at_g, at_o = (at.get(name, -1) for name in FULL)

        for t in range(steps):
            a, c_before = gates[t], memory[t]
            a += (hidden[t] @ recurrent).reshape(a.shape)
            if peepholes is not None:
                a[:, : inner - 1] += peepholes[: inner - 1] * c_before[:, None]
            known = a[:, :inner] if waits else a
            squash(known, scale[:inner] if waits else scale, lift[:inner] if waits else lift)
            if held is not None:
                clamp(known, held[t, : known.shape[1]])
            kept = c_before if at_f < 0 else a[:, at_f] * c_before
            written = a[:, at_g] if at_i < 0 else a[:, at_i] * a[:, at_g]
            c = np.add(kept, written, out=memory[t + 1])
            if waits and peepholes is not None:
                o = a[:, inner]
                o += peepholes[inner] * c
                squash(o, scale[inner], lift[inner])
                if held is not None:
                    clamp(o, held[t, inner])
            shown = np.tanh(c)
            np.multiply(a[:, at_o] if at_o >= 0 else one, shown, out=hidden[t + 1])
        return Scan(self, weights, inputs, hidden, memory, gates, held)

    def peepholes(self, weights: LayerWeights) -> Floats:
        """Return the peepholes of each block, (G, H), zero where a block has none."""
        full = np.zeros((len(self.gates), weights.hidden_size), weights.weight_hh.dtype)
        if weights.weight_ch is not None:
            places = [self.gates.index(name) for name in self.peeping]
            full[places] = weights.weight_ch.reshape(len(places), -1)
        return full

    def pull(self, scan: Scan) -> "LstmPull":
        """Return the way back."""
        return LstmPull(scan, self)

    def recurrent(self, scan: Scan, gradients: Gradients) -> dict[str, Contribution]:
        """Every block of W_hh multiplies h_{t-1}; the peepholes of i and f c_{t-1}, those of o c_t."""
        found = {"weight_hh": Contribution(gradients.from_hidden, scan.hidden[:-1])}
        if self.peeping and scan.memory is not None:
            d_gates = gradients.from_hidden.reshape(scan.gates.shape)
            seen = {"output_gate": scan.memory[1:]}
            parts = [
                d_gates[:, :, self.gates.index(name)] * seen.get(name, scan.memory[:-1])
                for name in self.peeping
            ]
            found["weight_ch"] = Contribution(np.concatenate(parts, axis=2))
        return found


class LstmPull:
    r"""The pre-activations of i, f, g are known multiples of $\delta c_t$, that of o of $\delta h_t$.
    $$\delta c_t = f_{t+1} \odot \delta c_{t+1} + o_t (1-\tanh^2 c_t) \odot \delta h_t, \qquad
    \delta h_{t-1} = W_{hh}^\top [\delta a^i, \delta a^f, \delta a^g, \delta a^o].$$
    Peepholes add $p_o \odot \delta a^o_t$ to $\delta c_t$, and $p_i \odot \delta a^i_t + p_f \odot \delta
    a^f_t$ to $\delta c_{t-1}$.
    """

    def __init__(self, scan: Scan, cell: LstmCell) -> None:
        memory = cast(Floats, scan.memory)
        gates, before, shown = scan.gates, memory[:-1], np.tanh(memory[1:])
        share = gates * (1 - gates)
        place = cell.gates.index("candidate")
        share[:, :, place] = 1 - gates[:, :, place] ** 2
        scan.slopes(share)
        multiplies = {
            "input_gate": scan.gate("candidate"),
            "forget_gate": before,
            "candidate": scan.gate("input_gate"),
            "output_gate": shown,
        }
        for block, name in enumerate(cell.gates):
            share[:, :, block] *= multiplies[name]
        self._share, self._inner = share, cell.inner
        self._weight_hh = scan.weights.weight_hh
        self._forget = scan.gate("forget_gate")
        self._shows = scan.gate("output_gate") * (1 - shown * shown)
        self._peepholes = cell.peepholes(scan.weights) if cell.peeping else None

    def step(
        self, t: int, d_hidden: Floats, d_memory: Floats | None, d_gates: Floats, /
    ) -> tuple[Floats, Floats | None]:
        """See `Pull`."""
        inner, peepholes, share = self._inner, self._peepholes, self._share[t]
        d_memory = cast(Floats, d_memory)
        d_memory += self._shows[t] * d_hidden
        if inner < share.shape[-2]:
            d_o = np.multiply(share[:, inner], d_hidden, out=d_gates[..., inner, :])
            if peepholes is not None:
                d_memory += peepholes[inner] * d_o
        d_inner = np.multiply(share[:, :inner], d_memory[..., None, :], out=d_gates[..., :inner, :])
        asked = d_gates.reshape(*d_hidden.shape[:-1], -1) @ self._weight_hh
        kept = self._forget[t] * d_memory
        if peepholes is not None:
            kept += (d_inner[..., :-1, :] * peepholes[: inner - 1]).sum(axis=-2)
        return asked, kept

    def by_input(self, _: Floats, d_gates: Floats, /) -> Floats:
        """See `Pull`."""
        return d_gates


def squash(a: Floats, scale: Floats, lift: Floats) -> None:
    """Squash halved pre-activations in place."""
    np.tanh(a, out=a)
    a *= scale
    a += lift
