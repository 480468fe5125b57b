"""Weights against length: flat for the recurrent network, a line for the one that sees a window."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import default_run, initial_network
from core.figures.growth import growth, window_weights


def test_the_sizes_are_those_of_the_arrays() -> None:
    network = initial_network(default_run("rnn"))
    model, words = network.spec.model, 14
    arrays: list[NDArray[Any]] = [
        network.weights["embedding.weight"],
        np.zeros((model.hidden_size, words * model.embedding_size)),
        np.zeros(model.hidden_size),
        network.weights["readout.weight"],
        network.weights["readout.bias"],
    ]
    assert window_weights(network, words) == sum(array.size for array in arrays) == 11_071
    assert [window_weights(network, count) for count in (2, 3, 28)] == [4_927, 5_439, 18_239]


def test_only_a_very_short_window_has_fewer_weights() -> None:
    network = initial_network(default_run("rnn"))
    told = growth(network, 28)
    assert told["recurrent"] == network.size == 5_471
    assert told["smaller"] == 3
    steps = np.diff(told["window"])
    assert len(told["window"]) == 29
    assert set(steps) == {network.spec.model.embedding_size * network.spec.model.hidden_size}
    assert growth(initial_network(default_run("rnn")), 2)["smaller"] == 2
