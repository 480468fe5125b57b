r"""Clipping by the norm, the algorithm's three lines (Pascanu et al. 2013, algorithm 1).

$\hat g \leftarrow \partial L / \partial \theta$; if $\lVert \hat g \rVert \ge$ threshold: $\hat g \leftarrow
\frac{\text{threshold}}{\lVert \hat g \rVert} \hat g$.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..equations.contribution import norms
from ..spec.limits import shown, within


@dataclass(frozen=True, slots=True, eq=False)
class Clipped:
    """Gradients by name after clipping, and the norm of all of them together before and after."""

    gradients: Mapping[str, Floats]
    threshold: float
    norm_before: float
    norm_after: float

    @property
    def factor(self) -> float:
        """The factor of every gradient: 1 if nothing was clipped, NaN if nothing can be."""
        if not math.isfinite(self.norm_before):
            return math.nan
        return self.threshold / self.norm_before if self.norm_before > self.threshold else 1.0


def clip(gradients: Mapping[str, Floats], threshold: float) -> Clipped:
    """Shorten the gradient of all weights together to the length `threshold`, if it is longer.

    A norm that is not finite cannot be clipped: all gradients then come out as NaN, for all to see.

    Raises:
        ValueError: if the threshold is not a positive number, or there are no gradients.
    """
    if not gradients:
        raise ValueError("There are no gradients to clip. Give at least one array by name.")
    if not within(threshold, 0, whole=False) or not threshold:
        raise ValueError(f"threshold is {shown(threshold)}; choose a number above 0.")
    with np.errstate(all="ignore"):
        norm = _norm(gradients)
        if not norm < threshold:
            factor = threshold / norm if math.isfinite(norm) else math.nan
            gradients = {name: one * factor for name, one in gradients.items()}
        return Clipped(dict(gradients), float(threshold), norm, _norm(gradients))


def _norm(gradients: Mapping[str, Floats]) -> float:
    flat = np.concatenate([one.ravel().astype(np.float64) for one in gradients.values()])
    return float(norms(flat[None])[0])
