"""The weights of a network by name and shape: PyTorch's names where PyTorch has the weight.

`rnn.weight_ih_l1_reverse` belongs to the second layer and to the direction that reads from the end,
`decoder.weight_ih_l0` to a decoder. Beyond PyTorch there are `weight_ch` (peepholes), `initial_hidden` and
`initial_cell` (learnt or random states), and `highway.weight_l0`, `highway.bias_l0`. Knows no arrays.
"""

from collections.abc import Mapping

from ..spec import Kind, ModelSpec

GATES: Mapping[Kind, tuple[str, ...]] = {
    "rnn": ("hidden",),
    "gru": ("reset_gate", "update_gate", "candidate"),
    "lstm": ("input_gate", "forget_gate", "candidate", "output_gate"),
}
"""Blocks of H rows in the recurrent weights of each full cell, from top to bottom."""

PEEPING = ("input_gate", "forget_gate", "output_gate")
"""The gates with peepholes, in the order of `weight_ch`."""


def gates(model: ModelSpec) -> tuple[str, ...]:
    """Return the blocks of H rows that the recurrent weights of this cell have, from top to bottom."""
    return tuple(gate for gate in GATES[model.kind] if gate not in model.without)


def peeping(model: ModelSpec) -> tuple[str, ...]:
    """Return the gates that see the cell state."""
    return tuple(gate for gate in PEEPING if gate not in model.without) if model.peepholes else ()


def suffix(layer: int, reverse: bool) -> str:
    """Return PyTorch's ending for the weights of a layer (0 is the lowest) and direction."""
    return f"_l{layer}_reverse" if reverse else f"_l{layer}"


def width_below(model: ModelSpec, layer: int) -> int:
    """Return how many numbers layer `layer` reads at each timestep; for `model.layers`, the readout."""
    if model.connection == "dense":
        return model.embedding_size + layer * model.width
    if model.attention and layer == model.layers:
        return 2 * model.width  # a state and its context
    return model.width if layer else model.embedding_size


def weight_shapes(model: ModelSpec, words: int, classes: int) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every weight of a network, in PyTorch's order."""
    shapes: dict[str, tuple[int, ...]] = {"embedding.weight": (words, model.embedding_size)}
    for layer in range(model.layers):
        for reverse in model.directions:
            cell = _cell_shapes(model, width_below(model, layer))
            shapes |= {f"rnn.{name}{suffix(layer, reverse)}": shape for name, shape in cell.items()}
        if model.connection == "highway":
            shapes[f"highway.weight_l{layer}"] = (model.width, model.width)
            shapes[f"highway.bias_l{layer}"] = (model.width,)
    for layer in range(model.layers if model.decoder else 0):
        cell = _cell_shapes(model, width_below(model, layer))
        own = {name: shape for name, shape in cell.items() if not name.startswith("initial")}
        shapes |= {f"decoder.{name}{suffix(layer, False)}": shape for name, shape in own.items()}
    shapes["readout.weight"] = (classes, width_below(model, model.layers))
    shapes["readout.bias"] = (classes,)
    return shapes


def _cell_shapes(model: ModelSpec, inputs: int) -> dict[str, tuple[int, ...]]:
    units = model.hidden_size
    rows = len(gates(model)) * units
    shapes: dict[str, tuple[int, ...]] = {
        "weight_ih": (rows, inputs),
        "weight_hh": (rows, units),
        "bias_ih": (rows,),
        "bias_hh": (rows,),
    }
    if model.peepholes:
        shapes["weight_ch"] = (len(peeping(model)) * units,)
    if model.initial_state != "zeros":
        shapes["initial_hidden"] = (units,)
        if model.kind == "lstm":
            shapes["initial_cell"] = (units,)
    return shapes
