"""Jacobians against autograd, closed forms and the textbooks' bounds."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.jacobian import eigenvalues, jacobians
from core.instruments.reach import reach_map
from core.network import Network
from core.spec import Kind, ModelSpec
from tests.making.networks import models, network, sentence
from tests.making.reference import Cell

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 5), st.integers(0, 1000)


def jacobian_of_a_step(net: Network, x: Any, h: Any, c: Any, end: str) -> np.ndarray:
    weights = {name: torch.tensor(array, dtype=torch.float64) for name, array in net.weights.items()}
    cell = Cell(net, weights, end, {})

    def step(h: torch.Tensor, c: torch.Tensor) -> Any:
        after, memory, _ = cell.step(torch.tensor(x), h, c)
        return (after, memory) if net.spec.model.kind == "lstm" else (after,)

    jacobian: Any = torch.autograd.functional.jacobian
    blocks = jacobian(step, (torch.tensor(h), torch.tensor(c)))
    rows = [torch.cat(row, dim=1) if net.spec.model.kind == "lstm" else row[0] for row in blocks]
    return torch.cat(rows).numpy()


@quickly
@given(models(), lengths, seeds)
def test_jacobians_are_those_of_one_step_and_multiply_up(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    for reverse in model.directions:
        found = jacobians(trace, 0, reverse)
        scan = trace.layer(0, reverse).scan
        memory = np.zeros_like(scan.hidden) if scan.memory is None else scan.memory
        product = np.eye(found.steps.shape[1])
        for t in reversed(range(length)):
            np.testing.assert_allclose(found.to_last[t], product, rtol=1e-9, atol=1e-12)
            theirs = jacobian_of_a_step(
                net, scan.inputs[t, 0], scan.hidden[t, 0], memory[t, 0], "_l0_reverse" if reverse else "_l0"
            )
            np.testing.assert_allclose(found.steps[t], theirs, rtol=0, atol=1e-12)
            product = product @ theirs


def test_the_products_give_the_profile_when_only_the_last_answer_counts() -> None:
    kinds: list[Kind] = ["rnn", "gru"]
    for kind in kinds:
        net = network(ModelSpec(kind, 3, 5))
        trace = record(net, sentence(net, 12))
        profile = gradient_profile(trace, 0)
        chained = profile.hidden_gradient[-1] @ jacobians(trace).hidden_to_last
        np.testing.assert_allclose(chained, profile.hidden_gradient, rtol=0, atol=1e-12)


def linear(weight: np.ndarray) -> Network:
    """Return a linear RNN with this recurrent matrix."""
    units = len(weight)
    net = network(ModelSpec("rnn", 2, units, activation="identity"))
    zero = np.zeros(units, np.float32)
    changed = {"rnn.weight_hh_l0": weight.astype(np.float32), "rnn.bias_ih_l0": zero, "rnn.bias_hh_l0": zero}
    return Network(net.spec, 1, {**net.weights, **changed})


@pytest.mark.parametrize("weight", [0.5, 1.0, 1.5, -0.75])
def test_one_linear_unit_follows_its_weight_to_the_power_of_the_distance(weight: float) -> None:
    net = linear(np.array([[weight]]))
    trace = record(net, sentence(net, 30))
    found, profile = jacobians(trace), gradient_profile(trace, 0)
    power = abs(weight) ** np.arange(29, -1, -1)
    np.testing.assert_allclose(found.norms_to_last, power, rtol=1e-12)
    assert found.linear_bound is not None
    assert found.pascanu_bound is not None
    np.testing.assert_allclose(found.linear_bound, power, rtol=1e-12)
    np.testing.assert_allclose(found.pascanu_bound, power, rtol=1e-12)
    np.testing.assert_allclose(profile.hidden / profile.hidden[-1], power, rtol=1e-12)
    np.testing.assert_allclose(found.spectral_radii, abs(weight), rtol=1e-12)


def test_a_diagonal_linear_network_has_its_diagonal_as_eigenvalues_and_singular_values() -> None:
    diagonal = np.array([0.25, -1.25, 0.5])
    net = linear(np.diag(diagonal))
    found = jacobians(record(net, sentence(net, 6)))
    np.testing.assert_allclose(np.sort(eigenvalues(net).real), np.sort(diagonal))
    np.testing.assert_allclose(found.singular_values[3], [1.25, 0.5, 0.25])
    np.testing.assert_allclose(found.singular_values_to_last[2], np.array([1.25, 0.5, 0.25]) ** 3)
    np.testing.assert_allclose(found.state_norms, 1.25)


def test_an_lstm_s_whole_state_is_stretched_at_least_as_much_as_its_hidden_state() -> None:
    net = network(ModelSpec("lstm", 3, 4), 1)
    found = jacobians(record(net, sentence(net, 5)))
    np.testing.assert_allclose(found.state_norms, [np.linalg.norm(step, 2) for step in found.steps])
    assert (found.state_norms > found.norms).all()


@quickly
@given(st.sampled_from(["tanh", "sigmoid", "relu", "identity"]), st.integers(1, 6), lengths, seeds)
def test_no_rnn_exceeds_the_pascanu_bound(activation: Any, units: int, length: int, seed: int) -> None:
    net = network(ModelSpec("rnn", 2, units, activation=activation), seed)
    found = jacobians(record(net, sentence(net, length, seed)))
    assert found.pascanu_bound is not None
    assert (found.norms_to_last <= found.pascanu_bound * (1 + 1e-9)).all()
    assert jacobians(record(network(ModelSpec("gru", 2, 2)), "the film")).pascanu_bound is None


def test_jacobians_of_a_broken_network_are_not_finite_and_do_not_fail() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    weights = {name: array.copy() for name, array in net.weights.items()}
    weights["rnn.weight_hh_l0"][2, 2] = np.nan
    broken = Network(net.spec, 1, weights)
    found = jacobians(record(broken, "the film was good"))
    assert np.isnan(found.norms_to_last[0])
    assert np.isnan(found.spectral_radii).any()
    assert np.isnan(reach_map(record(broken, "the film was good")).hidden[-1]).all()
    with pytest.raises(ValueError, match="not finite"):
        eigenvalues(broken, "input_gate")
    with pytest.raises(ValueError, match="this network has input_gate"):
        eigenvalues(net)


def test_layers_of_eigenvalues_are_counted_from_the_top_as_well() -> None:
    deep = network(ModelSpec("rnn", layers=2), 0)
    for above, below in ((-1, 1), (-2, 0)):
        assert np.array_equal(eigenvalues(deep, layer=above), eigenvalues(deep, layer=below))
