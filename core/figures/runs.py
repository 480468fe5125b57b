"""Earlier runs as ghosts: their curves in few points, to be drawn faint behind those that come. No torch."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import Snapshot
from ..spec import RunSpec
from .lab import Ghost
from .training import thin

MOST_POINTS = 300


def ghost(spec: RunSpec, history: Sequence[Snapshot], name: str = "") -> Ghost:
    """Return an earlier run: losses and gradient norms thinned out, its last exam; under a name, if given."""
    losses, norms = (
        np.concatenate([getattr(snapshot, measure) for snapshot in history])
        for measure in ("losses", "gradient_norms")
    )
    return Ghost(spec, _points(losses), _points(norms), history[-1].curve, name)


def _points(values: NDArray[Any]) -> list[tuple[int, float | None]]:
    steps, medians = thin(np.arange(1, len(values) + 1), values, MOST_POINTS)
    return [
        (int(step), float(f"{value:.5g}") if math.isfinite(value) else None)
        for step, value in zip(steps, medians, strict=True)
    ]
