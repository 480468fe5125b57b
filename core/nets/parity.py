"""An LSTM or a plain RNN beside PyTorch's own: the same weights and inputs, in the same precision."""

from __future__ import annotations

import torch
from torch import nn

from ..instruments import Trace


def largest_difference(trace: Trace) -> float:
    """Return by how much states differ from those of `torch.nn` in double precision, at most.

    Args:
        trace: What a network with one layer, an LSTM's or an RNN's with tanh, did on a sentence, in one
            direction and without peepholes.

    Raises:
        RuntimeError: if the network has other weights than `torch.nn.LSTM` or `torch.nn.RNN`.
    """
    model = trace.network.spec.model
    gated = model.kind == "lstm"
    layer = (nn.LSTM if gated else nn.RNN)(model.embedding_size, model.hidden_size).double()
    weights = {
        name.removeprefix("rnn."): torch.tensor(weight, dtype=torch.float64)
        for name, weight in trace.network.weights.items()
        if name.startswith("rnn.")
    }
    layer.load_state_dict(weights)
    signals = ("hidden", "cell_state") if gated else ("hidden",)
    found, state = 0.0, None
    with torch.no_grad():
        for timestep, word in enumerate(torch.tensor(trace.inputs, dtype=torch.float64)):
            _, state = layer(word.reshape(1, 1, -1), state)
            for theirs, signal in zip(state if gated else (state,), signals, strict=True):
                ours = torch.tensor(trace[signal][timestep])
                found = max(found, float((theirs.reshape(-1) - ours).abs().max()))
    return found
