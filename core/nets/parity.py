"""An LSTM beside PyTorch's own: the same weights and inputs, in the same precision."""

from __future__ import annotations

import torch
from torch import nn

from ..instruments import Trace


def largest_difference(trace: Trace) -> float:
    """Return by how much states differ from those of `torch.nn.LSTM` in double precision, at most.

    Args:
        trace: What a network with one LSTM layer in one direction, without peepholes, did on a sentence.

    Raises:
        RuntimeError: if the network has other weights than `torch.nn.LSTM`.
    """
    model = trace.network.spec.model
    lstm = nn.LSTM(model.embedding_size, model.hidden_size).double()
    weights = {
        name.removeprefix("rnn."): torch.tensor(weight, dtype=torch.float64)
        for name, weight in trace.network.weights.items()
        if name.startswith("rnn.")
    }
    lstm.load_state_dict(weights)
    found = 0.0
    with torch.no_grad():
        state: tuple[torch.Tensor, torch.Tensor] | None = None
        for timestep, word in enumerate(torch.tensor(trace.inputs, dtype=torch.float64)):
            _, state = lstm(word.reshape(1, 1, -1), state)
            ours = (trace["hidden"][timestep], trace["cell_state"][timestep])
            for theirs, own in zip(state, ours, strict=True):
                found = max(found, float((theirs.reshape(-1) - torch.tensor(own)).abs().max()))
    return found
