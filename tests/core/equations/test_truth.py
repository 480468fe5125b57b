"""Gates, states, outputs and gradients are PyTorch's."""

from typing import Any

import numpy as np
import pytest
import torch

from core.equations.cells import CELLS
from core.equations.squash import sigmoid
from core.equations.weights import LayerWeights
from core.instruments import gradient_profile, record
from core.nets.layer import ScanFunction
from core.nets.run import Run
from core.network import GATES, Network
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.text import Reading
from tests.making.oracles import gates, layer, network, tensor, unrolled

SIZES = [(1, 1, 1), (1, 3, 7), (4, 1, 3), (8, 5, 20), (32, 16, 100), (33, 7, 128)]  # H, E, T
PRECISION = [(np.float64, torch.float64, 1e-12), (np.float32, torch.float32, 1e-5)]
every_kind = pytest.mark.parametrize("kind", KINDS)


def sentence(net: Network, length: int, seed: int = 0) -> Reading:
    ids = np.random.default_rng(seed).integers(len(net.vocabulary), size=length)
    return Reading(tuple(net.vocabulary[i] for i in ids), ids, ids != 0)


@pytest.fixture(scope="module", params=KINDS)
def trained(request: pytest.FixtureRequest) -> Network:
    run = Run(RunSpec(ModelSpec(request.param, 8, 12), TaskSpec("recall", 3, 6), TrainSpec(60, 16, 0.02)))
    run.train(60)
    return run.network()


def assert_trace_is_torchs(
    net: Network, length: int, dtype: Any, torch_dtype: torch.dtype, close: float
) -> None:
    trace = record(net, sentence(net, length), dtype)
    inputs = tensor(net, "embedding.weight", torch_dtype)[torch.tensor(trace.ids)]
    with torch.no_grad():
        hidden, last = layer(net, torch_dtype)(inputs)
        logits = hidden @ tensor(net, "readout.weight", torch_dtype).T + tensor(
            net, "readout.bias", torch_dtype
        )
        expected = gates(net, inputs, hidden)
    assert trace.hidden.dtype == dtype
    np.testing.assert_allclose(trace.inputs, inputs.numpy(), rtol=0, atol=close)
    np.testing.assert_allclose(trace.hidden, hidden.numpy(), rtol=0, atol=close)
    np.testing.assert_allclose(trace.logits, logits.numpy(), rtol=0, atol=10 * close)
    np.testing.assert_allclose(trace.probabilities, logits.softmax(1).numpy(), rtol=0, atol=close)
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name], values.numpy(), rtol=0, atol=close, err_msg=name)
        squash = np.tanh if name in ("candidate", "hidden") else sigmoid
        np.testing.assert_allclose(squash(trace.parts[name].pre_activation), trace[name], rtol=0, atol=close)
    if net.spec.model.kind == "lstm":
        assert trace.cell_state is not None
        np.testing.assert_allclose(trace.cell_state[-1:], last[1].numpy(), rtol=close, atol=close)


@every_kind
@pytest.mark.parametrize(("hidden", "embedding", "length"), SIZES)
@pytest.mark.parametrize(("dtype", "torch_dtype", "close"), PRECISION)
def test_trace_equals_torch(
    kind: Kind, hidden: int, embedding: int, length: int, dtype: Any, torch_dtype: torch.dtype, close: float
) -> None:
    assert_trace_is_torchs(network(kind, hidden, embedding), length, dtype, torch_dtype, close)


@pytest.mark.parametrize(("dtype", "torch_dtype", "close"), PRECISION)
@pytest.mark.parametrize("length", [1, 14, 60])
def test_trace_of_a_trained_network_equals_torch(
    trained: Network, length: int, dtype: Any, torch_dtype: torch.dtype, close: float
) -> None:
    assert_trace_is_torchs(trained, length, dtype, torch_dtype, close)


