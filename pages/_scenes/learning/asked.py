"""The small network of this lesson; what a sentence asks of it stands with what the lesson claims."""

from core import RunSpec
from core.experiments.lessons.learning import small_rnn

SEED = 15
"""One of twenty on which the last words have the usual part of the gradient: 91 %; half have over 93 %."""


def recipe(seed: int = SEED) -> RunSpec:
    """Return the recipe of the RNN whose numbers are shown."""
    return small_rnn(seed)
