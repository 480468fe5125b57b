"""A trained network as a frozen value: its recipe, how far it was trained, and its named weights.

Names, shapes and gate order are PyTorch's, so that the weights fit `torch.nn.Embedding`,
`torch.nn.RNN/GRU/LSTM` and `torch.nn.Linear` as they are. Knows no torch.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.spec import Kind, RunSpec
from core.tasks import task

Weights = Mapping[str, NDArray[np.float32]]

GATES: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "rnn": ("hidden",),
        "gru": ("reset_gate", "update_gate", "candidate"),
        "lstm": ("input_gate", "forget_gate", "candidate", "output_gate"),
    }
)
"""Blocks of H rows in the recurrent weights of each cell, from top to bottom."""


def weight_shapes(spec: RunSpec) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every weight of a network, in PyTorch's order."""
    this = task(spec.task)
    rows = len(GATES[spec.model.kind]) * spec.model.hidden_size
    return {
        "embedding.weight": (len(this.vocabulary), spec.model.embedding_size),
        "rnn.weight_ih_l0": (rows, spec.model.embedding_size),
        "rnn.weight_hh_l0": (rows, spec.model.hidden_size),
        "rnn.bias_ih_l0": (rows,),
        "rnn.bias_hh_l0": (rows,),
        "readout.weight": (len(this.classes), spec.model.hidden_size),
        "readout.bias": (len(this.classes),),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network after `step` training steps; `weights` are read-only float32 arrays.

    Weights that are not finite are kept as they are: a run that blew up can be looked at.

    Raises:
        ValueError: if a weight is missing, unknown or of another shape than the spec says.
    """

    spec: RunSpec
    step: int
    weights: Weights
    vocabulary: tuple[str, ...] = field(init=False, repr=False)
    classes: tuple[str, ...] = field(init=False, repr=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        shapes = weight_shapes(self.spec)
        wrong = set(shapes) ^ set(self.weights)
        if wrong:
            names = ", ".join(sorted(wrong))
            raise ValueError(f"The weights differ from the spec in {names}; expected {', '.join(shapes)}.")
        kept: dict[str, NDArray[np.float32]] = {}
        digest = hashlib.sha256(f"{self.spec.key} {self.step}".encode())
        for name, shape in shapes.items():
            with np.errstate(over="ignore"):
                array = np.array(self.weights[name], dtype=np.float32, order="C")
            if array.shape != shape:
                raise ValueError(f"{name} has shape {array.shape}; this spec needs {shape}.")
            array.flags.writeable = False
            digest.update(array.tobytes())
            kept[name] = array
        this = task(self.spec.task)
        object.__setattr__(self, "weights", MappingProxyType(kept))
        object.__setattr__(self, "vocabulary", this.vocabulary)
        object.__setattr__(self, "classes", this.classes)
        object.__setattr__(self, "key", digest.hexdigest()[:16])

    def __reduce__(self) -> tuple[Any, ...]:
        return Network, (self.spec, self.step, dict(self.weights))

    @property
    def size(self) -> int:
        """Number of weights."""
        return sum(array.size for array in self.weights.values())


def initial_network(spec: RunSpec) -> Network:
    """Return the network before training, drawn from the seed.

    Ranges are PyTorch's defaults: normal embeddings, everything else uniform in +-1/sqrt(hidden_size). An
    LSTM's forget gate starts at `forget_bias` (Gers et al. 2000, Jozefowicz et al. 2015): the sum of its
    two biases.
    """
    rng = np.random.default_rng((0x1217, spec.seed))
    hidden = spec.model.hidden_size
    bound = hidden**-0.5
    weights: dict[str, NDArray[np.float32]] = {}
    for name, shape in weight_shapes(spec).items():
        embeds = name == "embedding.weight"
        values = rng.standard_normal(shape) if embeds else rng.uniform(-bound, bound, shape)
        weights[name] = values.astype(np.float32)
    if spec.model.kind == "lstm":
        start = GATES["lstm"].index("forget_gate") * hidden
        weights["rnn.bias_ih_l0"][start : start + hidden] = spec.model.forget_bias
        weights["rnn.bias_hh_l0"][start : start + hidden] = 0
    return Network(spec, 0, weights)
