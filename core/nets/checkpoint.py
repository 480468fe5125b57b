"""A checkpoint: all that a training run needs to go on as if it had never stopped. Plain values; no torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """A run after `step` finished steps; copies, which no later step changes.

    `weights` are by PyTorch's names, `optimiser` is what the optimiser remembers of earlier gradients, each
    (N,) over all weights. `sentences` is the state of the generator of sentences, as NumPy tells it. `losses`
    and `gradient_norms` (n,) are those since the last snapshot, which have not been handed over.
    `norm_before` is the gradient norm of the last step. `diverged` says why the run is over, if it is.
    `seconds` of CPU time were used so far.
    """

    step: int
    weights: Arrays
    optimiser: Arrays
    sentences: Mapping[str, Any]
    losses: NDArray[np.float32]
    gradient_norms: NDArray[np.float32]
    norm_before: float | None
    diverged: str | None
    seconds: float
