"""The four GRUs: the update gate keeps or writes, the reset gate stands after or before the product."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

from core.equations.cells import cell_of
from core.equations.scan import Scan
from core.equations.weights import LayerWeights
from core.instruments import gradient_profile, record
from core.instruments.check import check_gradients
from core.instruments.ledger import ledger
from core.instruments.paths import paths
from core.spec import ModelSpec, ResetGate, UpdateGate
from tests.making.networks import network, sentence
from tests.making.reference import read

Arrays = dict[str, NDArray[np.float64]]
E, H, T, B = 3, 4, 7, 2
both = pytest.mark.parametrize("update", get_args(UpdateGate))
everywhere = pytest.mark.parametrize("reset", get_args(ResetGate))


def model(update: UpdateGate, reset: ResetGate, **options: Any) -> ModelSpec:
    return ModelSpec("gru", E, H, update_gate=update, reset_gate=reset, **options)


def weights(seed: int = 0) -> Arrays:
    rng = np.random.default_rng(seed)
    shapes = {"weight_ih": (3 * H, E), "weight_hh": (3 * H, H), "bias_ih": (3 * H,), "bias_hh": (3 * H,)}
    return {name: rng.normal(0, 0.8, shape) for name, shape in shapes.items()}


def inputs(seed: int = 1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(size=(T, B, E))


def scan_of(update: UpdateGate, reset: ResetGate, w: Arrays, x: NDArray[np.float64]) -> Scan:
    return cell_of(model(update, reset)).forward(x, LayerWeights(**w))


def keeping(update: UpdateGate, w: Arrays) -> Arrays:
    """Weights of a cell whose update gate keeps, and that does what a cell with `w` does.

    sigmoid(-a) = 1 - sigmoid(a): what writes with some weights keeps with their negative.
    """
    sign = np.repeat([1.0, 1.0 if update == "keeps" else -1.0, 1.0], H)
    return {name: (array.T * sign).T for name, array in w.items()}


def by_onnx(reset: ResetGate, w: Arrays, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """ONNX's own evaluation of its GRU, whose update gate keeps; its gates stand in the order z, r, n."""
    order = [H + i for i in range(H)] + list(range(H)) + list(range(2 * H, 3 * H))
    node = helper.make_node(
        "GRU", ["x", "w", "r", "b"], ["y"], hidden_size=H, linear_before_reset=int(reset == "after")
    )
    values = [
        helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in ("x", "w", "r", "b", "y")
    ]
    graph = helper.make_graph([node], "gru", values[:4], values[4:])
    evaluator = ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)]))
    found: Any = evaluator.run(
        None,
        {
            "x": x,
            "w": w["weight_ih"][order][None],
            "r": w["weight_hh"][order][None],
            "b": np.concatenate([w["bias_ih"][order], w["bias_hh"][order]])[None],
        },
    )
    states: NDArray[np.float64] = np.asarray(found[0])[:, 0]
    return states


def test_there_is_an_evaluator() -> None:
    assert onnx.__version__


@both
@everywhere
def test_states_are_onnxs(update: UpdateGate, reset: ResetGate) -> None:
    w, x = weights(), inputs()
    found = scan_of(update, reset, w, x).hidden[1:]
    np.testing.assert_allclose(found, by_onnx(reset, keeping(update, w), x), rtol=0, atol=1e-12)
    other = by_onnx("after" if reset == "before" else "before", keeping(update, w), x)
    assert np.abs(found - other).max() > 1e-2, "the two do differ on these weights"


@both
def test_states_are_torchs_where_the_reset_gate_stands_after(update: UpdateGate) -> None:
    w, x = weights(), inputs()
    gru = torch.nn.GRU(E, H, dtype=torch.float64)
    with torch.no_grad():
        for name, array in keeping(update, w).items():
            getattr(gru, f"{name}_l0").copy_(torch.from_numpy(array.copy()))
        states = gru(torch.from_numpy(x))[0].numpy()
    np.testing.assert_allclose(scan_of(update, "after", w, x).hidden[1:], states, rtol=0, atol=1e-12)


