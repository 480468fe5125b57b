"""Good and bad words in an embedding: found where they were put, whichever way the plane is turned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import Network, WordVectors, default_run, initial_network
from core.instruments.valence import BAD, GOOD, apart, valences
from core.tasks.everyday import RATED


def rated_network(sign: float) -> Network:
    """Return a network in whose embedding one number is a word's rating, and another is wider still."""
    network = initial_network(default_run("lstm", "everyday"))
    drawn = np.random.default_rng(0).normal(scale=0.01, size=network.weights["embedding.weight"].shape)
    drawn[:, 2] = [sign * RATED.get(word, 0.0) for word in network.vocabulary]
    drawn[:, 5] = np.random.default_rng(1).normal(scale=9.0, size=len(drawn))
    weights = {**network.weights, "embedding.weight": drawn.astype(np.float32)}
    return Network(network.spec, 0, weights, network.vocabulary, network.classes)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_second_axis_follows_the_ratings_upwards(sign: float) -> None:
    found = valences(rated_network(sign))
    assert found.correlation > 0.99
    up = found.vectors.matrix @ found.axes[:, 1]
    by_word = dict(zip(found.vectors.words, up, strict=True))
    assert by_word[GOOD] > by_word[BAD] + 1
    assert abs(found.axes[2, 1]) == pytest.approx(1, abs=0.05)


def test_opposites_are_told_in_mean_distances() -> None:
    corners = WordVectors((GOOD, BAD, "table"), np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]]))
    assert apart(corners) == pytest.approx(3 / 4)  # the three distances are 3, 4 and 5
    assert apart(replace(corners, matrix=7 * corners.matrix)) == pytest.approx(3 / 4)
