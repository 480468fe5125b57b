"""Layers on each other, each in one direction or in two: a pass through all of them, and back.

Knows scans and connections; knows neither words nor readout. Arrays are (T, B, .): time, sentences, numbers.
Sentences of a batch may be of different lengths; what stands behind the end of one changes nothing before it.

The second direction is a forward scan on each sentence turned round within its own length, so padding is
never read. Connections stand around every layer, the lowest too: residual and highway need vectors as wide as
a layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from ..arrays import Bools, Floats, Ints
from ..network.shapes import suffix
from ..spec import ModelSpec
from .cells import cell_of
from .connection import Around
from .contribution import Contribution
from .scan import Cell, Gradients, Scan
from .seam import SeamCell
from .weights import LayerWeights

Place = tuple[int, bool]
"""A layer (0 is the lowest) and whether it is the direction that reads from the end."""


def from_the_end(values: Floats, lengths: Ints | None) -> Floats:
    """Turn each sentence of (T, ..., B, .) round within its own length (B,); None: all have length T."""
    if lengths is None:
        return values[::-1]
    steps = np.arange(len(values))[:, None]
    index = np.where(steps < lengths, lengths - 1 - steps, steps)
    index = index.reshape(len(values), *(1,) * (values.ndim - 3), len(lengths), 1)
    return cast(Floats, np.take_along_axis(values, index, axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class StackGradients:
    """The loss differentiated by everything in a stack.

    `places` has the gradients of each layer and direction in its own reading order; `inputs` (T, ..., B, E);
    `highways` (T, ..., B, W) those by each highway gate's pre-activation.
    """

    places: Mapping[Place, Gradients]
    inputs: Floats
    highways: tuple[Floats | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """One pass: the scan of each layer and direction, and what goes around each layer.

    The scans of the second direction run from the end of the sentence. `outputs` (T, B, W) is what the
    readout sees.
    """

    model: ModelSpec
    scans: Mapping[Place, Scan]
    around: tuple[Around, ...]
    lengths: Ints | None = field(default=None)

    @classmethod
    def forward(
        cls,
        model: ModelSpec,
        weights: Mapping[str, Floats],
        inputs: Floats,
        lengths: Ints | None = None,
        held: Mapping[Place, Floats] | None = None,
        seam: int | None = None,
    ) -> "Stack":
        """Read inputs (T, B, E) by weights with PyTorch's names.

        `held` has clamped gates (T, G, H) for some places, in the order in which that direction reads. From
        timestep `seam` on a decoder reads; None if there is none.
        """
        held = held or {}
        cell: Cell = cell_of(model)
        scans: dict[Place, Scan] = {}
        around: list[Around] = []
        for layer in range(model.layers):
            states = []
            for reverse in model.directions:
                place = (layer, reverse)
                read = from_the_end(inputs, lengths) if reverse else inputs
                own = LayerWeights.named(weights, layer, reverse)
                if seam is not None:
                    then = LayerWeights.named(weights, layer, reverse, "decoder")
                    cell = SeamCell(cell_of(model), seam, then)
                scan = cell.forward(read, own, held.get(place))
                scans[place] = scan
                states.append(from_the_end(scan.hidden[1:], lengths) if reverse else scan.hidden[1:])
            hidden = states[0] if len(states) == 1 else np.concatenate(states, axis=-1)
            highway = (weights.get(f"highway.{name}_l{layer}") for name in ("weight", "bias"))
            around.append(Around.connect(model.connection, inputs, hidden, *highway))
            inputs = around[-1].outputs
        return cls(model, scans, tuple(around), lengths)

    @property
    def outputs(self) -> Floats:
        """The input of the readout, (T, B, W)."""
        return self.around[-1].outputs

    @property
    def from_end_columns(self) -> list[slice]:
        """The columns of the outputs that hold states of the second direction."""
        model = self.model
        if not model.bidirectional:
            return []
        units = model.hidden_size
        width = self.outputs.shape[-1]
        starts = range(model.embedding_size, width, model.width) if model.connection == "dense" else [0]
        return [slice(start + units, start + 2 * units) for start in starts]

    def sentence(self, index: int) -> "Stack":
        """Return the pass over one sentence of the batch, up to its length."""
        steps = len(self.outputs)
        length = steps if self.lengths is None else int(self.lengths[index])
        scans = {place: scan.sentence(index, length) for place, scan in self.scans.items()}
        around = tuple(one.sentence(index, length) for one in self.around)
        return Stack(self.model, scans, around)

    def backward(
        self, d_outputs: Floats, cuts: Bools | None = None, growing: bool = False, lowest: int = -1
    ) -> StackGradients:
        """Carry the loss back through the layers, from the derivative by the outputs (T, ..., B, W).

        See `Scan.backward` for `cuts`. `growing` says that loss i asks nothing after timestep i, see
        `Scan.backward_each`; it needs a single direction. The way ends at the states of layer `lowest`; -1
        goes on to the inputs and the weights.
        """
        places: dict[Place, Gradients] = {}
        highways: list[Floats | None] = []
        units = self.model.hidden_size
        d_inputs: Floats = d_outputs
        for layer in reversed(range(max(lowest, 0), self.model.layers)):
            below, d_hidden, d_highway = self.around[layer].backward(d_inputs)
            highways.insert(0, d_highway)
            for reverse in self.model.directions:
                scan = self.scans[layer, reverse]
                columns = slice(units, None) if reverse else slice(units)
                asked = d_hidden[..., columns]
                if reverse:
                    asked = from_the_end(asked, self.lengths)
                gradients = (
                    scan.backward_each(asked, layer == lowest)
                    if growing
                    else scan.backward(asked, cuts, layer == lowest)
                )
                places[layer, reverse] = gradients
                if layer == lowest:
                    continue
                by_input: Floats = (
                    scan.cell.by_input(scan, gradients)
                    if isinstance(scan.cell, SeamCell)
                    else gradients.from_input @ scan.weights.weight_ih
                )
                if reverse:
                    by_input = from_the_end(by_input, self.lengths)
                below = by_input if below is None else below + by_input
            d_inputs = d_inputs if below is None else below
        return StackGradients(places, d_inputs, tuple(highways))

    def contributions(self, gradients: StackGradients) -> dict[str, Contribution]:
        """Return what each timestep adds to the gradient of each weight, by its full name.

        Timesteps of the second direction are told in sentence order, as all others.
        """
        found: dict[str, Contribution] = {}
        for (layer, reverse), of_place in gradients.places.items():
            end, scan = suffix(layer, reverse), self.scans[layer, reverse]
            parts: Mapping[str, dict[str, Contribution]] = (
                scan.cell.contributions(scan, of_place)
                if isinstance(scan.cell, SeamCell)
                else {"rnn": scan.contributions(of_place)}
            )
            for part, of_part in parts.items():
                for name, one in of_part.items():
                    turned = reverse and not name.startswith("initial")
                    found[f"{part}.{name}{end}"] = one.from_the_end() if turned else one
        for layer, d_gate in enumerate(gradients.highways):
            around = self.around[layer].contributions(d_gate)
            found |= {f"highway.{name}_l{layer}": one for name, one in around.items()}
        return found
