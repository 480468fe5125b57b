"""A scan: one pass of a cell over T inputs, kept so that it can be looked into and gone back through.

The cells differ in two things only: their equations forward (`Cell.forward`) and how one timestep hands a
gradient back (`Pull`). Everything that goes through time is here, once: the backward sweep, the sums over
timesteps that make up the gradient of each weight, truncation. Arrays are (T, B, .): time, sentences, units;
any float dtype.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from ..arrays import Bools, Floats
from .contribution import Contribution
from .weights import LayerWeights

Gates = Mapping[str, Floats]


class Cell(Protocol):
    """The equations of a cell, with its options."""

    @property
    def gates(self) -> tuple[str, ...]:
        """Its blocks of H rows in the weights, from top to bottom."""

    def forward(self, inputs: Floats, weights: LayerWeights, held: Floats | None = None) -> "Scan":
        """Read T inputs (T, B, E). `held` (T, G, H) has the values of clamped gates, NaN where free."""

    def pull(self, scan: "Scan") -> "Pull":
        """Return the way back through a scan of this cell."""

    def recurrent(self, scan: "Scan", gradients: "Gradients") -> "dict[str, Contribution]":
        """Return what each timestep adds to the gradient of the weights that look back, by their name."""


class Pull(Protocol):
    """The way back through each timestep of a scan, all slopes known beforehand."""

    def step(
        self, t: int, d_hidden: Floats, d_memory: Floats | None, d_gates: Floats, /
    ) -> tuple[Floats, Floats | None]:
        """Hand a gradient from after timestep t to before it. Leading dimensions are free.

        Args:
            t: The timestep.
            d_hidden: The total derivative by h_t, (..., B, H).
            d_memory: The gradient of c_t from later timesteps, (..., B, H); becomes the total, in place.
            d_gates: Becomes the derivative by W_hh h + b_hh, (..., B, G, H), in place.

        Returns:
            The gradients that timestep t hands back to h_{t-1} and c_{t-1}, (..., B, H).
        """

    def by_input(self, d_hidden: Floats, d_gates: Floats, /) -> Floats:
        """Return the derivative by W_ih x + b_ih, (T, ..., B, G, H), from the totals of all timesteps."""


class Gradients(NamedTuple):
    """Derivatives of the loss: by every state, and by every pre-activation.

    `hidden` and `memory` (T, ..., B, H) are total derivatives, including the way through later timesteps;
    memory is the LSTM's cell state. `from_input` and `from_hidden` (T, ..., B, G*H) belong to W_ih x + b_ih
    and W_hh h + b_hh; they differ only in the GRU. `initial_hidden` and `initial_memory` (..., B, H) belong
    to the states before the first timestep. `asked` (T, ..., B, H) is what came from outside; `cut` (T, 2,
    ..., B, H), where a sweep has cuts, what would have gone back from there to h and c.
    """

    asked: Floats
    hidden: Floats
    memory: Floats | None
    from_input: Floats
    from_hidden: Floats
    initial_hidden: Floats
    initial_memory: Floats | None
    cut: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """The values that the forward pass leaves behind.

    `inputs` (T, B, E); `hidden` and `memory` (T+1, B, H), the initial state first, memory only in an LSTM;
    `gates` (T, B, G, H) after squashing, in the order of the weights; `held` (T, G, H) as it came.
    """

    cell: Cell
    weights: LayerWeights
    inputs: Floats
    hidden: Floats
    memory: Floats | None
    gates: Floats
    held: Floats | None = None

    def gate(self, name: str) -> Floats:
        """Return a gate (T, B, H); ones if this cell does without it."""
        names = self.cell.gates
        if name in names:
            return self.gates[:, :, names.index(name)]
        return np.broadcast_to(self.gates.dtype.type(1), self.hidden[1:].shape)

    def slopes(self, gate_slopes: Floats) -> Floats:
        """Return slopes (T, B, G, H) with 0 for clamped gates: their pre-activations change nothing."""
        if self.held is not None:
            gate_slopes[np.broadcast_to(~np.isnan(self.held)[:, None], gate_slopes.shape)] = 0
        return gate_slopes

    def sentence(self, index: int, length: int) -> "Scan":
        """Return the scan of one sentence of the batch, up to its length."""
        one = slice(index, index + 1)
        return Scan(
            self.cell,
            self.weights,
            self.inputs[:length, one],
            self.hidden[: length + 1, one],
            None if self.memory is None else self.memory[: length + 1, one],
            self.gates[:length, one],
            None if self.held is None else self.held[:length],
        )

    def backward(
        self,
        d_hidden: Floats,
        cuts: Bools | None = None,
        states_only: bool = False,
        last_memory: Floats | None = None,
    ) -> Gradients:
        r"""Carry the loss back through time.

        Args:
            d_hidden: The gradient of each state from outside, (T, ..., B, H). Dimensions between time and
                sentences are many losses at once.
            cuts: (T, B), true where no gradient goes from timestep t to t - 1.
            states_only: Leave out the derivatives by pre-activations; they come back with no timesteps.
            last_memory: The gradient of the last cell state from outside, (..., B, H); None for nothing.
        """
        sweep = _Sweep(self, d_hidden, states_only)
        carried: Floats = np.zeros_like(d_hidden[0])
        kept: Floats | None = carried if last_memory is None else last_memory
        cut = None if cuts is None else np.zeros((len(d_hidden), 2, *carried.shape), d_hidden.dtype)
        for t in reversed(range(len(d_hidden))):
            d_h, d_c, d_a = sweep.at(t)
            d_h += carried
            if d_c is not None:
                d_c[:] = kept
            carried, kept = sweep.pull.step(t, d_h, d_c, d_a)
            if cuts is not None and cut is not None:
                for state, lost in zip((carried, kept), cut[t], strict=True):
                    if state is not None:
                        lost[..., cuts[t], :] = state[..., cuts[t], :]
                        state[..., cuts[t], :] = 0
        return sweep.gradients(carried, kept, cut)

    def backward_each(self, d_hidden: Floats, states_only: bool = False) -> Gradients:
        """Carry T losses back through time, of which loss i asks nothing after timestep i: (T, T, B, H).

        The same as `backward`, with half the work: loss i joins those on their way when the sweep comes to i.
        """
        sweep = _Sweep(self, d_hidden, states_only)
        carried: Floats = d_hidden[0, :0]
        kept: Floats | None = carried
        for t in reversed(range(len(d_hidden))):
            d_h, d_c, d_a = sweep.at(t, slice(t, None))
            d_h[1:] += carried
            if d_c is not None:
                d_c[1:] = kept
            carried, kept = sweep.pull.step(t, d_h, d_c, d_a)
        return sweep.gradients(carried, kept)

    def contributions(self, gradients: Gradients) -> dict[str, Contribution]:
        """Return what each timestep adds to the gradient of each of the layer's weights, by its name.

        A learnt initial state has one summand, from before the first timestep.
        """
        found = {
            "weight_ih": Contribution(gradients.from_input, self.inputs),
            "bias_ih": Contribution(gradients.from_input),
            "bias_hh": Contribution(gradients.from_hidden),
            **self.cell.recurrent(self, gradients),
        }
        if self.weights.initial_hidden is not None:
            found["initial_hidden"] = Contribution(gradients.initial_hidden[None])
        if self.weights.initial_cell is not None and gradients.initial_memory is not None:
            found["initial_cell"] = Contribution(gradients.initial_memory[None])
        return found


class _Sweep:
    """What one way back through a scan fills in; zero where it never comes."""

    def __init__(self, scan: Scan, d_hidden: Floats, states_only: bool) -> None:
        steps, *rest, units = d_hidden.shape
        blocks = scan.gates.shape[2]
        self.pull = scan.cell.pull(scan)
        self._asked, self._states_only = d_hidden, states_only
        self._total = d_hidden.copy()
        self._memory = None if scan.memory is None else np.zeros_like(d_hidden)
        self._gates = np.zeros((1 if states_only else steps, *rest, blocks, units), d_hidden.dtype)

    def at(self, t: int, losses: slice = slice(None)) -> tuple[Floats, Floats | None, Floats]:
        """Return room for the derivatives by h_t, c_t and the pre-activations of some losses."""
        memory = None if self._memory is None else self._memory[t][losses]
        return self._total[t][losses], memory, self._gates[0 if self._states_only else t][losses]

    def gradients(self, carried: Floats, kept: Floats | None, cut: Floats | None = None) -> Gradients:
        """Return all derivatives, after the first timestep has asked for the initial states."""
        steps, *rest, units = self._asked.shape
        flat = (*rest, self._gates.shape[-2] * units)
        if self._states_only:
            from_input = from_hidden = np.empty((0, *flat), self._asked.dtype)
        else:
            from_hidden = self._gates.reshape(steps, *flat)
            from_input = self.pull.by_input(self._total, self._gates).reshape(steps, *flat)
        return Gradients(self._asked, self._total, self._memory, from_input, from_hidden, carried, kept, cut)
