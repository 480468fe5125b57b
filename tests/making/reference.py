"""Every network once more, in torch, one sentence and one timestep at a time, written from the papers.

Slow and plain on purpose: the second implementation that the instruments are checked against. It shares no
code with them, reads the weights by their names, and leaves the way back to autograd.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.network import Network

FULL = {
    "rnn": ["hidden"],
    "gru": ["reset_gate", "update_gate", "candidate"],
    "lstm": ["input_gate", "forget_gate", "candidate", "output_gate"],
}
SQUASH: dict[str, Any] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "identity": lambda a: a,
}


@dataclass
class Reading:
    """What the reference did: per (layer, reverse), in sentence order; all tensors keep their gradient."""

    weights: dict[str, Tensor]
    inputs: list[Tensor] = field(default_factory=list)
    hidden: dict[tuple[int, bool], list[Tensor]] = field(default_factory=dict)
    cells: dict[tuple[int, bool], list[Tensor]] = field(default_factory=dict)
    gates: dict[tuple[int, bool], list[dict[str, Tensor]]] = field(default_factory=dict)
    outputs: list[Tensor] = field(default_factory=list)
    logits: list[Tensor] = field(default_factory=list)

    def loss(self, targets: Any, weights: Any) -> Tensor:
        """Return -sum of weight x log p(target)."""
        terms = [
            -w * logits.log_softmax(0)[int(target)]
            for logits, target, w in zip(self.logits, targets, weights, strict=True)
        ]
        return torch.stack(terms).sum()

    def gradient(self, tensors: list[Tensor]) -> np.ndarray:
        """Return the gradients of some tensors after backward(), zero where none came."""
        return np.stack([(torch.zeros_like(t) if t.grad is None else t.grad).numpy() for t in tensors])


def read(
    net: Network,
    ids: np.ndarray,
    dtype: torch.dtype = torch.float64,
    held: Any = None,
    erased: tuple[int, ...] = (),
    window: int | None = None,
) -> Reading:
    """Read ids (T,). `held(layer, reverse, t)` returns {gate: {unit: value}}."""
    model = net.spec.model
    w = {name: torch.tensor(array, dtype=dtype, requires_grad=True) for name, array in net.weights.items()}
    done = Reading(w)
    below: list[Tensor] = []
    for t, index in enumerate(ids):
        x = w["embedding.weight"][int(index)]
        below.append(torch.zeros_like(x) if t in erased else x * 1.0)
        keep(below[-1])
    done.inputs = below
    steps = len(ids)
    for layer in range(model.layers):
        columns = []
        for reverse in (False, True)[: 1 + model.bidirectional]:
            end = f"_l{layer}" + ("_reverse" if reverse else "")
            order = range(steps - 1, -1, -1) if reverse else range(steps)
            h = w.get(f"rnn.initial_hidden{end}", torch.zeros(model.hidden_size, dtype=dtype))
            c = w.get(f"rnn.initial_cell{end}", torch.zeros(model.hidden_size, dtype=dtype))
            hidden: list[Any] = [None] * steps
            cells: list[Any] = [None] * steps
            gates: list[Any] = [None] * steps
            for t in order:
                if window and t and (steps - t) % window == 0:
                    h, c = h.detach(), c.detach()
                clamp = held(layer, reverse, t) if held else {}
                h, c, gates[t] = Cell(net, w, end, clamp).step(below[t], h, c)
                hidden[t], cells[t] = keep(h), keep(c)
            done.hidden[layer, reverse], done.gates[layer, reverse] = hidden, gates
            if model.kind == "lstm":
                done.cells[layer, reverse] = cells
            columns.append(hidden)
        states = [torch.cat(parts) for parts in zip(*columns, strict=True)]
        below = [around(net, w, layer, x, y) for x, y in zip(below, states, strict=True)]
    done.outputs = below
    for t in range(steps):
        pooled = pool(net, below[: t + 1])
        done.logits.append(w["readout.weight"] @ pooled + w["readout.bias"])
    return done


def keep(tensor: Tensor) -> Tensor:
    """Keep this tensor's gradient, if it has one."""
    if tensor.requires_grad:
        tensor.retain_grad()
    return tensor


