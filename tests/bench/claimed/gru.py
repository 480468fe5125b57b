"""What the scenes of *GRU and relatives* claim of their defaults; the rest stands in `core.experiments`."""

from __future__ import annotations

from core import record, task, train
from pages._scenes.gru.blend import NEAR, recipe
from pages._scenes.gru.mixed import clearest
from tests.bench.claims import Claim


def lands_near_the_new(seed: int) -> float:
    """Return how much less than the limit the unit keeps that is asked about, on the first sample."""
    network = train(recipe(seed))
    return NEAR - clearest(record(network, task(network.spec.task).probe)).keep


CLAIMS = (
    Claim("gru/blend", "The unit that is asked about lands near the new value.", lands_near_the_new, 0.0),
)
