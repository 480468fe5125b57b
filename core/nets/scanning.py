"""The cells of `core.equations` as functions that torch can differentiate."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..arrays import Bools
from ..equations.scan import Cell
from ..equations.weights import LayerWeights


class ScanFunction(torch.autograd.Function):
    """A scan and its backward sweep, on the tensors' own memory."""

    @staticmethod
    def forward(
        ctx: Any, cell: Cell, names: tuple[str, ...], cuts: Bools | None, inputs: Tensor, *weights: Tensor
    ) -> tuple[Tensor, Tensor | None]:
        """Return the hidden states (T, B, H) of inputs (T, B, E), and an LSTM's last cell state (B, H).

        `names` says which fields of `LayerWeights` the weights are; an initial state may be (H,), or (B, H),
        one for each sentence. `cuts` (T, B) is true where no gradient goes from a timestep to the one before.
        """
        arrays = dict(zip(names, (weight.detach().numpy() for weight in weights), strict=True))
        ctx.scan = scan = cell.forward(inputs.detach().numpy(), LayerWeights(**arrays))
        ctx.names, ctx.cuts = names, cuts
        ctx.set_materialize_grads(False)
        memory = None if scan.memory is None else torch.from_numpy(scan.memory[-1].copy())
        return torch.from_numpy(scan.hidden[1:]), memory

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Tensor | None) -> tuple[Tensor | None, ...]:
        """Return the gradients of inputs and weights."""
        scan = ctx.scan
        by_state, by_memory = (None if grad is None else grad.numpy() for grad in grad_outputs)
        if by_state is None:
            by_state = np.zeros_like(scan.hidden[1:])
        gradients = scan.backward(by_state, ctx.cuts, last_memory=by_memory)
        by_weight = scan.contributions(gradients)
        found = {name: one.total for name, one in by_weight.items()}
        if "initial_hidden" in found and scan.weights.initial_hidden.ndim == 2:
            found["initial_hidden"] = gradients.initial_hidden
        if "initial_cell" in found and scan.weights.initial_cell.ndim == 2:
            found["initial_cell"] = gradients.initial_memory
        d_inputs = torch.from_numpy(gradients.from_input @ scan.weights.weight_ih)
        return None, None, None, d_inputs, *(torch.from_numpy(found[name]) for name in ctx.names)
