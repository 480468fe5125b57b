"""The window network in the browser gives the probabilities of core's."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core import WindowSpec, train_window
from tests.stage.conftest import Modules

BODY = "const net = new m.WindowNetwork(g[0]); return g[1].map((ids) => [...net.probabilities(ids)]);"


@pytest.mark.parametrize(("order", "size"), [(1, 3), (2, 1), (4, 30), (6, 5)])
def test_probabilities_are_core_s(modules: Modules, order: int, size: int) -> None:
    rng = np.random.default_rng(order)
    spec = WindowSpec(order, embedding_size=3, hidden_size=7, steps=20, batch_size=8)
    network = train_window([rng.integers(size, size=50)], size, spec)
    contexts = [rng.integers(size, size=length).tolist() for length in range(8)]
    told = json.loads(json.dumps(network.as_json()))
    found = modules.run("../net/instruments/window", BODY, told, contexts)
    for context, row in zip(contexts, found, strict=True):
        np.testing.assert_allclose(row, network.probabilities(context), rtol=1e-12)
