"""A snapshot: what a training run has to show at one step. Plain values and NumPy arrays; no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The measured state of a run after `step` of `steps_total` steps.

    Attributes:
        step: Training steps taken.
        steps_total: Those of the whole run.
        losses: Of the n steps since the snapshot before, (n,).
        gradient_norms: Of the same steps, before clipping, (n,).
        score: The mean of `curve`, or the perplexity of all held-out answers; of a perplexity and of an error
            less is better.
        curve: (length, share of right sentences) on the exam; of a language model (context, perplexity), of a
            series (steps ahead, error).
        weights: float32 arrays by PyTorch's names.
        diverged: What became infinite or NaN, and when; such a run has ended.
        seconds: CPU time used so far.

    What a network does on its task's probe sentence of T words; empty for what trains and is no network:

    Attributes:
        profile: Norm of dL/dh_t, (T,), L being -log p(right answer) or the squared error.
        cell_profile: Norm of dL/dc_t, (T,), of an LSTM.
        signals: Gates and states (T, U), the first 32 units as the codes of `core.nets.film`.
        broken: Whether some of them were not finite.
        samples: A language model's own text, by the temperature at which it was written.

    Of a film (`core.spec.FilmSpec`):

    Attributes:
        kept: The weights once more. A history drops the `weights` of all snapshots but the last; these stay.
    """

    step: int
    steps_total: int
    losses: NDArray[np.float32]
    gradient_norms: NDArray[np.float32]
    score: float
    curve: tuple[tuple[int, float], ...]
    weights: Mapping[str, NDArray[np.float32]]
    diverged: str | None
    seconds: float
    profile: Floats = field(default_factory=lambda: np.zeros(0))
    cell_profile: Floats | None = None
    signals: Mapping[str, NDArray[np.unsignedinteger]] = field(default_factory=dict)
    broken: bool = False
    samples: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
