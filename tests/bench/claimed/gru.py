"""What the scenes of *GRU and relatives* claim, measured over seeds."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core import Trace, record, task, train, weight_count
from core.arrays import Floats
from core.equations.cells import cell_of
from core.equations.weights import LayerWeights
from core.spec import ModelSpec
from pages._scenes.gru.blend import NEAR, recipe
from pages._scenes.gru.mixed import kept, largest_step
from tests.bench.claims import Claim

TAKEN = ("not", "but", "great")
"""The words of the first sample at which most is taken."""


@lru_cache(maxsize=16)
def probe_trace(seed: int) -> Trace:
    """Return what the GRU of a seed does on the first sample of everyday English."""
    network = train(recipe(seed))
    return record(network, task(network.spec.task).probe)


def takes_at_telling_words(seed: int) -> float:
    """Return by how much less is kept, on average over units, at each of these words than at any other."""
    trace = probe_trace(seed)
    means = kept(trace).mean(axis=1)
    taken = [at for at, word in enumerate(trace.words) if word in TAKEN]
    return float(np.delete(means, taken).min() - means[taken].max())


def lands_near_the_new(seed: int) -> float:
    """Return how much less than the limit the unit keeps that goes farthest."""
    return NEAR - largest_step(probe_trace(seed)).keep


def states(model: ModelSpec, weights: LayerWeights, seed: int) -> Floats:
    """Return the states of a cell on drawn inputs."""
    inputs = np.random.default_rng(seed).normal(size=(12, 1, weights.weight_ih.shape[1]))
    return cell_of(model).forward(inputs, weights).hidden


def drawn(seed: int, sign: float = 1.0) -> LayerWeights:
    """Return weights of a GRU of six units, without biases; the update gate's with this sign."""
    rng = np.random.default_rng(1000 + seed)
    ih, hh = rng.normal(size=(18, 4)), rng.normal(size=(18, 6))
    for rows in (ih, hh):
        rows[6:12] *= sign
    return LayerWeights(ih, hh, np.zeros(18), np.zeros(18))


def same_with_the_other_sign(seed: int) -> float:
    """Return minus the largest difference between keeping, and taking with the sign of z's weights turned."""
    apart = [
        np.abs(
            states(ModelSpec("gru", reset_gate=reset), drawn(seed), seed)
            - states(ModelSpec("gru", reset_gate=reset, update_gate="writes"), drawn(seed, -1), seed)
        ).max()
        for reset in ("after", "before")
    ]
    return -float(max(apart))


def reset_differs(seed: int) -> float:
    """Return the largest difference between the reset gate before and after the product."""
    found = [states(ModelSpec("gru", reset_gate=reset), drawn(seed), seed) for reset in ("after", "before")]
    return float(np.abs(found[0] - found[1]).max())


def four_times(seed: int) -> float:
    """Return minus by how much GRU and LSTM miss 3 and 4 times an RNN's weights, for drawn sizes."""
    vector, units, layers = map(int, np.random.default_rng(seed).integers(1, 400, 3))
    layers = 1 + layers % 6
    cells = [
        weight_count(ModelSpec(kind, layers=layers), 5, 0, embedding_size=vector, hidden_size=units)
        for kind in ("rnn", "gru", "lstm")
    ]
    rnn, gru, lstm = (count.part("matrices", "biases") for count in cells)
    return -float(abs(gru - 3 * rnn) + abs(lstm - 4 * rnn))


CLAIMS = (
    Claim("gru/blend", "Most is taken at “not”, “but” and “great”.", takes_at_telling_words, 0.0),
    Claim("gru/blend", "The unit that goes farthest lands near the new value.", lands_near_the_new, 0.0),
    Claim("gru/conventions", "z with the other sign is 1 − z.", same_with_the_other_sign, -1e-12),
    Claim("gru/conventions", "The place of the reset gate makes another network.", reset_differs, 0.01),
    Claim("gru/weights", "GRU 3 times, LSTM 4 times an RNN's weights.", four_times, 0.0),
)
