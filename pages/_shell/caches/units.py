"""Which unit of a network follows a label, and how far each unit's value goes on those sentences."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core import Network, UnitSearch, record_batch
from core.arrays import Floats
from core.experiments.lessons.units import FOLLOWED
from pages._shell.caches.networks import untrained

_FEW = 32
"""Networks of whose units this is kept."""


class Found(NamedTuple):
    """How the units of a network go with a label.

    Attributes:
        search: Of the network.
        before: The best |r| before training, on the sentences it was not chosen by; 0 if no unit changes.
        middle: The mean cell state of each unit (H,) over the test sentences.
        spread: Its standard deviation (H,).
    """

    search: UnitSearch
    before: float
    middle: Floats
    spread: Floats


@lru_cache(maxsize=_FEW)
def found_units(name: str, network: Network) -> Found:
    """Return how the units of a network go with one of `FOLLOWED`, and of the same one before training."""
    followed = FOLLOWED[name]
    fresh = followed.search(untrained(network.spec))
    with np.errstate(all="ignore"):
        states = np.concatenate(
            [trace["cell_state"] for trace in record_batch(network, followed.sentences())]
        )
        before = float(np.nan_to_num(abs(fresh.held_out[fresh.best])))
        return Found(followed.search(network), before, states.mean(axis=0), states.std(axis=0))
