"""The network as torch trains it: embedding, one recurrent layer, readout.

The modules and their weights are `torch.nn`'s. An LSTM runs on torch's fused kernel. `nn.RNN` and `nn.GRU`
have none on a CPU, so those two run the scan and the backward sweep of `core.instruments` instead, which
give the same numbers sooner.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.instruments.cells import CELLS
from core.instruments.weights import LayerWeights
from core.network import Network
from core.spec import Kind

LAYERS: Mapping[Kind, type[nn.RNN | nn.GRU | nn.LSTM]] = MappingProxyType(
    {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
)


class ScanFunction(torch.autograd.Function):
    """A cell of `core.instruments` as a function that torch can differentiate."""

    @staticmethod
    def forward(ctx: Any, kind: Kind, inputs: Tensor, *weights: Tensor) -> Tensor:
        """Return the hidden states (T, B, H) of inputs (T, B, E), by the four weights of a layer."""
        arrays = [weight.detach().numpy() for weight in weights]
        ctx.scan = CELLS[kind].forward(inputs.detach().numpy(), LayerWeights(*arrays))
        return torch.from_numpy(ctx.scan.hidden[1:])

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Tensor) -> tuple[Tensor | None, ...]:
        """Return the gradients of inputs and weights."""
        scan = ctx.scan
        gradients = scan.backward(grad_outputs[0].numpy())
        by_weight = scan.contributions(gradients)
        d_inputs = gradients.from_input @ scan.weights.weight_ih
        four = [by_weight[name].total for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        return None, torch.from_numpy(d_inputs), *(torch.from_numpy(array) for array in four)


class Layered(nn.Module):
    """Embedding, recurrent layer and readout, with the weights of a `Network` and its names.

    All weights lie in one vector `flat` and all gradients in another, `gradient`, so that clipping and the
    optimiser touch one tensor, not seven.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        model = network.spec.model
        self.kind = model.kind
        self.embedding = nn.Embedding(len(network.vocabulary), model.embedding_size)
        self.rnn = LAYERS[model.kind](model.embedding_size, model.hidden_size)
        self.readout = nn.Linear(model.hidden_size, len(network.classes))
        self.load_state_dict({name: torch.tensor(array) for name, array in network.weights.items()})
        own = list(self.parameters())
        flat = nn.Parameter(torch.cat([parameter.detach().flatten() for parameter in own]))
        self.gradient = flat.grad = torch.zeros_like(flat)
        sizes = [parameter.numel() for parameter in own]
        for parameter, values, slopes in zip(
            own, torch.split(flat.detach(), sizes), torch.split(self.gradient, sizes), strict=True
        ):
            parameter.data = values.view_as(parameter)
            parameter.grad = slopes.view_as(parameter)
        self._flat = [flat]  # in a list, so that it does not count as a weight of its own

    @property
    def flat(self) -> nn.Parameter:
        """All weights as one vector."""
        return self._flat[0]

    def states(self, ids: Tensor) -> Tensor:
        """Return the hidden states (T, B, H) of sentences with ids (T, B)."""
        inputs = self.embedding(ids)
        if self.kind == "lstm":
            hidden: Tensor = self.rnn(inputs)[0]
            return hidden
        rnn = self.rnn
        states: Tensor = ScanFunction.apply(  # type: ignore[no-untyped-call]
            self.kind, inputs, rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0, rnn.bias_hh_l0
        )
        return states

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return copies of the weights by name."""
        return {name: parameter.detach().numpy().copy() for name, parameter in self.named_parameters()}
