r"""Clipping by the norm, the algorithm's three lines (Pascanu et al. 2013, algorithm 1).

$\hat g \leftarrow \partial L / \partial \theta$; if $\lVert \hat g \rVert \ge$ threshold: $\hat g \leftarrow
\frac{\text{threshold}}{\lVert \hat g \rVert} \hat g$.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..arrays import Floats
from ..equations.contribution import norms


@dataclass(frozen=True, slots=True, eq=False)
class Clipped:
    """Gradients by name after clipping, and the norm of all of them together before and after."""

    gradients: Mapping[str, Floats]
    threshold: float
    norm_before: float
    norm_after: float

    @property
    def factor(self) -> float:
        """What every gradient was multiplied by: 1 if nothing was clipped."""
        return min(1.0, self.threshold / self.norm_before) if self.norm_before else 1.0


def clip(gradients: Mapping[str, Floats], threshold: float) -> Clipped:
    """Shorten the gradient of all weights together to the length `threshold`, if it is longer.

    A norm that is not finite cannot be clipped: the gradients then come out as NaN, for all to see.

    Raises:
        ValueError: if the threshold is not a positive number, or there are no gradients.
    """
    if not gradients:
        raise ValueError("There are no gradients to clip. Give at least one array by name.")
    if not threshold > 0:
        raise ValueError(f"threshold is {threshold}; choose a number above 0.")
    with np.errstate(all="ignore"):
        norm = _norm(gradients)
        if not norm < threshold:
            gradients = {name: one * (threshold / norm) for name, one in gradients.items()}
        return Clipped(MappingProxyType(dict(gradients)), float(threshold), norm, _norm(gradients))


def _norm(gradients: Mapping[str, Floats]) -> float:
    flat = np.concatenate([one.ravel().astype(np.float64) for one in gradients.values()])
    return float(norms(flat[None])[0])
