"""The reach map is one backward pass for each answer."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.reach import reach_map
from core.spec import ModelSpec
from tests.making.networks import models, network, sentence
from tests.making.reference import read

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 5), st.integers(0, 1000)


@quickly
@given(models(), lengths, seeds)
def test_reach_is_one_backward_pass_for_each_answer(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    for layer in range(model.layers):
        for reverse in model.directions:
            reach = reach_map(trace, 1, layer, reverse)
            for i in range(length):
                asked = read(net, trace.ids)
                asked.loss(np.ones(length), np.eye(length)[i]).backward()  # type: ignore[no-untyped-call]
                hidden = np.linalg.norm(asked.gradient(asked.hidden[layer, reverse]), axis=1)
                np.testing.assert_allclose(reach.hidden[i], hidden, rtol=1e-9, atol=1e-12)
                if reach.cell_state is not None:
                    cells = np.linalg.norm(asked.gradient(asked.cells[layer, reverse]), axis=1)
                    np.testing.assert_allclose(reach.cell_state[i], cells, rtol=1e-9, atol=1e-12)


def test_the_last_row_of_the_reach_map_is_the_profile() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    trace = record(net, sentence(net, 20))
    np.testing.assert_allclose(reach_map(trace, 1).hidden[-1], gradient_profile(trace, 1).hidden, rtol=1e-12)
    assert not np.triu(reach_map(trace).hidden, 1).any()
