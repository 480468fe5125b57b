"""Truncated backpropagation made visible: where the gradient is cut, and how wrong it becomes.

The sentence is cut into windows, counted from its end; each window starts from a *detached* state: its
numbers are used, but no gradient goes back through it (Williams and Peng 1990).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
    would have gone back from each timestep to the one before, and did not: 0 where nothing is cut.

    `error` is each weight's relative error: the norm of (full - truncated) over the norm of the full
    gradient. It is no share: where long and short ways cancel each other, the truncated gradient may be the
    longer one and its error above 1. It is 0 where the two are equal, and infinite where only the full one is
    zero. `cosine` says how well the truncated gradient still points the same way; NaN if one of them is zero.
    """

    window: int
    cuts: tuple[int, ...]
    full: GradientProfile
    truncated: GradientProfile
    cut: Floats
    error: Mapping[str, float]
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
        error = {name: _relative(whole - parts[name], whole) for name, whole in wholes.items()}
        cosine = {
            name: float((whole / _norm(whole) * (parts[name] / _norm(parts[name]))).sum())
            for name, whole in wholes.items()
        }
    return Truncation(window, truncated.cuts, full, truncated, cut, error, cosine)


def _relative(difference: Floats, whole: Floats) -> float:
    """Return the norm of a difference over that of the whole; 0 if there is no difference, whatever it is."""
    apart = _norm(difference)
    return float(apart / _norm(whole)) if apart else 0.0


def _norm(values: Floats) -> np.floating[Any]:
    norm: np.floating[Any] = norms(values.reshape(1, -1))[0]
    return norm
