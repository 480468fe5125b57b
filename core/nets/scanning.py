"""The cells of `core.equations` as functions that torch can differentiate."""

from typing import Any

import torch
from torch import Tensor

from core.arrays import Bools
from core.equations.scan import Cell
from core.equations.weights import LayerWeights


class ScanFunction(torch.autograd.Function):
    """A scan and its backward sweep, on the tensors' own memory."""

    @staticmethod
    def forward(
        ctx: Any, cell: Cell, names: tuple[str, ...], cuts: Bools | None, inputs: Tensor, *weights: Tensor
    ) -> Tensor:
        """Return the hidden states (T, B, H) of inputs (T, B, E).

        `names` says which fields of `LayerWeights` the weights are. `cuts` (T, B) is true where no gradient
        goes from a timestep to the one before.
        """
        arrays = dict(zip(names, (weight.detach().numpy() for weight in weights), strict=True))
        ctx.scan = cell.forward(inputs.detach().numpy(), LayerWeights(**arrays))
        ctx.names, ctx.cuts = names, cuts
        return torch.from_numpy(ctx.scan.hidden[1:])

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Tensor) -> tuple[Tensor | None, ...]:
        """Return the gradients of inputs and weights."""
        scan = ctx.scan
        gradients = scan.backward(grad_outputs[0].numpy(), ctx.cuts)
        by_weight = scan.contributions(gradients)
        d_inputs = torch.from_numpy(gradients.from_input @ scan.weights.weight_ih)
        return None, None, None, d_inputs, *(torch.from_numpy(by_weight[name].total) for name in ctx.names)
