r"""The gated recurrent unit (Cho et al. 2014), forward and backward through time.

An update gate near 1 *keeps* the state, and the reset gate stands *after* the matrix product. Equal to
`torch.nn.GRU`.

\begin{aligned}
r_t &= \sigma(W_{ir} x_t + b_{ir} + W_{hr} h_{t-1} + b_{hr}) \\
z_t &= \sigma(W_{iz} x_t + b_{iz} + W_{hz} h_{t-1} + b_{hz}) \\
n_t &= \tanh(W_{in} x_t + b_{in} + r_t \odot (W_{hn} h_{t-1} + b_{hn})) \\
h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}
\end{aligned}

Both can be chosen otherwise, each by itself. The reset gate stands *before* the product (Cho et al. 2014, and
ONNX by default); an update gate near 1 *writes* the candidate (Chung et al. 2014, who have both):

\begin{aligned}
n_t &= \tanh(W_{in} x_t + b_{in} + W_{hn} (r_t \odot h_{t-1}) + b_{hn}) \\
h_t &= z_t \odot n_t + (1 - z_t) \odot h_{t-1}
\end{aligned}

The simplified GRU has no reset gate: $r_t = 1$. Arrays are (T, B, .): time, sentences, units.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .contribution import Contribution
from .scan import Gradients, Scan
from .squash import sigmoid
from .start import clamp, start
from .weights import LayerWeights

FULL = ("reset_gate", "update_gate", "candidate")


@dataclass(frozen=True, slots=True)
class GruCell:
    """The equations.

    `writes`: an update gate near 1 writes the candidate, it does not keep the state. `before`: the reset gate
    stands before the matrix product, not after it. `gates` lacks the reset gate if simplified.
    """

    writes: bool = False
    before: bool = False
    gates: tuple[str, ...] = FULL

    def step(self, x: Floats, h: Floats, w: LayerWeights) -> Floats:
        """Return h_t (H,) of x_t (E,) and h_{t-1} (H,): the equations as they stand above.

        A reset gate that is left out has no weights and an infinite bias, so that it is 1.
        """
        W_ir, W_iz, W_in = w.blocks(w.weight_ih, self.gates, FULL)
        W_hr, W_hz, W_hn = w.blocks(w.weight_hh, self.gates, FULL)
        b_ir, b_iz, b_in = w.blocks(w.bias_ih, self.gates, FULL, missing=np.inf)
        b_hr, b_hz, b_hn = w.blocks(w.bias_hh, self.gates, FULL, missing=np.inf)

        r = sigmoid(W_ir @ x + b_ir + W_hr @ h + b_hr)
        z = sigmoid(W_iz @ x + b_iz + W_hz @ h + b_hz)
        if self.before:
            n = np.tanh(W_in @ x + b_in + W_hn @ (r * h) + b_hn)
        else:
            n = np.tanh(W_in @ x + b_in + r * (W_hn @ h + b_hn))
        if self.writes:
            return z * n + (1 - z) * h
        return (1 - z) * n + z * h

    def forward(self, inputs: Floats, weights: LayerWeights, held: Floats | None = None) -> Scan:
        """Read T inputs; see `Cell`.

        The same as `step` at every timestep, six times as fast (`python -m tests.bench instruments`): all
        words are multiplied at once, the state by all blocks in one product, and one tanh squashes the gates.
        """
        w, units, blocks = weights, weights.hidden_size, len(self.gates)
        steps, size, _ = inputs.shape
        hidden = start(inputs, w.initial_hidden, units)
        # sigmoid(a) = (1 + tanh(a / 2)) / 2: what goes into a gate is halved beforehand.
        last = blocks - 1
        half = np.repeat(np.array([0.5] * last + [1], inputs.dtype), units)
        bias = w.bias_ih * half
        bias[: last * units] += w.bias_hh[: last * units] * half[: last * units]
        gates = (inputs @ (w.weight_ih.T * half) + bias).reshape(steps, size, blocks, units)
        recurrent, bias_n = w.weight_hh.T * half, w.bias_hh[last * units :]
        to_gates, to_candidate = (np.ascontiguousarray(m) for m in np.split(recurrent, [last * units], 1))
        before = self.waits  # the candidate's product waits for the reset gate
        for t in range(steps):
            h, h_next, gate = hidden[t], hidden[t + 1], gates[t]
            opened, n = gate[:, :last], gate[:, last]
            from_hidden = (h @ (to_gates if before else recurrent)).reshape(size, -1, units)
            opened += from_hidden[:, :last]
            np.tanh(opened, out=opened)
            opened *= 0.5
            opened += 0.5
            if held is not None:
                clamp(opened, held[t, :last])
            proposed = (opened[:, 0] * h) @ to_candidate if before else from_hidden[:, last]
            proposed += bias_n
            if last == 2 and not before:
                proposed *= opened[:, 0]
            n += proposed
            np.tanh(n, out=n)
            if held is not None:
                clamp(n, held[t, last])
            old, new = (n, h) if self.writes else (h, n)
            np.subtract(old, new, out=h_next)
            h_next *= opened[:, last - 1]
            h_next += new
        return Scan(self, weights, inputs, hidden, None, gates, held)

    @property
    def waits(self) -> bool:
        """Whether there is a reset gate, and it stands before the product."""
        return self.before and len(self.gates) == len(FULL)

    def keeps(self, scan: Scan) -> Floats:
        """Return how much of each unit's state a timestep keeps, (T, B, H)."""
        update = scan.gates[:, :, -2]
        return 1 - update if self.writes else update

    def pull(self, scan: Scan) -> "GruPull":
        """Return the way back."""
        gates, before = scan.gates, scan.hidden[:-1]
        n, keep = gates[:, :, -1], self.keeps(scan)
        share = gates * (1 - gates)
        share[:, :, -1] = 1 - n * n
        scan.slopes(share)
        share[:, :, -1] *= 1 - keep
        share[:, :, -2] *= n - before if self.writes else before - n
        return GruPull(scan, keep, share, self.waits)

    def recurrent(self, scan: Scan, gradients: Gradients) -> dict[str, Contribution]:
        """W_hr and W_hz multiply h_{t-1}; so does W_hn, unless the reset gate stands before it.

        Then the candidate counts as a sentence of its own in the sum over sentences.
        """
        left, right = gradients.from_hidden, scan.hidden[:-1]
        if not self.waits:
            return {"weight_hh": Contribution(left, right)}
        units = scan.weights.hidden_size
        gates_only, candidate_only = left.copy(), left.copy()
        gates_only[..., -units:] = 0
        candidate_only[..., :-units] = 0
        seen = scan.gates[:, :, 0] * right
        both = np.concatenate([gates_only, candidate_only], axis=1), np.concatenate([right, seen], axis=1)
        return {"weight_hh": Contribution(*both)}


