"""What torch says: the same networks as torch.nn modules and cell loops, in any float type."""

from typing import Any

import numpy as np
import torch
from torch import nn

from core.network import Network, initial_network
from core.spec import Kind, ModelSpec, RunSpec, TaskName, TaskSpec

LAYERS: dict[str, Any] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
CELLS: dict[str, Any] = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}


def network(
    kind: Kind,
    hidden: int = 8,
    embedding: int = 5,
    seed: int = 0,
    scale: float = 1.0,
    name: TaskName = "recall",
) -> Network:
    """Return an untrained network; `scale` multiplies its recurrent layer, which stands for a trained one."""
    first = initial_network(RunSpec(ModelSpec(kind, embedding, hidden), TaskSpec(name), seed=seed))
    factor = {key: scale if key.startswith("rnn") else 1.0 for key in first.weights}
    return Network(
        first.spec, 1, {key: array * np.float32(factor[key]) for key, array in first.weights.items()}
    )


def layer(net: Network, dtype: torch.dtype) -> Any:
    """Return the network's recurrent layer as a torch.nn module."""
    made = LAYERS[net.spec.model.kind](net.spec.model.embedding_size, net.spec.model.hidden_size).to(dtype)
    made.load_state_dict(
        {
            key[4:]: torch.tensor(array, dtype=dtype)
            for key, array in net.weights.items()
            if key.startswith("rnn.")
        }
    )
    return made


def cell(net: Network, dtype: torch.dtype) -> Any:
    """Return the network's recurrent layer as a torch.nn cell: one step."""
    made = CELLS[net.spec.model.kind](net.spec.model.embedding_size, net.spec.model.hidden_size).to(dtype)
    made.load_state_dict(
        {
            key[4:].removesuffix("_l0"): torch.tensor(array, dtype=dtype)
            for key, array in net.weights.items()
            if key.startswith("rnn.")
        }
    )
    return made


def tensor(net: Network, name: str, dtype: torch.dtype) -> torch.Tensor:
    """Return one weight."""
    return torch.tensor(net.weights[name], dtype=dtype)


def unrolled(net: Network, ids: np.ndarray, dtype: torch.dtype) -> tuple[list[Any], list[Any], list[Any]]:
    """Run a loop of torch.nn cells that keeps every gradient.

    Returns hidden states, cell states ([] if there are none) and logits, each of length T.
    """
    step = cell(net, dtype)
    inputs = tensor(net, "embedding.weight", dtype)[torch.tensor(ids)]
    h = torch.zeros(1, net.spec.model.hidden_size, dtype=dtype)
    c = torch.zeros_like(h)
    hidden, cells, logits = [], [], []
    for x in inputs:
        if net.spec.model.kind == "lstm":
            h, c = step(x[None], (h, c))
            c.retain_grad()
            cells.append(c)
        else:
            h = step(x[None], h)
        h.retain_grad()
        hidden.append(h)
        logits.append(h @ tensor(net, "readout.weight", dtype).T + tensor(net, "readout.bias", dtype))
    return hidden, cells, logits


def gates(net: Network, inputs: torch.Tensor, hidden: torch.Tensor) -> dict[str, torch.Tensor]:
    """Compute every gate from inputs (T, E) and torch.nn's states (T, H), as PyTorch's documentation says."""
    dtype = inputs.dtype
    w_i, w_h, b_i, b_h = (
        tensor(net, f"rnn.{n}_l0", dtype) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    before = torch.cat([torch.zeros_like(hidden[:1]), hidden[:-1]])
    x, h = inputs @ w_i.T + b_i, before @ w_h.T + b_h
    if net.spec.model.kind == "lstm":
        (xi, xf, xg, xo), (hi, hf, hg, ho) = x.chunk(4, 1), h.chunk(4, 1)
        return {
            "input_gate": torch.sigmoid(xi + hi),
            "forget_gate": torch.sigmoid(xf + hf),
            "candidate": torch.tanh(xg + hg),
            "output_gate": torch.sigmoid(xo + ho),
        }
    if net.spec.model.kind == "gru":
        (xr, xz, xn), (hr, hz, hn) = x.chunk(3, 1), h.chunk(3, 1)
        r = torch.sigmoid(xr + hr)
        return {"reset_gate": r, "update_gate": torch.sigmoid(xz + hz), "candidate": torch.tanh(xn + r * hn)}
    return {"hidden": torch.tanh(x + h)}
