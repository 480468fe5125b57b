"""The weights before training: PyTorch's ranges, and other ways to draw them."""

from typing import Any

import numpy as np
import pytest
import torch

from core.network import initial_network
from core.network.initial import scaled_to_radius
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, ModelSpec, RunSpec, TaskName
from core.tasks import task
from tests.making.oracles import layer

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
@pytest.mark.parametrize("name", TASKS)
def test_the_initial_network_has_torchs_shapes_and_ranges(kind: Kind, name: TaskName) -> None:
    net = initial_network(default_run(kind, name))
    this = task(net.spec.task)
    layer(net, torch.float32)  # load_state_dict checks names and shapes
    bound = net.spec.model.hidden_size**-0.5
    for key, array in net.weights.items():
        if key.startswith(("rnn.weight", "readout")):
            most = bound * (this.spread if key == "readout.weight" else 1)
            assert np.abs(array).max() <= most
            assert array.size < 10 or np.abs(array).max() > most / 2
    if this.vectors is None:
        spread = net.weights["embedding.weight"].std() / this.embedding_spread
        assert 0.8 < spread < 1.2
    assert net.size == sum(array.size for array in net.weights.values())
    assert net.weights["readout.bias"].shape == (len(net.classes),)
    assert net.vocabulary[0] == "<unk>"


def test_the_forget_gate_starts_at_its_bias() -> None:
    net = initial_network(RunSpec(ModelSpec("lstm", 4, 3, forget_bias=2.5)))
    np.testing.assert_array_equal(
        net.weights["rnn.bias_ih_l0"][3:6] + net.weights["rnn.bias_hh_l0"][3:6], 2.5
    )
    assert (np.abs(net.weights["rnn.bias_ih_l0"][[0, 1, 2, 6, 7, 8]]) < 1).all()


def drawn(**options: Any) -> np.ndarray:
    """Return the recurrent matrix of an untrained RNN."""
    return initial_network(RunSpec(ModelSpec("rnn", 4, 24, **options))).weights["rnn.weight_hh_l0"]


def test_recurrent_matrices_are_drawn_as_asked() -> None:
    np.testing.assert_array_equal(drawn(initialisation="identity"), np.eye(24))
    orthogonal = drawn(initialisation="orthogonal").astype(np.float64)
    np.testing.assert_allclose(orthogonal @ orthogonal.T, np.eye(24), atol=1e-6)
    assert 0.8 < drawn(initialisation="gaussian").std() * 24**0.5 < 1.2
    irnn = initial_network(RunSpec(ModelSpec("rnn", 4, 24, activation="relu", initialisation="identity")))
    assert not irnn.weights["rnn.bias_ih_l0"].any()


@pytest.mark.parametrize("initialisation", ["uniform", "orthogonal", "identity", "gaussian"])
@every_kind
def test_every_block_has_the_spectral_radius_asked_for(kind: Kind, initialisation: Any) -> None:
    spec = ModelSpec(kind, 4, 9, initialisation=initialisation, spectral_radius=1.3)
    array = initial_network(RunSpec(spec)).weights["rnn.weight_hh_l0"]
    for block in array.reshape(-1, 9, 9):
        assert np.abs(np.linalg.eigvals(block.astype(np.float64))).max() == pytest.approx(1.3, rel=1e-5)


def test_a_radius_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="All eigenvalues"):
        scaled_to_radius(np.zeros((2, 2)), 1.0)
    with pytest.raises(ValueError, match="not finite"):
        scaled_to_radius(np.full((2, 2), np.nan), 1.0)
