"""The three cells under one roof. Read them in this order: rnn, gru, lstm; each file adds one idea."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol, Self

from core.arrays import Floats
from core.instruments.gru import GruScan
from core.instruments.lstm import LstmScan
from core.instruments.rnn import RnnScan
from core.instruments.weights import Gradients, LayerWeights
from core.spec import Kind


class Scan(Protocol):
    """One forward pass of a cell over T inputs, kept so that it can be looked into and gone back through."""

    @property
    def weights(self) -> LayerWeights:
        """The layer that read."""

    @property
    def inputs(self) -> Floats:
        """What it read, (T, B, E)."""

    @property
    def hidden(self) -> Floats:
        """Its states, the initial one first, (T+1, B, H)."""

    @property
    def memory(self) -> Floats | None:
        """The LSTM's cell states, the initial one first, (T+1, B, H); None elsewhere."""

    @classmethod
    def forward(cls, inputs: Floats, weights: LayerWeights) -> Self:
        """Read T inputs."""

    def backward(self, d_hidden: Floats) -> Gradients:
        """Carry the loss back through time."""


CELLS: Mapping[Kind, type[Scan]] = MappingProxyType({"rnn": RnnScan, "gru": GruScan, "lstm": LstmScan})
