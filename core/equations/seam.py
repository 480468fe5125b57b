"""A cell whose weights change on the way: an encoder up to the seam, from there on a decoder.

The decoder starts from the encoder's last state, so that all states are one chain, and what is carried back
through time crosses the seam by itself. Arrays are (T, B, .): time, sentences, units; the seam is the same
for all sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Floats
from .contribution import Contribution
from .scan import Cell, Gradients, Pull, Scan
from .weights import LayerWeights


@dataclass(frozen=True, slots=True, eq=False)
class SeamCell:
    """The equations of `cell`, from timestep `seam` on with the weights of the `decoder`."""

    cell: Cell
    seam: int
    decoder: LayerWeights

    @property
    def gates(self) -> tuple[str, ...]:
        """See `Cell`."""
        return self.cell.gates

    def forward(self, inputs: Floats, weights: LayerWeights, held: Floats | None = None) -> Scan:
        """Read T inputs. See `Cell`."""
        at = self.seam
        above, below = (None, None) if held is None else (held[:at], held[at:])
        first = self.cell.forward(inputs[:at], weights, above)
        cell = None if first.memory is None else first.memory[-1]
        start = replace(self.decoder, initial_hidden=first.hidden[-1], initial_cell=cell)
        then = self.cell.forward(inputs[at:], start, below)
        return Scan(
            self,
            weights,
            inputs,
            np.concatenate([first.hidden, then.hidden[1:]]),
            None
            if first.memory is None or then.memory is None
            else np.concatenate([first.memory, then.memory[1:]]),
            np.concatenate([first.gates, then.gates]),
            held,
        )

    def parts(self, scan: Scan) -> tuple[Scan, Scan]:
        """Return what the encoder did, and what the decoder did."""
        at = self.seam

        def part(weights: LayerWeights, steps: slice, states: slice) -> Scan:
            return Scan(
                self.cell,
                weights,
                scan.inputs[steps],
                scan.hidden[states],
                None if scan.memory is None else scan.memory[states],
                scan.gates[steps],
                None if scan.held is None else scan.held[steps],
            )

        return (
            part(scan.weights, slice(at), slice(at + 1)),
            part(self.decoder, slice(at, None), slice(at, None)),
        )

    def pull(self, scan: Scan) -> Pull:
        """Return the way back, through the decoder first."""
        encoder, decoder = (self.cell.pull(part) for part in self.parts(scan))
        return SeamPull(encoder, decoder, self.seam)

    def recurrent(self, scan: Scan, gradients: Gradients) -> dict[str, Contribution]:
        """See `Cell`; of the encoder's weights, if the gradients are those of its timesteps."""
        plain = replace(scan, cell=self.cell)
        return self.cell.recurrent(plain, gradients)

    def by_input(self, scan: Scan, gradients: Gradients) -> Floats:
        """Return the derivative by the inputs, (T, ..., B, E)."""
        before, after = np.split(gradients.from_input, [min(self.seam, len(gradients.from_input))])
        return np.concatenate([before @ scan.weights.weight_ih, after @ self.decoder.weight_ih])

    def contributions(self, scan: Scan, gradients: Gradients) -> Mapping[str, dict[str, Contribution]]:
        """Return what each timestep adds to the gradient of the weights of "rnn" and of "decoder"."""
        found = {}
        later = np.arange(len(gradients.from_input)) >= self.seam
        for name, weights, own in (("rnn", scan.weights, ~later), ("decoder", self.decoder, later)):
            mask = own.reshape(-1, *(1,) * (gradients.from_input.ndim - 1))
            part = gradients._replace(
                from_input=np.where(mask, gradients.from_input, 0),
                from_hidden=np.where(mask, gradients.from_hidden, 0),
            )
            found[name] = replace(scan, weights=weights).contributions(part)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class SeamPull:
    """The way back through two parts; a timestep of the second is counted from the seam."""

    encoder: Pull
    decoder: Pull
    seam: int

    def step(
        self, t: int, d_hidden: Floats, d_memory: Floats | None, d_gates: Floats, /
    ) -> tuple[Floats, Floats | None]:
        """See `Pull`."""
        if t >= self.seam:
            return self.decoder.step(t - self.seam, d_hidden, d_memory, d_gates)
        return self.encoder.step(t, d_hidden, d_memory, d_gates)

    def by_input(self, d_hidden: Floats, d_gates: Floats, /) -> Floats:
        """See `Pull`."""
        at = self.seam
        before = self.encoder.by_input(d_hidden[:at], d_gates[:at])
        return np.concatenate([before, self.decoder.by_input(d_hidden[at:], d_gates[at:])])


def plain(cell: Cell) -> Cell:
    """Return a cell without its seam."""
    return cell.cell if isinstance(cell, SeamCell) else cell
