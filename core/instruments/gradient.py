r"""The gradient profile: how much each state of a sentence matters to one answer.

$\lVert \partial L / \partial h_t \rVert$ for every timestep $t$, with $L = -\log p(\text{target})$ at one
step, and for an LSTM $\lVert \partial L / \partial c_t \rVert$ beside it. Total derivatives: what flows
through later timesteps is part of them.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from core.arrays import Floats
from core.instruments.trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class GradientProfile:
    """Norms (T,) and gradients (T, H) of the loss of `target` at step `at`; zero at later steps."""

    loss: float
    at: int
    target: int
    hidden: Floats
    cell_state: Floats | None
    hidden_gradient: Floats
    cell_gradient: Floats | None


def gradient_profile(trace: Trace, target: int | None = None, at: int = -1) -> GradientProfile:
    """Differentiate the loss -log p(`target`) at step `at` by every state up to there.

    Without a target, the most probable class at that step is meant.

    Raises:
        ValueError: if there is no such step or class.
    """
    steps, classes = trace.logits.shape
    if not -steps <= at < steps:
        raise ValueError(f"at is {at}; this sentence has timesteps 0 to {steps - 1}.")
    at %= steps
    probabilities = trace.probabilities[at]
    target = int(probabilities.argmax()) if target is None else target
    if not 0 <= target < classes:
        raise ValueError(f"target is {target}; this network has classes 0 to {classes - 1}.")
    with np.errstate(all="ignore"):
        logits = trace.logits[at]
        top = logits.max()
        loss = float(np.log(np.exp(logits - top).sum()) + top - logits[target])
        d_logits = probabilities.copy()
        d_logits[target] -= 1
        d_hidden = np.zeros((steps, 1, trace.hidden.shape[1]), trace.hidden.dtype)
        d_hidden[at, 0] = d_logits @ trace.network.weights["readout.weight"].astype(d_hidden.dtype)
        gradients = trace.scan.backward(d_hidden)
        hidden = gradients.hidden[:, 0]
        cell = None if gradients.memory is None else gradients.memory[:, 0]
        return GradientProfile(
            loss=loss,
            at=at,
            target=target,
            hidden=_norms(hidden),
            cell_state=None if cell is None else _norms(cell),
            hidden_gradient=hidden,
            cell_gradient=cell,
        )


def _norms(rows: Floats) -> Floats:
    """Return the norm of every row, without squaring small numbers away."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    safe = np.where((largest > 0) & np.isfinite(largest), largest, 1)
    return cast(Floats, safe[:, 0] * np.sqrt(((rows / safe) ** 2).sum(axis=1)))
