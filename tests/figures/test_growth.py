"""Weights against length: flat for the recurrent network, a line for the one that sees a window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import WindowSpec, default_run, initial_network, train_window
from core.figures.growth import growth, weights_at_once, weights_by_part
from core.spec import KINDS, InitialState, Kind
from core.vectors.window import window_weights


def test_what_is_counted_is_the_window_network_of_core() -> None:
    network = initial_network(default_run("rnn", "words"))
    model, size = network.spec.model, len(network.vocabulary)
    spec = WindowSpec(order=15, embedding_size=model.embedding_size, hidden_size=model.hidden_size, steps=1)
    assert weights_at_once(network, 14) == train_window([[1, 2, 3]], size, spec).weight_count


def test_the_read_out_has_the_answers_of_the_task() -> None:
    network = initial_network(default_run("rnn", "sentiment"))
    hidden, words = network.spec.model.hidden_size, len(network.vocabulary)
    assert len(network.classes) < words
    guesses = window_weights(14, network.spec.model.embedding_size, hidden, words, words)
    assert guesses - weights_at_once(network, 14) == (words - len(network.classes)) * (hidden + 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["zeros", "learnt"])
def test_the_parts_are_the_arrays_and_add_up(kind: Kind, state: InitialState) -> None:
    usual = default_run(kind)
    spec = replace(usual, model=replace(usual.model, initial_state=state))
    network = initial_network(spec)
    parts = weights_by_part(network)
    assert sum(parts.values()) == network.size
    assert list(parts)[:5] == ["word vectors", "W_x", "W_h", "W_y", "biases"]
    assert parts["W_h"] == network.weights["rnn.weight_hh_l0"].size
    assert ("others" in parts) == (state == "learnt")
    if kind == "rnn" and state == "zeros":
        assert [*parts.values()] == [1_264, 512, 1_024, 2_528, 143]


def test_only_a_very_short_window_has_fewer_weights() -> None:
    network = initial_network(default_run("rnn"))
    told = growth(network, 28)
    assert told["recurrent"] == network.size == 5_471
    assert told["smaller"] == 3
    steps = np.diff(told["window"])
    assert len(told["window"]) == 29
    assert set(steps) == {network.spec.model.embedding_size * network.spec.model.hidden_size}
    assert growth(initial_network(default_run("rnn")), 2)["smaller"] == 2
