"""Truncated backpropagation made visible: where the gradient is cut, and what is lost there.

The sentence is cut into windows, counted from its end; each window starts from a *detached* state: its
numbers are used, but no gradient goes back through it (Williams and Peng 1990).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from ..arrays import Floats
from ..equations.contribution import norms
from .gradient import GradientProfile, gradient_profile
from .loss import Target
from .trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Truncation:
    """The gradient in full and truncated.

    `cuts` are the timesteps that start from a detached state. `cut` (T,) is the norm of the gradient that
    would have gone back from each timestep to the one before, and did not: 0 where nothing is cut. For each
    weight, `lost` is the norm of what is missing over the norm of the whole, and `cosine` how well the
    truncated gradient still points the same way.
    """

    window: int
    cuts: tuple[int, ...]
    full: GradientProfile
    truncated: GradientProfile
    cut: Floats
    lost: Mapping[str, float]
    cosine: Mapping[str, float]


def truncation(
    trace: Trace,
    window: int,
    target: Target | Sequence[Target] = None,
    at: int | Literal["each"] = -1,
) -> Truncation:
    """Differentiate a loss in full and with windows of `window` timesteps; see `gradient_profile`.

    Raises:
        ValueError: if there is no such step, class or window, or the network reads in both directions.
    """
    truncated = gradient_profile(trace, target, at, window=window)
    full = gradient_profile(trace, target, at)
    with np.errstate(all="ignore"):
        places = truncated.gradients.stack.places.values()
        lost_states = [one.cut for one in places if one.cut is not None]
        cut = (
            norms(np.stack(lost_states, axis=1).reshape(len(trace), -1))
            if lost_states
            else np.zeros(len(trace))
        )
        wholes, parts = full.weight_gradients(), truncated.weight_gradients()
        lost = {name: _size(whole - parts[name]) / _size(whole) for name, whole in wholes.items()}
        cosine = {
            name: float((whole / _size(whole) * (parts[name] / _size(parts[name]))).sum())
            for name, whole in wholes.items()
        }
    return Truncation(
        window, truncated.cuts, full, truncated, cut, MappingProxyType(lost), MappingProxyType(cosine)
    )


def _size(values: Floats) -> float:
    return float(norms(values.reshape(1, -1))[0])
