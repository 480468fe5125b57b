r"""The gradient check: every weight nudged up and down, and the loss measured.

$$\frac{\partial L}{\partial w} \approx \frac{L(w + \epsilon) - L(w - \epsilon)}{2 \epsilon}$$

The error of this central difference falls with $\epsilon^2$ until rounding takes over; in float64 the best
$\epsilon$ is near $10^{-5}$.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from ..equations.forward import Arrays, Pass, arrays
from ..spec.limits import shown, within
from .gradient import gradient_profile
from .loss import Loss, Target, checked, loss_at
from .operations import held_gates
from .trace import Trace, seam_of

ROUNDINGS = 8
"""How many roundings, each of half a unit in the last place, a loss may have."""


class Checked(NamedTuple):
    """One weight: its name, its place, its gradient by backpropagation and by nudging."""

    weight: str
    place: tuple[int, ...]
    gradient: float
    measured: float

    @property
    def error(self) -> float:
        """Absolute difference of the two."""
        return abs(self.gradient - self.measured)


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The result: one row for each weight that was nudged by `nudge`.

    `resolution` is how small a gradient the nudging can measure: the rounding of the logits, over the nudge.
    """

    rows: tuple[Checked, ...]
    nudge: float
    resolution: float

    @property
    def scale(self) -> float:
        """The largest gradient among them, to which errors are compared."""
        return max((abs(row.gradient) for row in self.rows), default=0.0)

    @property
    def worst(self) -> Checked:
        """The row with the largest error; one that is not finite comes first."""
        return max(self.rows, key=lambda row: row.error if np.isfinite(row.error) else np.inf)

    @property
    def relative_error(self) -> float:
        """The largest error over the largest gradient."""
        return self.worst.error / self.scale if self.scale else self.worst.error

    def passes(self, tolerance: float = 1e-6) -> bool:
        """Whether all errors are finite, and small against the largest gradient or not to be measured.

        Raises:
            ValueError: if the tolerance is no number from 0 on.
        """
        if not within(tolerance, 0, whole=False):
            raise ValueError(f"tolerance is {shown(tolerance)}; choose a number from 0 on, such as 1e-6.")
        return bool(self.worst.error <= max(tolerance * self.scale, self.resolution))


def check_gradients(
    trace: Trace,
    target: Target | Sequence[Target] = None,
    at: int | Literal["each"] = -1,
    *,
    loss: Loss | None = None,
    each: int = 5,
    nudge: float = 1e-5,
    seed: int = 0,
) -> GradientCheck:
    """Compare the gradient of some entries of every weight with finite differences, in float64.

    Args:
        trace: A network on a sentence; its operations stay in force.
        target: See `gradient_profile`.
        at: See `gradient_profile`.
        loss: See `gradient_profile`.
        each: How many entries of every weight, drawn by `seed` among those that the sentence can reach.
        nudge: By how much a weight is moved, up and down.
        seed: Decides which entries.

    Raises:
        ValueError: if there is no such step or class, the nudge is not above 0, or a number is none.
    """
    if not within(nudge, 0, whole=False) or not nudge:
        raise ValueError(f"nudge is {shown(nudge)}; choose a number above 0, such as 1e-5.")
    if not within(each, 1):
        raise ValueError(f"each is {shown(each)}; choose at least 1 entry of every weight.")
    if not within(seed, 0):
        raise ValueError(f"seed is {shown(seed)}; choose a whole number from 0 on.")
    asked = loss_at(trace, target, at) if loss is None else checked(loss, trace)
    gradients = gradient_profile(trace, loss=asked).weight_gradients()
    weights = arrays(trace.network)
    rng = np.random.default_rng(seed)
    rows = []
    for name, array in weights.items():
        rows_read = np.unique(trace.ids) if name == "embedding.weight" else np.arange(len(array))
        places = [
            (int(rng.choice(rows_read)), *(int(rng.integers(size)) for size in array.shape[1:]))
            for _ in range(each)
        ]
        for place in sorted(set(places)):
            kept = array[place]
            losses = []
            for value in (kept + nudge, kept - nudge):
                array[place] = value
                losses.append(_loss(trace, weights, asked))
            array[place] = kept
            with np.errstate(all="ignore"):
                measured = float((np.float64(losses[0]) - losses[1]) / (2 * nudge))
            rows.append(Checked(name, place, float(gradients[name][place]), measured))
    largest = max(1.0, float(np.abs(trace.logits).max()))
    return GradientCheck(tuple(rows), nudge, ROUNDINGS * largest * float(np.finfo(float).eps) / nudge)


def _loss(trace: Trace, weights: Arrays, asked: Loss) -> float:
    model = trace.network.spec.model
    held = held_gates(trace.operations, model, len(trace), np.float64)
    with np.errstate(all="ignore"):
        seam = seam_of(trace.network, trace.ids)
        ids, nothing = trace.ids[:, None], trace.forward.erased
        done = Pass.forward(model, weights, ids, held=held, erased=nothing, seam=seam)
        return asked.value(done.logits[:, 0])
