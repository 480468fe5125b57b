"""A snapshot: what a training run has to show at one step. Plain values and NumPy arrays; no torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The measured state of a run after `step` of `steps_total` steps.

    `losses` and `gradient_norms` (n,) are those of the n steps since the snapshot before, the norms as they
    were before clipping. `curve` holds (length, share of right sentences) on the exam and `score` is their
    mean; for a language model (context, perplexity), and the perplexity of all held-out answers: less is
    better. `profile` (T,) is the
    norm of dL/dh_t on the task's probe sentence, L being -log p(right answer) or the squared error, and
    `cell_profile` that of dL/dc_t (LSTM). `weights` are float32 arrays by PyTorch's names. `diverged` says
    what became infinite or NaN and when; such a run has ended. `seconds` of CPU time were used so far.
    `signals` are the probe sentence's gates and states (T, U), the first 32 units as the codes of
    `core.nets.film`; `broken` says that some were not finite. `samples` has a language model's own text by
    the temperature at which it was written.
    """

    step: int
    steps_total: int
    losses: NDArray[np.float32]
    gradient_norms: NDArray[np.float32]
    score: float
    curve: tuple[tuple[int, float], ...]
    profile: Floats
    cell_profile: Floats | None
    weights: Mapping[str, NDArray[np.float32]]
    diverged: str | None
    seconds: float
    signals: Mapping[str, NDArray[np.unsignedinteger]] = field(default_factory=dict)
    broken: bool = False
    samples: Mapping[str, str] = field(default_factory=dict)