class Cell:
    """One timestep of a cell."""

    def __init__(self, net: Network, w: dict[str, Tensor], end: str, clamp: Any) -> None:
        self.model, self.w, self.end, self.clamp = net.spec.model, w, end, clamp
        self.present = [gate for gate in FULL[self.model.kind] if gate not in self.model.without]

    def part(self, kind: str, gate: str, seen: Tensor) -> Tensor:
        """Return W seen + b of one gate; kind "ih" or "hh"."""
        units = self.model.hidden_size
        rows = slice(self.present.index(gate) * units, (self.present.index(gate) + 1) * units)
        weight, bias = self.w[f"rnn.weight_{kind}{self.end}"], self.w[f"rnn.bias_{kind}{self.end}"]
        return weight[rows] @ seen + bias[rows]

    def peephole(self, gate: str, cell: Tensor) -> Tensor:
        if not self.model.peepholes:
            return torch.zeros_like(cell)
        order = ["input_gate", "forget_gate", "output_gate"]
        place = [name for name in order if name in self.present].index(gate)
        return self.w[f"rnn.weight_ch{self.end}"].reshape(-1, len(cell))[place] * cell

    def gate(self, name: str, a: Tensor, squash: str = "sigmoid") -> Tensor:
        """Squash, then put in what is clamped."""
        value: Tensor = SQUASH[squash](a)
        for unit, number in self.clamp.get(name, {}).items():
            value = torch.where(torch.arange(len(value)) == unit, torch.full_like(value, number), value)
        return value

    def sigmoid(self, name: str, x: Tensor, h: Tensor, extra: Tensor | float = 0.0) -> Tensor:
        """Return a gate; 1 if this cell does without it."""
        if name not in self.present:
            return torch.ones_like(h)
        return self.gate(name, self.part("ih", name, x) + self.part("hh", name, h) + extra)

    def step(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        """Return h, c and the gates that are there."""
        h, c, gates = {"rnn": self.rnn, "gru": self.gru, "lstm": self.lstm}[self.model.kind](x, h, c)
        return h, c, {name: gates[name] for name in self.present}

    def rnn(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        a = self.part("ih", "hidden", x) + self.part("hh", "hidden", h)
        state = self.gate("hidden", a, self.model.activation)
        return state * 1.0, c, {"hidden": state}

    def gru(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        r, z = self.sigmoid("reset_gate", x, h), self.sigmoid("update_gate", x, h)
        from_x = self.part("ih", "candidate", x)
        before = self.model.reset_gate == "before"
        from_h = self.part("hh", "candidate", r * h) if before else r * self.part("hh", "candidate", h)
        n = self.gate("candidate", from_x + from_h, "tanh")
        write = z if self.model.update_gate == "writes" else 1 - z
        h = write * n + (1 - write) * h
        return h, c, {"reset_gate": r, "update_gate": z, "candidate": n}

    def lstm(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
        def peep(name: str, cell: Tensor) -> Tensor | float:
            return self.peephole(name, cell) if name in self.present else 0.0

        i = self.sigmoid("input_gate", x, h, peep("input_gate", c))
        f = self.sigmoid("forget_gate", x, h, peep("forget_gate", c))
        g = self.gate("candidate", self.part("ih", "candidate", x) + self.part("hh", "candidate", h), "tanh")
        c = f * c + i * g
        o = self.sigmoid("output_gate", x, h, peep("output_gate", c))
        return o * torch.tanh(c), c, {"input_gate": i, "forget_gate": f, "candidate": g, "output_gate": o}


def around(net: Network, w: dict[str, Tensor], layer: int, x: Tensor, h: Tensor) -> Tensor:
    """Apply a layer's connection."""
    connection = net.spec.model.connection
    if connection == "residual":
        return x + h
    if connection == "dense":
        return torch.cat([x, h])
    if connection == "highway":
        gate = torch.sigmoid(w[f"highway.weight_l{layer}"] @ x + w[f"highway.bias_l{layer}"])
        return gate * h + (1 - gate) * x
    return h


def pool(net: Network, outputs: list[Tensor]) -> Tensor:
    """Pool the outputs so far."""
    model, units = net.spec.model, net.spec.model.hidden_size
    if model.readout == "mean":
        return torch.stack(outputs).mean(dim=0)
    if model.readout == "max":
        return torch.stack(outputs).max(dim=0).values
    if model.readout == "last" and model.bidirectional:
        below = model.embedding_size if model.connection == "dense" else 0
        position = torch.arange(len(outputs[-1])) - below
        from_end = (position >= 0) & (position % (2 * units) >= units)
        return torch.where(from_end, outputs[0], outputs[-1])
    return outputs[-1]
