r"""A loss on one sentence: which answers are asked for, at which timesteps.

$$L = -\sum_t w_t \log p_t(\text{target}_t)$$
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.arrays import Floats, Ints
from core.instruments.trace import Trace

Target = int | str | None


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """`targets` (T,), the class asked for after each word; `weights` (T,), how much each answer counts."""

    targets: Ints
    weights: Floats

    def value(self, logits: Floats) -> float:
        """Return the loss of logits (T, K)."""
        asked = np.flatnonzero(self.weights)
        rows = logits[asked]
        top = rows.max(axis=1, keepdims=True)
        spread = np.log(np.exp(rows - top).sum(axis=1)) + top[:, 0]
        own = rows[np.arange(len(asked)), self.targets[asked]]
        return float((self.weights[asked] * (spread - own)).sum())

    def slope(self, probabilities: Floats) -> Floats:
        """Return the derivative by the logits, (T, K)."""
        d_logits = np.zeros_like(probabilities)
        asked = np.flatnonzero(self.weights)
        d_logits[asked] = probabilities[asked]
        d_logits[asked, self.targets[asked]] -= 1
        d_logits[asked] *= self.weights[asked, None].astype(d_logits.dtype)
        return d_logits


def loss_at(trace: Trace, target: Target | Sequence[Target] = None, at: int | Literal["each"] = -1) -> Loss:
    """Return the loss of one answer, or of the answers after each word.

    Args:
        trace: What was read.
        target: A class as its number or name; None for the most probable one; or one of these for each
            timestep.
        at: The timestep at which the answer is asked for; "each" for the sum over all.

    Raises:
        ValueError: if there is no such step or class, or there are not as many targets as timesteps.
    """
    steps = len(trace)
    if at != "each" and not -steps <= at < steps:
        raise ValueError(f"at is {at}; this sentence has timesteps 0 to {steps - 1}.")
    if isinstance(target, int | str):
        targets = np.full(steps, _class(trace, target), np.int64)
    else:
        targets = trace.probabilities.argmax(axis=1).astype(np.int64)
        every = [None] * steps if target is None else list(target)
        if len(every) != steps:
            raise ValueError(f"There are {len(every)} targets for {steps} timesteps; give one for each.")
        for t, one in enumerate(every):
            targets[t] = targets[t] if one is None else _class(trace, one)
    weights = np.zeros(steps)
    weights[slice(None) if at == "each" else at] = 1
    return Loss(targets, weights)


def checked(loss: Loss, trace: Trace) -> Loss:
    """Return the loss if it fits the sentence and the network.

    Raises:
        ValueError: if it does not.
    """
    steps, classes = trace.logits.shape
    if loss.weights.shape != (steps,) or loss.targets.shape != (steps,):
        raise ValueError(
            f"The loss has weights {loss.weights.shape} and targets {loss.targets.shape}; "
            f"this sentence needs ({steps},) of each."
        )
    wrong = loss.targets[(loss.targets < 0) | (loss.targets >= classes)]
    if len(wrong):
        raise ValueError(f"target is {wrong[0]}; this network has classes 0 to {classes - 1}.")
    return loss


def _class(trace: Trace, target: int | str) -> int:
    classes = trace.network.classes
    if isinstance(target, str):
        if target not in classes:
            raise ValueError(f"target is {target!r}; this network answers with {', '.join(classes[:8])} ...")
        return classes.index(target)
    if not 0 <= target < len(classes):
        raise ValueError(f"target is {target}; this network has classes 0 to {len(classes) - 1}.")
    return target
