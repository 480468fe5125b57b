"""A trained network as a frozen value: its recipe, how far it was trained, and its named weights.

Names, shapes and gate order are PyTorch's, so that the weights fit `torch.nn.Embedding`,
`torch.nn.RNN/GRU/LSTM` and `torch.nn.Linear` as they are. Knows no torch.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..spec import RunSpec
from ..tasks import task
from .initial import draw_weights
from .shapes import GATES, weight_shapes

__all__ = ["GATES", "Network", "Weights", "expected_weights", "initial_network"]

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network after `step` training steps; `weights` are read-only float32 arrays.

    Weights that are not finite are kept as they are: a run that blew up can be looked at. It answers with one
    of its `classes`, or with a number, whose name is then its only class.

    Raises:
        ValueError: if a weight is missing, unknown or of another shape than the spec says.
    """

    spec: RunSpec
    step: int
    weights: Weights
    vocabulary: tuple[str, ...] = field(init=False, repr=False)
    classes: tuple[str, ...] = field(init=False, repr=False)
    answer: Literal["class", "number"] = field(init=False, repr=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        this = task(self.spec.task)
        shapes = expected_weights(self.spec)
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
        object.__setattr__(self, "weights", MappingProxyType(kept))
        object.__setattr__(self, "vocabulary", this.vocabulary)
        object.__setattr__(self, "classes", this.classes)
        object.__setattr__(self, "answer", this.answer)
        object.__setattr__(self, "key", digest.hexdigest()[:16])

    def __reduce__(self) -> tuple[Any, ...]:
        return Network, (self.spec, self.step, dict(self.weights))

    @property
    def size(self) -> int:
        """Number of weights, the numbers of a random initial state included."""
        return sum(array.size for array in self.weights.values())


def expected_weights(spec: RunSpec) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every weight that a network of this spec has."""
    this = task(spec.task)
    return weight_shapes(spec.model, len(this.vocabulary), len(this.classes))


def initial_network(spec: RunSpec) -> Network:
    """Return the network before training, drawn from the seed."""
    this = task(spec.task)
    weights = draw_weights(spec.model, len(this.vocabulary), len(this.classes), spec.seed)
    if this.vectors is not None:
        weights["embedding.weight"] = this.vectors
    weights["readout.weight"] *= np.float32(this.spread)
    return Network(spec, 0, weights)
