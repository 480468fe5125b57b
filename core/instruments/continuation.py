"""A network of a series goes on by itself: its answer is the next number that it reads.

What it reads is the word nearest to its answer, so the same continuation can be typed. In NumPy, on the
network's weights in 32 bits, as a text is written (`generate`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Floats, Floats32, Ints
from ..equations.forward import Arrays, arrays
from ..network import Network
from ..spec import ModelSpec
from ..spec.limits import shown, within
from ..tasks import task
from ..tasks.series import Series
from .generate import Stepper

MOST = 2000
"""Numbers of a continuation."""


@dataclass(frozen=True, slots=True, eq=False)
class Continuation:
    """How a series goes on from one place.

    Attributes:
        begins: The place of the first number that is said.
        read: The numbers that were read before it, (T,).
        values: What the network says, (N,); what follows a number beyond its words is NaN.
        truth: What the series has there, (M,), M at most N; none beyond its end.
        naive: What rules say that need no network, by their names, (N,).
    """

    begins: int
    read: Floats
    values: Floats
    truth: Floats
    naive: dict[str, Floats]


def continuation(network: Network, count: int, begins: int | None = None) -> Continuation:
    """Let a network go on with its series.

    Args:
        network: Trained on a series.
        count: How many numbers it is to say.
        begins: The place of the first of them; None for the end of the series.

    Raises:
        ValueError: if it is no network of a series, or count or place are out of range.
    """
    asked = task(network.spec.task)
    if not isinstance(asked, Series) or network.vocabulary != asked.vocabulary:
        raise ValueError("This network was not trained on a series here: there is nothing to go on with.")
    if not within(count, 1, MOST):
        raise ValueError(f"count is {shown(count)}; choose a whole number from 1 to {MOST}.")
    end = len(asked.values)
    begins = end if begins is None else begins
    if not within(begins, asked.context, end):
        raise ValueError(f"begins is {shown(begins)}; choose a place from {asked.context} to {end}.")
    before = asked.values[begins - asked.context : begins]
    said = go_on(
        network.spec.model, arrays(network, np.float32), asked.ids_of(before)[None], count, asked.ids_of
    )
    return Continuation(
        begins,
        before,
        said[0],
        asked.values[begins : begins + count],
        asked.naive(asked.values[:begins], count),
    )


def go_on(
    model: ModelSpec, weights: Arrays, ids: Ints, count: int, ids_of: Callable[[Floats], Ints]
) -> Floats32:
    """Read ids (B, T), and say `count` numbers after them, each read before the next, (B, count)."""
    steps = Stepper(model, weights, len(ids))
    said = np.full((len(ids), count), np.nan, np.float32)
    with np.errstate(all="ignore"):
        for column in ids.T:
            answers = steps.read(column)[:, 0]
        for place in range(count):
            said[:, place] = answers
            if place + 1 < count:
                read = ids_of(answers.astype(np.float64))
                answers = np.where(read > 0, steps.read(read)[:, 0], np.nan)
    return cast(Floats32, said)
