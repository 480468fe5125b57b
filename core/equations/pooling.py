"""Readouts: an answer is read from each step's output, the last, the mean or the largest so far.

The answer after timestep t is that of a sentence that ends there, so all readouts answer at every timestep:
`pooled[t]` is made of outputs 0 to t. The direction that reads from the end ends at the first timestep, and
there "last" takes its states. Arrays are (T, ..., B, W).
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats
from ..spec import Readout


@dataclass(frozen=True, slots=True, eq=False)
class Pooling:
    """A readout's way of pooling; `columns` are those of the direction that reads from the end."""

    readout: Readout
    columns: list[slice]

    def forward(self, outputs: Floats) -> Floats:
        """Return what the readout sees after each timestep, (T, B, W)."""
        if self.readout == "mean":
            return cast(Floats, outputs.cumsum(axis=0) / _counts(outputs))
        if self.readout == "max":
            return cast(Floats, np.maximum.accumulate(outputs, axis=0))
        if self.readout == "last" and self.columns:
            outputs = outputs.copy()
            for columns in self.columns:
                outputs[..., columns] = outputs[:1, ..., columns]
        return outputs

    def backward(self, d_pooled: Floats, outputs: Floats) -> Floats:
        """Return the derivative by the outputs, (T, ..., B, W)."""
        if self.readout == "mean":
            shares = d_pooled / _counts(d_pooled)
            return cast(Floats, shares[::-1].cumsum(axis=0)[::-1])
        if self.readout == "max":
            return self._to_largest(d_pooled, outputs)
        if self.readout == "last" and self.columns:
            d_pooled = d_pooled.copy()
            for columns in self.columns:
                summed = d_pooled[..., columns].sum(axis=0)
                d_pooled[..., columns] = 0
                d_pooled[0, ..., columns] = summed
        return d_pooled

    def _to_largest(self, d_pooled: Floats, outputs: Floats) -> Floats:
        """Give each number's derivative to the timestep that had the largest so far, the first if several."""
        d_outputs = np.zeros_like(d_pooled)
        waiting = np.zeros_like(d_pooled[0])
        largest = np.maximum.accumulate(outputs, axis=0)
        for t in reversed(range(len(outputs))):
            waiting += d_pooled[t]
            sets = ~(outputs[t] <= largest[t - 1]) if t else np.ones_like(outputs[t], bool)
            d_outputs[t] = np.where(sets, waiting, 0)
            waiting = np.where(sets, 0, waiting)
        return d_outputs


def _counts(values: Floats) -> Floats:
    counts = np.arange(1, len(values) + 1, dtype=values.dtype)
    return counts.reshape(-1, *(1,) * (values.ndim - 1))
