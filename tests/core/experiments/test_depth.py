"""Depth: the shares below each layer are those of the gradient by what it reads."""

from __future__ import annotations

import numpy as np
import pytest

from core import gradient_profile, initial_network, record
from core.experiments.lessons.depth import ANSWER, CONNECTIONS, SENTENCE, arriving, deep
from core.spec import Connection


@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize("layers", [1, 3])
def test_what_arrives_at_the_words_is_the_gradient_by_the_words(connection: Connection, layers: int) -> None:
    network = initial_network(deep(connection, layers, 2))
    trace = record(network, SENTENCE)
    profile = gradient_profile(trace, ANSWER)
    above = trace.forward.unpooled(profile.gradients.pooled)
    found = arriving(network)
    assert found.shape == (layers + 1,)
    assert found[-1] == 1
    assert found[0] == pytest.approx(np.linalg.norm(profile.inputs) / np.linalg.norm(above), rel=1e-12)
