"""The three cells under one roof. Read them in this order: rnn, gru, lstm; each file adds one idea."""

from collections.abc import Mapping

from ..network.shapes import gates, peeping
from ..spec import Kind, ModelSpec
from .gru import GruCell
from .lstm import LstmCell
from .rnn import RnnCell
from .scan import Cell

CELLS: Mapping[Kind, Cell] = {"rnn": RnnCell(), "gru": GruCell(), "lstm": LstmCell()}
"""Each cell as `torch.nn` has it."""


def cell_of(model: ModelSpec) -> Cell:
    """Return the cell of a model, with its options."""
    if model.kind == "rnn":
        return RnnCell(model.activation)
    if model.kind == "gru":
        return GruCell(model.update_gate == "writes", model.reset_gate == "before", gates(model))
    return LstmCell(gates(model), peeping(model))
