"""Recurrent layers as they are trained: in one direction or two, on each other, with what goes around them.

A plain LSTM runs on torch's fused kernel. `nn.RNN` and `nn.GRU` have none on a CPU, and the cells with other
options are not in `torch.nn`: these run the scan and the backward sweep of `core.equations`, two to three
times as fast as a loop in torch.
"""

import numpy as np
import torch
from torch import Tensor, nn

from ..arrays import Bools
from ..equations.cells import cell_of
from ..network.shapes import suffix, width_below
from ..spec import ModelSpec
from .scanning import ScanFunction

State = tuple[Tensor, Tensor | None]
"""Hidden states (B, H), and an LSTM's cell states."""

FIELDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_ch", "initial_hidden", "initial_cell")


def is_fused(model: ModelSpec) -> bool:
    """Whether torch has a fast kernel for this cell."""
    return model.kind == "lstm" and not model.without and not model.peepholes


class Recurrent(nn.Module):
    """The layers of a model; its weights are a network's, without the "rnn." before their names."""

    def __init__(self, model: ModelSpec) -> None:
        super().__init__()
        self.model = model
        self._cell = cell_of(model)
        self._fused: dict[str, nn.LSTM] = {}  # not modules of this one: their weights are ours

    def forward(self, inputs: Tensor, layer: int, reverse: bool, cuts: Bools | None = None) -> Tensor:
        """Return the states (T, B, H) of one layer in one direction, in the order in which it reads."""
        return self.go_on(inputs, layer, reverse, cuts)[0]

    def go_on(
        self,
        inputs: Tensor,
        layer: int,
        reverse: bool = False,
        cuts: Bools | None = None,
        start: State | None = None,
    ) -> tuple[Tensor, State]:
        """Return the states (T, B, H) of a layer, and the last ones.

        It begins with `start`, or with its own initial state.
        """
        end = suffix(layer, reverse)
        found = {field: getattr(self, field + end, None) for field in FIELDS}
        if is_fused(self.model) and cuts is None:
            return self._lstm(inputs, layer, end, start)
        if start is not None:
            found["initial_hidden"], found["initial_cell"] = start
        names = tuple(name for name, weight in found.items() if weight is not None)
        states, memory = ScanFunction.apply(  # type: ignore[no-untyped-call]
            self._cell, names, cuts, inputs, *(found[name] for name in names)
        )
        return states, (states[-1], memory)

    def _lstm(self, inputs: Tensor, layer: int, end: str, start: State | None) -> tuple[Tensor, State]:
        lstm = self._fused.get(end)
        if lstm is None:
            lstm = nn.LSTM(width_below(self.model, layer), self.model.hidden_size)
            for name in FIELDS[:4]:
                setattr(lstm, f"{name}_l0", getattr(self, name + end))
            self._fused[end] = lstm
        first = None
        if start is not None and start[1] is not None:
            first = (start[0][None], start[1][None])
        elif self.model.initial_state != "zeros":
            shape = (1, inputs.shape[1], self.model.hidden_size)
            h, c = (getattr(self, f"initial_{name}{end}").expand(shape) for name in ("hidden", "cell"))
            first = (h.contiguous(), c.contiguous())
        hidden, (h, c) = lstm(inputs, first)
        return hidden, (h[0], c[0])


class Highway(nn.Module):
    """The gates of highway connections, one a layer."""

    def forward(self, inputs: Tensor, hidden: Tensor, layer: int) -> Tensor:
        """Return the mixture of a layer's input and states (T, B, W)."""
        weight, bias = getattr(self, f"weight_l{layer}"), getattr(self, f"bias_l{layer}")
        return torch.lerp(inputs, hidden, torch.sigmoid(inputs @ weight.T + bias))


def from_the_end(values: Tensor, lengths: Tensor) -> Tensor:
    """Turn each sentence of (T, B, .) round within its own length (B,)."""
    steps = torch.arange(len(values))[:, None]
    index = torch.where(steps < lengths, lengths - 1 - steps, steps)
    return values.gather(0, index[..., None].expand_as(values))


def windows(steps: int, last: np.ndarray, window: int | None) -> Bools | None:
    """Return (T, B), true where a window of `window` timesteps begins, counted from each sentence's end."""
    if window is None:
        return None
    t = np.arange(steps)[:, None]
    cuts: Bools = ((last + 1 - t) % window == 0) & (t > 0) & (t <= last)
    return cuts
