"""The equations as they are written, and the fast path beside them, are the same for every option."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.equations.cells import cell_of
from core.equations.gru import GruCell
from core.equations.lstm import LstmCell
from core.equations.rnn import RnnCell
from core.equations.weights import LayerWeights
from core.spec import ModelSpec
from tests.making.networks import models, network


@settings(deadline=None)
@given(models(), st.integers(1, 5), st.integers(1, 3), st.integers(0, 1000))
def test_forward_is_step_at_every_timestep(model: ModelSpec, steps: int, size: int, seed: int) -> None:
    cell, w = cell_of(model), LayerWeights.of(network(model, seed))
    inputs = np.random.default_rng(seed).normal(0, 2, (steps, size, model.embedding_size))
    scan = cell.forward(inputs, w)
    for sentence in range(size):
        h = scan.hidden[0, sentence]
        c = h if scan.memory is None else scan.memory[0, sentence]
        for t, x in enumerate(inputs[:, sentence]):
            if isinstance(cell, LstmCell) and scan.memory is not None:
                h, c = cell.step(x, h, c, w)
                np.testing.assert_allclose(scan.memory[t + 1, sentence], c, rtol=1e-11, atol=1e-12)
            elif isinstance(cell, RnnCell | GruCell):
                h = cell.step(x, h, w)
            np.testing.assert_allclose(scan.hidden[t + 1, sentence], h, rtol=1e-11, atol=1e-12)


def test_only_gates_with_peepholes_see_a_cell_state_without_end() -> None:
    model = ModelSpec("lstm", 2, 3, peepholes=True, initial_state="learnt")
    weights = network(model, 1).weights
    infinite = {"rnn.initial_cell_l0": np.full(3, np.inf, np.float32)}
    w = LayerWeights.named({name: infinite.get(name, array) for name, array in weights.items()}, 0, False)
    x, cell = np.ones(2), cell_of(model)
    assert isinstance(cell, LstmCell)
    with np.errstate(all="ignore"):
        scan = cell.forward(x[None, None], w)
        h, c = cell.step(x, scan.hidden[0, 0], np.full(3, np.inf), w)
    assert np.isfinite(scan.gate("candidate")).all()
    assert scan.memory is not None
    np.testing.assert_array_equal(scan.memory[1, 0], c)
    np.testing.assert_allclose(scan.hidden[1, 0], h)