def assert_profile_is_autograds(
    net: Network, length: int, at: int, dtype: Any, torch_dtype: Any, close: float
) -> None:
    reading = sentence(net, length)
    trace = record(net, reading, dtype)
    target = len(net.classes) - 1
    profile = gradient_profile(trace, target, at)
    hidden, cells, logits = unrolled(net, reading.ids, torch_dtype)
    loss = -logits[at].log_softmax(1)[0, target]
    loss.backward()
    assert profile.loss == pytest.approx(loss.item(), rel=close, abs=close)
    for states, gradient, norms in (
        (hidden, profile.hidden_gradient, profile.hidden),
        (cells, profile.cell_gradient, profile.cell_state),
    ):
        if gradient is None or norms is None:
            assert states == []
            continue
        expected = np.stack(
            [np.zeros_like(gradient[0]) if s.grad is None else s.grad[0].numpy() for s in states]
        )
        scale = np.abs(expected).max()
        np.testing.assert_allclose(gradient, expected, rtol=0, atol=close * scale)
        np.testing.assert_allclose(norms, np.linalg.norm(expected, axis=1), rtol=0, atol=close * scale * 10)
    assert not profile.hidden[profile.at + 1 :].any()


@every_kind
@pytest.mark.parametrize(("hidden", "embedding", "length"), SIZES)
@pytest.mark.parametrize(("dtype", "torch_dtype", "close"), PRECISION)
def test_gradient_profile_equals_autograd(
    kind: Kind, hidden: int, embedding: int, length: int, dtype: Any, torch_dtype: torch.dtype, close: float
) -> None:
    for at in {0, length // 2, -1}:
        assert_profile_is_autograds(network(kind, hidden, embedding), length, at, dtype, torch_dtype, close)


@pytest.mark.parametrize(("dtype", "torch_dtype", "close"), PRECISION)
def test_gradient_profile_of_a_trained_network_equals_autograd(
    trained: Network, dtype: Any, torch_dtype: torch.dtype, close: float
) -> None:
    assert_profile_is_autograds(trained, 25, -1, dtype, torch_dtype, close)


@every_kind
@pytest.mark.parametrize(("hidden", "size", "length"), [(1, 1, 1), (5, 4, 9), (16, 1, 30), (3, 7, 2)])
def test_batched_scan_and_all_weight_gradients_equal_torch(
    kind: Kind, hidden: int, size: int, length: int
) -> None:
    net = network(kind, hidden, 4, scale=1.5)
    rng = np.random.default_rng(1)
    inputs, asked = rng.normal(size=(length, size, 4)), rng.normal(size=(length, size, hidden))
    scan = CELLS[kind].forward(inputs, LayerWeights.of(net))
    gradients = scan.backward(asked)
    ours = {name: summands.total for name, summands in scan.contributions(gradients).items()}

    reference = layer(net, torch.float64)
    given = torch.tensor(inputs, requires_grad=True)
    out, _ = reference(given)
    out.backward(torch.tensor(asked))
    np.testing.assert_allclose(scan.hidden[1:], out.detach().numpy(), rtol=0, atol=1e-12)
    assert given.grad is not None
    np.testing.assert_allclose(
        gradients.from_input @ scan.weights.weight_ih, given.grad.numpy(), rtol=0, atol=1e-12
    )
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        expected = getattr(reference, f"{name}_l0").grad.numpy()
        np.testing.assert_allclose(ours[name], expected, rtol=0, atol=1e-11, err_msg=name)


@every_kind
def test_gradients_equal_finite_differences(kind: Kind) -> None:
    net = network(kind, 4, 3, scale=1.5)
    rng = np.random.default_rng(2)
    inputs, asked = rng.normal(size=(6, 2, 3)), rng.normal(size=(6, 2, 4))
    weights = LayerWeights.of(net)
    scan = CELLS[kind].forward(inputs, weights)
    ours = {name: summands.total for name, summands in scan.contributions(scan.backward(asked)).items()}
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        array: Any = getattr(weights, name)
        for place in list(np.ndindex(array.shape))[::5]:
            kept, losses = array[place], []
            for nudge in (1e-6, -1e-6):
                array[place] = kept + nudge
                losses.append((CELLS[kind].forward(inputs, weights).hidden[1:] * asked).sum())
            array[place] = kept
            slope = (losses[0] - losses[1]) / 2e-6
            assert ours[name][place] == pytest.approx(slope, abs=1e-7, rel=1e-6)


@pytest.mark.parametrize("kind", ["rnn", "gru"])
def test_the_training_function_equals_nn_layers(kind: Kind) -> None:
    net = network(kind, 6, 4, scale=1.5)
    rng = np.random.default_rng(3)
    asked = torch.tensor(rng.normal(size=(11, 5, 6)))
    start = rng.normal(size=(11, 5, 4))
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    fields = tuple(name.removesuffix("_l0") for name in names)
    results: list[list[Any]] = []
    for ours in (True, False):
        module = layer(net, torch.float64)
        inputs = torch.tensor(start, requires_grad=True)
        weights = [getattr(module, name) for name in names]
        if ours:
            out, _ = ScanFunction.apply(CELLS[kind], fields, None, inputs, *weights)  # type: ignore[no-untyped-call]
        else:
            out, _ = module(inputs)
        out.backward(asked)
        results.append(
            [inputs.detach().numpy(), out.detach(), inputs.grad, *(getattr(module, n).grad for n in names)]
        )
    for mine, torchs in zip(*results, strict=True):
        np.testing.assert_allclose(mine, torchs, rtol=0, atol=1e-12)


@every_kind
def test_gates_stay_in_range_for_any_weights(kind: Kind) -> None:
    for scale in (0.0, 1.0, 30.0, 1e6, 1e30):
        trace = record(network(kind, 8, 5, scale=scale), "the dog had a fluffy")
        for name, signal in trace.signals.items():
            low = 0 if name.endswith("_gate") else -1
            if name != "cell_state":
                assert ((signal >= low) & (signal <= 1)).all(), (name, scale)


@every_kind
def test_weights_that_are_not_finite_are_shown_as_such(kind: Kind) -> None:
    net = network(kind)
    weights = {name: array.copy() for name, array in net.weights.items()}
    weights["rnn.weight_hh_l0"][0, 0] = np.nan
    weights["readout.bias"][0] = np.inf
    trace = record(Network(net.spec, 1, weights), "the dog had a fluffy")
    assert np.isnan(trace.hidden[-1]).any()
    assert np.isnan(gradient_profile(trace).loss)


@every_kind
def test_profile_does_not_underflow_in_float64(kind: Kind) -> None:
    trace = record(network(kind, 8, 5, scale=0.2), sentence(network(kind), 128))
    profile = gradient_profile(trace)
    exact = np.array(
        [np.sqrt(sum(float(v) ** 2 for v in row * 1e150)) / 1e150 for row in profile.hidden_gradient]
    )
    assert (profile.hidden > 0).all()
    np.testing.assert_allclose(profile.hidden, exact, rtol=1e-10)


def test_profile_says_what_is_wrong() -> None:
    trace = record(network("rnn"), "the dog had a fluffy")
    with pytest.raises(ValueError, match="timesteps 0 to 4"):
        gradient_profile(trace, at=5)
    with pytest.raises(ValueError, match="classes 0 to"):
        gradient_profile(trace, target=-1)
    assert gradient_profile(trace).target == int(trace.probabilities[-1].argmax())


@every_kind
def test_signals_come_in_reading_order_and_by_name(kind: Kind) -> None:
    trace = record(network(kind), "the dog had a fluffy")
    order = {
        "rnn": ["hidden"],
        "gru": ["reset_gate", "update_gate", "candidate", "hidden"],
        "lstm": ["forget_gate", "input_gate", "output_gate", "candidate", "cell_state", "hidden"],
    }
    assert list(trace.signals) == order[kind]
    assert set(trace.parts) == set(GATES[kind])
    with pytest.raises(KeyError, match="this network has"):
        trace["no_gate"]
