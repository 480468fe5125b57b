"""The weights of one recurrent layer in one direction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike

from ..arrays import Floats
from ..network import Network
from ..network.shapes import suffix


@dataclass(frozen=True, slots=True, eq=False)
class LayerWeights:
    """PyTorch's four arrays of a layer with G blocks of H rows: (G*H, E), (G*H, H), (G*H,), (G*H,).

    Where the network has them: `weight_ch` (P*H,), the peepholes of its P gates; `initial_hidden` and
    `initial_cell` (H,), or (B, H) one for each sentence, without which states start at zero.
    """

    weight_ih: Floats
    weight_hh: Floats
    bias_ih: Floats
    bias_hh: Floats
    weight_ch: Floats | None = None
    initial_hidden: Floats | None = None
    initial_cell: Floats | None = None

    @classmethod
    def of(
        cls, network: Network, dtype: DTypeLike = np.float64, layer: int = 0, reverse: bool = False
    ) -> Self:
        """Return a layer of a network."""
        return cls.named(
            {name: array.astype(dtype) for name, array in network.weights.items()}, layer, reverse
        )

    @classmethod
    def named(cls, weights: Mapping[str, Any], layer: int, reverse: bool, part: str = "rnn") -> Self:
        """Pick a layer's arrays out of a whole network's; `part` may be "decoder"."""
        end = suffix(layer, reverse)
        found = {name: weights.get(f"{part}.{name}{end}") for name in cls.__slots__}
        return cls(**{name: array for name, array in found.items() if array is not None})

    def blocks(
        self, rows: Floats, there: Sequence[str], full: Sequence[str], missing: float = 0.0
    ) -> list[Floats]:
        """Return the H rows of each gate of the full cell, in its order, from rows (G*H, ...) of those there.

        Those of a gate that this cell does without are `missing` throughout.
        """
        each = rows.reshape(len(there), self.hidden_size, *rows.shape[1:])
        nothing = np.full_like(each[0], missing)
        return [each[there.index(gate)] if gate in there else nothing for gate in full]

    @property
    def hidden_size(self) -> int:
        """Number of units H."""
        return int(self.weight_hh.shape[1])