def by_hand(update: UpdateGate, reset: ResetGate, w: Arrays, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The equations, one a line, for one sentence (T, E)."""

    def sigmoid(a: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1 / (1 + np.exp(-a))

    (w_r, w_z, w_n), (u_r, u_z, u_n) = (np.split(w[f"weight_{name}"], 3) for name in ("ih", "hh"))
    (b_r, b_z, b_n), (c_r, c_z, c_n) = (np.split(w[f"bias_{name}"], 3) for name in ("ih", "hh"))
    h, states = np.zeros(len(u_r)), []
    for x_t in x:
        r = sigmoid(w_r @ x_t + b_r + u_r @ h + c_r)
        z = sigmoid(w_z @ x_t + b_z + u_z @ h + c_z)
        seen = u_n @ (r * h) + c_n if reset == "before" else r * (u_n @ h + c_n)
        n = np.tanh(w_n @ x_t + b_n + seen)
        h = z * n + (1 - z) * h if update == "writes" else (1 - z) * n + z * h
        states.append(h)
    return np.array(states)


@both
@everywhere
def test_states_are_those_of_the_equations(update: UpdateGate, reset: ResetGate) -> None:
    w, x = weights(5), inputs(6)
    found = scan_of(update, reset, w, x).hidden[1:]
    for sentence_of in range(B):
        expected = by_hand(update, reset, w, x[:, sentence_of])
        np.testing.assert_allclose(found[:, sentence_of], expected, rtol=0, atol=1e-12)


def test_a_gru_by_hand_that_keeps_and_resets_before_the_product() -> None:
    """Cho et al. 2014, and what ONNX does by default: two units, three numbers, no bias."""
    w = {
        "weight_ih": np.array([[0.5], [-1], [1], [0.2], [0.8], [-0.6]]),
        "weight_hh": np.array([[0.9, 0.1], [-0.4, 0.3], [0.7, -0.2], [0.5, 0.6], [1.5, -0.8], [0.4, 1.1]]),
        "bias_ih": np.zeros(6),
        "bias_hh": np.zeros(6),
    }
    x = np.array([1, -1, 0.5])[:, None, None]
    scan = cell_of(ModelSpec("gru", 1, 2, reset_gate="before")).forward(x, LayerWeights(**w))
    update = [[0.7311, 0.5498], [0.3044, 0.4364], [0.5663, 0.5073]]
    hidden = [[0.1786, -0.2418], [-0.2961, 0.1289], [-0.1093, -0.0783]]
    np.testing.assert_allclose(scan.gate("update_gate")[:, 0], update, rtol=0, atol=5e-5)
    np.testing.assert_allclose(scan.hidden[1:, 0], hidden, rtol=0, atol=5e-5)


@both
@everywhere
@pytest.mark.parametrize("without", [(), ("reset_gate",)])
def test_gradients_are_finite_differences_and_unrolled_autograds(
    update: UpdateGate, reset: ResetGate, without: tuple[str, ...]
) -> None:
    net = network(model(update, reset, without=without, layers=2), 3)
    trace = record(net, sentence(net, 6, 3))
    assert check_gradients(trace).passes()
    profile = gradient_profile(trace, 0, at="each")
    reference = read(net, trace.ids)
    reference.loss(np.zeros(6, np.int64), np.ones(6)).backward()  # type: ignore[no-untyped-call]
    for name, gradient in profile.weight_gradients().items():
        theirs = reference.weights[name].grad
        assert theirs is not None
        np.testing.assert_allclose(gradient, theirs.numpy(), rtol=0, atol=1e-11, err_msg=name)
    for name, one in profile.contributions().items():
        np.testing.assert_allclose(one.each().sum(axis=0), one.total, rtol=0, atol=1e-11, err_msg=name)


@both
@everywhere
def test_what_keeps_is_what_the_ledger_and_the_straight_path_keep(
    update: UpdateGate, reset: ResetGate
) -> None:
    net = network(model(update, reset), 4)
    trace = record(net, sentence(net, 5, 4))
    z = trace["update_gate"]
    kept = z if update == "keeps" else 1 - z
    found = ledger(trace)
    np.testing.assert_allclose(found.kept, kept)
    np.testing.assert_allclose(found.written[-1, -1], (1 - kept[-1]) * trace["candidate"][-1])
    np.testing.assert_allclose(found.written.sum(axis=1) + found.initial, trace.hidden, atol=1e-12)
    split = paths(gradient_profile(trace, 0))
    np.testing.assert_allclose(split.straight[-2], kept[-1] * split.straight[-1])


@both
@everywhere
def test_parts_add_up_to_the_candidate(update: UpdateGate, reset: ResetGate) -> None:
    net = network(model(update, reset), 4)
    trace = record(net, sentence(net, 5, 4))
    part = trace.parts["candidate"]
    np.testing.assert_allclose(np.tanh(part.pre_activation), trace["candidate"], atol=1e-12)
    bias_in, bias_hidden = (net.weights[f"rnn.bias_{name}_l0"][-H:] for name in ("ih", "hh"))
    np.testing.assert_allclose(part.bias, bias_in + bias_hidden if reset == "before" else bias_in, rtol=1e-6)
