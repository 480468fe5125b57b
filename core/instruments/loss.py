r"""A loss on one sentence: which answers are asked for, at which timesteps.

$$L = -\sum_t w_t \log p_t(\text{target}_t) \quad\text{or}\quad L = \sum_t w_t (y_t - \text{target}_t)^2$$

for a network that answers with classes, or with a number $y$.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats
from ..spec.limits import shown, within
from .trace import Trace

Target = int | float | str | np.number[Any] | None


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """`targets` (T,), what is asked for after each word: a class (int64), or a number (float64).

    `weights` (T,) is how much each answer counts.
    """

    targets: NDArray[Any]
    weights: Floats

    @property
    def number(self) -> bool:
        """Whether numbers are asked for."""
        return self.targets.dtype.kind == "f"

    def value(self, logits: Floats) -> float:
        """Return the loss of logits (T, K)."""
        asked = np.flatnonzero(self.weights)
        rows = logits[asked]
        if self.number:
            return float((self.weights[asked] * (rows[:, 0] - self.targets[asked]) ** 2).sum())
        top = rows.max(axis=1, keepdims=True)
        spread = np.log(np.exp(rows - top).sum(axis=1)) + top[:, 0]
        own = rows[np.arange(len(asked)), self.targets[asked]]
        return float((self.weights[asked] * (spread - own)).sum())

    def slope(self, answers: Floats) -> Floats:
        """Return the derivative by the logits (T, K), from what a trace answers: probabilities or numbers."""
        d_logits = np.zeros_like(answers)
        asked = np.flatnonzero(self.weights)
        d_logits[asked] = answers[asked]
        if self.number:
            d_logits[asked, 0] = 2 * (answers[asked, 0] - self.targets[asked])
        else:
            d_logits[asked, self.targets[asked]] -= 1
        d_logits[asked] *= self.weights[asked, None].astype(d_logits.dtype)
        return d_logits


def loss_at(trace: Trace, target: Target | Sequence[Target] = None, at: int | Literal["each"] = -1) -> Loss:
    """Return the loss of one answer, or of the answers after each word.

    Args:
        trace: A network on a sentence.
        target: A class as its number or name; None for the most probable one; or one of these for each
            timestep. Of a network that answers with a number: that number, or its text; None for 0.
        at: The timestep at which the answer is asked for; "each" for the sum over all.

    Raises:
        ValueError: if there is no such step, class or number, or there are not as many targets as timesteps.
    """
    steps = len(trace)
    if not (isinstance(at, str) and at == "each") and not within(at, -steps, steps - 1):
        raise ValueError(
            f"at is {shown(at)}; this sentence has timesteps 0 to {steps - 1}, or “each” for all."
        )
    each: Sequence[Any] = [target] * steps if np.ndim(cast(Any, target)) == 0 else list(cast(Any, target))
    every = [
        one.item() if isinstance(one, np.generic | np.ndarray) and one.size == 1 else one for one in each
    ]
    strange = [one for one in every if not isinstance(one, int | float | str | None)]
    if strange:
        raise ValueError(
            f"target is {shown(strange[0])}; expected a class, as its number or name, or a number."
        )
    if len(every) != steps:
        raise ValueError(f"There are {len(every)} targets for {steps} timesteps; give one for each.")
    if trace.network.answer == "number":
        targets: NDArray[Any] = np.array([_number(one) for one in every], np.float64)
    else:
        targets = trace.answers.argmax(axis=1).astype(np.int64)
        found = {one: _class(trace, one) for one in set(every) if one is not None}
        for t, one in enumerate(every):
            targets[t] = targets[t] if one is None else found[one]
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
    if loss.number != (trace.network.answer == "number"):
        came, expected = ("numbers", "classes") if loss.number else ("classes", "numbers")
        raise ValueError(f"The loss asks for {came}; this network answers with {expected}.")
    wrong = loss.targets[(loss.targets < 0) | (loss.targets >= classes)]
    if len(wrong) and not loss.number:
        raise ValueError(f"target is {wrong[0]}; this network has classes 0 to {classes - 1}.")
    return loss


def _class(trace: Trace, target: float | str) -> int:
    classes = trace.network.classes
    if isinstance(target, str):
        if target not in classes:
            raise ValueError(f"target is {target!r}; this network answers with {', '.join(classes[:8])} ...")
        return classes.index(target)
    if not within(target, 0, len(classes) - 1):
        raise ValueError(f"target is {shown(target)}; this network has classes 0 to {len(classes) - 1}.")
    return int(target)


def _number(target: Target) -> float:
    try:
        number = 0.0 if target is None else float(target)
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        raise ValueError(f"target is {target!r}; this network answers with numbers, such as 1.5.")
    return number
