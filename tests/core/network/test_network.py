"""A network is a frozen value that fits torch.nn as it is; importing `core` needs no torch."""

import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

import core
from core.instruments import record
from core.network import Network, initial_network
from core.network.initial import scaled_to_radius
from core.recipes import default_run
from core.spec import KINDS, TASKS, Kind, ModelSpec, RunSpec, TaskName
from core.tasks import task
from core.text import Reading
from tests.making.oracles import LAYERS, layer

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
        assert 0.8 < net.weights["embedding.weight"].std() < 1.2
    assert net.size == sum(array.size for array in net.weights.values())
    assert net.weights["readout.bias"].shape == (len(net.classes),)
    assert net.vocabulary[0] == "<unk>"


def test_the_forget_gate_starts_at_its_bias() -> None:
    net = initial_network(RunSpec(ModelSpec("lstm", 4, 3, forget_bias=2.5)))
    np.testing.assert_array_equal(
        net.weights["rnn.bias_ih_l0"][3:6] + net.weights["rnn.bias_hh_l0"][3:6], 2.5
    )
    assert (np.abs(net.weights["rnn.bias_ih_l0"][[0, 1, 2, 6, 7, 8]]) < 1).all()


@every_kind
def test_same_spec_same_network_other_seed_other_network(kind: Kind) -> None:
    a, b = initial_network(default_run(kind)), initial_network(default_run(kind))
    assert a.key == b.key
    assert a.key != initial_network(default_run(kind, seed=1)).key


def test_weights_cannot_be_changed_and_survive_pickle() -> None:
    net = initial_network(default_run("gru"))
    for copy in (net, pickle.loads(pickle.dumps(net))):  # noqa: S301 - our own bytes
        assert copy.key == net.key
        with pytest.raises(ValueError, match="read-only"):
            copy.weights["readout.bias"][0] = 1
        with pytest.raises(TypeError):
            copy.weights["readout.bias"] = 1  # type: ignore[index]


def test_a_network_keeps_its_own_copy() -> None:
    first = initial_network(default_run("rnn"))
    mine = {name: array.copy() for name, array in first.weights.items()}
    net = Network(first.spec, 1, mine)
    mine["readout.bias"][0] = 99
    assert net.weights["readout.bias"][0] != 99
    assert net.key != first.key


def test_wrong_weights_are_refused_in_a_sentence() -> None:
    first = initial_network(default_run("rnn"))
    with pytest.raises(ValueError, match=r"differ from the spec in readout\.bias"):
        Network(first.spec, 0, {k: v for k, v in first.weights.items() if k != "readout.bias"})
    with pytest.raises(ValueError, match=r"readout\.bias has shape \(3,\)"):
        Network(first.spec, 0, {**first.weights, "readout.bias": np.zeros(3, np.float32)})


def test_the_key_sees_every_weight() -> None:
    first = initial_network(default_run("lstm"))
    keys = {first.key}
    for name in first.weights:
        changed = {k: v.copy() for k, v in first.weights.items()}
        changed[name].flat[-1] += 1
        keys.add(Network(first.spec, 0, changed).key)
    assert len(keys) == 1 + len(first.weights)


def test_core_without_torch() -> None:
    code = (
        "import sys, core, core.spec, core.text, core.tasks, core.network, core.nets.snapshot\n"
        "net = core.initial_network(core.default_run('lstm', 'recall'))\n"
        "core.gradient_profile(core.record(net, 'the dog had a fluffy'))\n"
        "core.Snapshot\n"
        "assert not {'torch', 'streamlit', 'plotly'} & set(sys.modules), sorted(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    for name in core.__all__:
        assert getattr(core, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        core.nothing  # noqa: B018


def test_the_lines_in_the_docstring_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert core.__doc__
    lines = [line[4:] for line in core.__doc__.splitlines() if line.startswith("    ")]
    exec("\n".join(lines), {})  # noqa: S102 - our own lines
    assert len(lines) == 5
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[:1]] == ["the"]


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


@every_kind
def test_a_bidirectional_stack_has_torchs_names_and_shapes(kind: Kind) -> None:
    net = initial_network(RunSpec(ModelSpec(kind, 4, 3, bidirectional=True, layers=3)))
    theirs = LAYERS[kind](4, 3, num_layers=3, bidirectional=True)
    ours = {name[4:]: torch.tensor(array) for name, array in net.weights.items() if name.startswith("rnn.")}
    theirs.load_state_dict(ours)
    ids = np.arange(7)
    inputs = torch.tensor(net.weights["embedding.weight"][ids], dtype=torch.float64)
    outputs, _ = theirs.double()(inputs)
    trace = record(net, Reading(tuple("abcdefg"), ids, ids > 0))
    np.testing.assert_allclose(
        trace.forward.stack.outputs[:, 0], outputs.detach().numpy(), rtol=0, atol=1e-12
    )
