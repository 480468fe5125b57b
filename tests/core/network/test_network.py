"""A network as a frozen value: its weights, its copy, its key."""

import pickle

import numpy as np
import pytest

from core.network import Network, initial_network
from core.recipes import default_run
from core.spec import KINDS, Kind

every_kind = pytest.mark.parametrize("kind", KINDS)


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
