"""One layer on one sentence, in one of its directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np

from ..arrays import Floats
from ..equations.gru import GruCell
from ..equations.lstm import LstmCell
from ..equations.scan import Scan
from ..equations.seam import plain
from ..spec import ModelSpec
from ..spec.limits import check_bool, shown, within

_ORDER = ("forget_gate", "input_gate", "output_gate", "reset_gate", "update_gate", "candidate")


def check_layer(model: ModelSpec, layer: object, reverse: object) -> None:
    """Refuse what is no layer of a network (0 is the lowest, -1 the top one), or no direction it reads in."""
    if not within(layer, -model.layers, model.layers - 1):
        raise ValueError(f"layer is {shown(layer)}; this network has layers 0 to {model.layers - 1}.")
    check_bool("reverse", reverse)
    if reverse and not model.bidirectional:
        raise ValueError("reverse is True; this network reads in one direction only. Leave it out.")


class Part(NamedTuple):
    """The summands of a pre-activation: input (T, H) + recurrent (T, H) + bias (H,) + peephole (T, H).

    Where a GRU's reset gate stands after the product, the recurrent part of the candidate is
    r * (W_hn h + b_hn), so that its bias is b_in alone. The peephole is 0 where a gate has none.
    """

    input: Floats
    recurrent: Floats
    bias: Floats
    peephole: Floats | float = 0.0

    @property
    @np.errstate(all="ignore")
    def pre_activation(self) -> Floats:
        """The value before the squashing function, (T, H)."""
        return self.input + self.recurrent + self.bias + self.peephole


@dataclass(frozen=True, eq=False)
class LayerTrace:
    """A layer of H units on a sentence of T words; everything in the order of the sentence.

    If `reverse`, the state at timestep t has read the words from the last one back to word t, and the
    initial state stands behind the last word.
    """

    scan: Scan = field(repr=False)
    reverse: bool

    def in_order(self, values: Floats) -> Floats:
        """Return values of the scan (T, ...) in the order of the sentence."""
        return values[::-1] if self.reverse else values

    @property
    def hidden(self) -> Floats:
        """States, (T, H)."""
        return self.in_order(self.scan.hidden[1:, 0])

    @property
    def initial_hidden(self) -> Floats:
        """The state before the first word that is read, (H,)."""
        return cast(Floats, self.scan.hidden[0, 0])

    @property
    def cell_state(self) -> Floats | None:
        """The LSTM's cell states, (T, H)."""
        return None if self.scan.memory is None else self.in_order(self.scan.memory[1:, 0])

    @property
    def initial_cell(self) -> Floats | None:
        """The cell state before the first word that is read, (H,)."""
        return None if self.scan.memory is None else self.scan.memory[0, 0]

    @cached_property
    def signals(self) -> Mapping[str, Floats]:
        """Gates and states (T, H), in the order in which they are explained."""
        names = self.scan.cell.gates
        signals = {
            name: self.in_order(self.scan.gates[:, 0, names.index(name)]) for name in _ORDER if name in names
        }
        if self.cell_state is not None:
            signals["cell_state"] = self.cell_state
        return {**signals, "hidden": self.hidden}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Every gate's pre-activation, taken apart.

        Raises:
            ValueError: if a decoder takes over on the way, whose weights are others.
        """
        if plain(self.scan.cell) is not self.scan.cell:
            raise ValueError(
                "This network has an encoder and a decoder with weights of their own; pre-activations are "
                "taken apart only where one set of weights reads the whole sentence."
            )
        scan, w = self.scan, self.scan.weights
        units, names = w.hidden_size, scan.cell.gates
        with np.errstate(all="ignore"):
            from_input = scan.inputs[:, 0] @ w.weight_ih.T
            from_hidden = scan.hidden[:-1, 0] @ w.weight_hh.T
            bias = w.bias_ih + w.bias_hh
            parts = {}
            for block, name in enumerate(names):
                rows = slice(block * units, (block + 1) * units)
                parts[name] = Part(from_input[:, rows], from_hidden[:, rows], bias[rows])
            if isinstance(scan.cell, GruCell):
                parts["candidate"] = self._candidate(scan.cell, parts["candidate"])
            if isinstance(scan.cell, LstmCell) and scan.memory is not None:
                peepholes = scan.cell.peepholes(w)
                for name in scan.cell.peeping:
                    seen = scan.memory[1:, 0] if name == "output_gate" else scan.memory[:-1, 0]
                    parts[name] = parts[name]._replace(peephole=seen * peepholes[names.index(name)])
        return {name: self._turned(part) for name, part in parts.items()}

    def _turned(self, part: Part) -> Part:
        peephole = part.peephole
        if not isinstance(peephole, float):
            peephole = self.in_order(peephole)
        return Part(self.in_order(part.input), self.in_order(part.recurrent), part.bias, peephole)

    def _candidate(self, cell: GruCell, plain: Part) -> Part:
        """Return the parts of a GRU's candidate, whose recurrent part the reset gate decides on."""
        scan, w = self.scan, self.scan.weights
        units = w.hidden_size
        if "reset_gate" not in cell.gates:
            return plain
        gate = scan.gates[:, 0, 0]
        if cell.before:
            seen = gate * scan.hidden[:-1, 0]
            return plain._replace(recurrent=seen @ w.weight_hh[-units:].T)
        recurrent = gate * (plain.recurrent + w.bias_hh[-units:])
        return Part(plain.input, recurrent, w.bias_ih[-units:])

    def __getitem__(self, signal: str) -> Floats:
        if not isinstance(signal, str) or signal not in self.signals:
            raise KeyError(f"{signal}: this network has {', '.join(self.signals)}")
        return self.signals[signal]