class GruPull:
    r"""Every pre-activation is a known multiple of $\delta h_t$, its `share`. With $k_t$ what is kept,
    $$\delta h_{t-1} = k_t \odot \delta h_t + W_{hh}^\top [\delta a^r, \delta a^z, r \odot \delta a^n],$$
    $$\delta a^r = \delta a^n \odot (W_{hn}h_{t-1}+b_{hn})\, r(1-r).$$
    Where the reset gate stands before the product, $m = W_{hn}^\top \delta a^n$ goes back through it:
    $\delta a^r = m \odot h_{t-1}\, r(1-r)$, and $\delta h_{t-1}$ gets $r \odot m$.
    """

    def __init__(self, scan: Scan, keep: Floats, share: Floats, before: bool) -> None:
        full = scan.gates.shape[2] == len(FULL)
        units = scan.weights.hidden_size
        self._keep, self._share = keep, share
        self._weight_hh = scan.weights.weight_hh
        self._reset = scan.gates[:, :, 0] if full else None
        self._before = before
        self._to_hidden = share
        if self._before:
            share[:, :, 0] *= scan.hidden[:-1]
            self._gates, self._candidate = np.split(self._weight_hh, [2 * units])
        elif self._reset is not None:
            bias = scan.weights.bias_hh[-units:]
            share[:, :, 0] *= share[:, :, -1] * (scan.hidden[:-1] @ self._weight_hh[-units:].T + bias)
            self._to_hidden = share.copy()
            self._to_hidden[:, :, -1] *= self._reset

    def step(
        self, t: int, d_hidden: Floats, _: Floats | None, d_gates: Floats, /
    ) -> tuple[Floats, Floats | None]:
        """See `Pull`."""
        np.multiply(d_hidden[..., None, :], self._to_hidden[t], out=d_gates)
        asked = self._keep[t] * d_hidden
        lead = d_hidden.shape[:-1]
        if self._before and self._reset is not None:
            through = d_gates[..., -1, :] @ self._candidate
            np.multiply(through, self._share[t, :, 0], out=d_gates[..., 0, :])
            asked += self._reset[t] * through
            asked += d_gates[..., :-1, :].reshape(*lead, -1) @ self._gates
        else:
            asked += d_gates.reshape(*lead, -1) @ self._weight_hh
        return asked, None

    def by_input(self, d_hidden: Floats, d_gates: Floats, /) -> Floats:
        """See `Pull`."""
        if self._reset is None or self._before:
            return d_gates
        steps, size, blocks, units = self._share.shape
        lead = (1,) * (d_hidden.ndim - 3)
        return self._share.reshape(steps, *lead, size, blocks, units) * d_hidden[..., None, :]
