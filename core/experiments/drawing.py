"""Networks that are drawn rather than trained: what holds for any weights is measured on these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..instruments import Trace, record
from ..network import Network, initial_network
from ..recipes import default_run
from ..spec import Kind, TaskName

_MOST_UNITS, _MOST_WORDS = 32, 40


def drawn(seed: int, kind: Kind = "lstm", name: TaskName = "everyday") -> Trace:
    """Return what a cell of a random size and random weights does on random words of a task."""
    rng = np.random.default_rng(seed)
    usual = default_run(kind, name, seed)
    units, numbers = (int(one) for one in rng.integers(1, _MOST_UNITS + 1, 2))
    spec = replace(usual, model=replace(usual.model, hidden_size=units, embedding_size=numbers))
    first = initial_network(spec)
    weights = {
        name: rng.normal(size=weight.shape).astype(np.float32) for name, weight in first.weights.items()
    }
    network = Network(spec, 0, weights, first.vocabulary, first.classes)
    words = rng.choice(network.vocabulary, int(rng.integers(2, _MOST_WORDS + 1)))
    return record(network, list(map(str, words)))
