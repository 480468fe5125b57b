r"""Connections around a layer: how the next one's input is made of this one's input x and states h.

plain: $h$; residual (He et al. 2016): $h + x$; dense (Huang et al. 2017): $[x, h]$; highway (Srivastava et
al. 2015): $\tau \odot h + (1 - \tau) \odot x$ with $\tau = \sigma(W x + b)$. Arrays are (T, ..., B, .).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..spec import Connection
from .contribution import Contribution
from .squash import sigmoid


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """One layer's connection on one pass: `inputs`, `hidden` and `outputs` (T, B, .).

    `gate` (T, B, W) is the highway's, with its weights; None elsewhere.
    """

    connection: Connection
    inputs: Floats
    hidden: Floats
    outputs: Floats
    gate: Floats | None = None
    weight: Floats | None = None

    @classmethod
    def connect(
        cls,
        connection: Connection,
        inputs: Floats,
        hidden: Floats,
        weight: Floats | None = None,
        bias: Floats | None = None,
    ) -> "Around":
        """Make the layer's output of what it read and what its cells did."""
        if connection == "residual":
            return cls(connection, inputs, hidden, hidden + inputs)
        if connection == "dense":
            return cls(connection, inputs, hidden, np.concatenate([inputs, hidden], axis=-1))
        if weight is not None and bias is not None:
            gate = sigmoid(inputs @ weight.T + bias)
            return cls(connection, inputs, hidden, inputs + gate * (hidden - inputs), gate, weight)
        return cls(connection, inputs, hidden, hidden)

    def sentence(self, index: int, length: int) -> "Around":
        """Return what went around for one sentence of the batch, up to its length."""
        one = (slice(length), slice(index, index + 1))
        gate = None if self.gate is None else self.gate[one]
        return Around(
            self.connection, self.inputs[one], self.hidden[one], self.outputs[one], gate, self.weight
        )

    def backward(self, d_outputs: Floats) -> tuple[Floats | None, Floats, Floats | None]:
        """Return the derivatives by x on the way around (None: there is none), by h, and by W x + b."""
        if self.connection == "residual":
            return d_outputs, d_outputs, None
        if self.connection == "dense":
            around, hidden = np.split(d_outputs, [self.inputs.shape[-1]], axis=-1)
            return around, np.ascontiguousarray(hidden), None
        if self.gate is None or self.weight is None:
            return None, d_outputs, None
        lead = (1,) * (d_outputs.ndim - 3)
        steps, *rest = self.gate.shape
        gate, slope = (
            values.reshape(steps, *lead, *rest)
            for values in (self.gate, (self.hidden - self.inputs) * self.gate * (1 - self.gate))
        )
        d_gate = slope * d_outputs
        return (1 - gate) * d_outputs + d_gate @ self.weight, gate * d_outputs, d_gate

    def contributions(self, d_gate: Floats | None) -> dict[str, Contribution]:
        """Return what each timestep adds to the gradient of the highway's weights, by their name."""
        if d_gate is None:
            return {}
        return {"weight": Contribution(d_gate, self.inputs), "bias": Contribution(d_gate)}
