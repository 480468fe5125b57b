"""The gradient check: it agrees where the gradient is right, and finds a wrong one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import record
from core.instruments.check import check_gradients
from core.network import Network
from core.spec import ModelSpec
from tests.making.networks import models, network, sentence

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 6), st.integers(0, 1000)


@quickly
@given(models(), lengths, seeds)
def test_finite_differences_agree_with_the_gradient(model: ModelSpec, length: int, seed: int) -> None:
    if model.activation == "relu" or model.readout == "max":
        return  # these have corners, where a difference quotient is something else
    net = network(model, seed)
    found = check_gradients(record(net, sentence(net, length, seed)), 1, at="each", each=2, seed=seed)
    assert found.passes(1e-6), found.worst
    assert {row.weight for row in found.rows} == set(net.weights)


def test_the_check_finds_a_wrong_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.equations import lstm

    net = network(ModelSpec("lstm", 3, 4))
    trace = record(net, "the film was good")
    assert check_gradients(trace, 0).passes()
    right = lstm.LstmPull.step

    def wrong(self: Any, t: int, d_hidden: Any, d_memory: Any, d_gates: Any) -> Any:
        asked, kept = right(self, t, d_hidden, d_memory, d_gates)
        return asked * 1.01, kept

    monkeypatch.setattr(lstm.LstmPull, "step", wrong)
    assert not check_gradients(trace, 0).passes()


def test_the_check_says_what_is_wrong_and_does_not_hide_what_is_not_finite() -> None:
    net = network(ModelSpec("gru", 3, 4))
    trace = record(net, "the film was good")
    with pytest.raises(ValueError, match="above 0"):
        check_gradients(trace, nudge=0)
    with pytest.raises(ValueError, match="at least 1"):
        check_gradients(trace, each=0)
    weights = {name: array.copy() for name, array in net.weights.items()}
    weights["rnn.weight_hh_l0"][0, 0] = np.inf
    assert not check_gradients(record(Network(net.spec, 1, weights), "the film was good"), 0).passes()
