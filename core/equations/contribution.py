"""The summand of each timestep in the gradient of one weight.

The weight is the same at every timestep, so its gradient is a sum over timesteps; the summands are what is
kept here, as the two factors of an outer product, which are much smaller than the products. What is not
finite goes through without a warning: it is to be seen in the sum.

In the textbook GRU, W_hn multiplies r * h: these products enter as a second, virtual sentence.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Contribution:
    r"""The summands of $\partial L/\partial W = \sum_t \sum_b l_{tb} r_{tb}^\top$.

    `left` (T, B, R); `right` (T, B, C), or None for a vector, whose summands are the rows of `left`.
    """

    left: Floats
    right: Floats | None = None

    @property
    @np.errstate(all="ignore")
    def total(self) -> Floats:
        """The gradient: the sum over all timesteps, (R, C) or (R,)."""
        left = self.left.reshape(-1, self.left.shape[-1])
        if self.right is None:
            return cast(Floats, left.sum(axis=0))
        return cast(Floats, left.T @ self.right.reshape(-1, self.right.shape[-1]))

    @np.errstate(all="ignore")
    def at(self, timestep: int) -> Floats:
        """Return the summand of one timestep, (R, C) or (R,)."""
        left = self.left[timestep]
        return cast(Floats, left.sum(axis=0) if self.right is None else left.T @ self.right[timestep])

    @np.errstate(all="ignore")
    def each(self) -> Floats:
        """Return all summands, (T, R, C) or (T, R)."""
        if self.right is None:
            return cast(Floats, self.left.sum(axis=1))
        return cast(Floats, np.swapaxes(self.left, 1, 2) @ self.right)

    def from_the_end(self) -> "Contribution":
        """Return the same summands in the opposite order of time."""
        return Contribution(self.left[::-1], None if self.right is None else self.right[::-1])

    @property
    @np.errstate(all="ignore")
    def norms(self) -> Floats:
        """The norm of each timestep's summand, (T,)."""
        if self.left.shape[1] == 1:  # an outer product's norm is known without forming it
            left = norms(self.left[:, 0])
            return left if self.right is None else cast(Floats, left * norms(self.right[:, 0]))
        each = self.each()
        return norms(each.reshape(len(each), -1))


def norms(rows: Floats) -> Floats:
    """Return the norm along the last axis, without squaring small numbers away or large ones to infinity."""
    squares = np.einsum("...i,...i->...", rows, rows)
    found = np.sqrt(squares)
    limits = np.finfo(rows.dtype)
    fine = (squares > limits.tiny / limits.eps**2) & (squares < limits.max)
    extreme = rows[~fine]
    if extreme.any():
        largest = np.abs(extreme).max(axis=-1, keepdims=True)
        scale = np.where((largest > 0) & np.isfinite(largest), largest, 1)
        found[~fine] = scale[:, 0] * np.sqrt(((extreme / scale) ** 2).sum(axis=-1))
    return cast(Floats, found)
