"""Units: who follows a label, who is saturated, who goes with whom."""

import numpy as np
import pytest

from core.instruments import record
from core.instruments.units import cluster_order, find_units, saturation
from core.network import Network
from core.spec import ModelSpec
from tests.making.networks import network, sentence


def test_the_unit_that_counts_is_found_on_one_half_and_told_on_the_other() -> None:
    net = counting_network()
    traces = [record(net, sentence(net, length, length)) for length in range(4, 14)]
    labels = [np.arange(len(trace), dtype=float) for trace in traces]
    found = find_units(traces, labels)
    assert found.signal == "cell_state"
    assert found.best == 2
    assert found.held_out[2] == pytest.approx(1)
    assert found.separation is None
    x = np.concatenate([trace["cell_state"] for trace in traces[1::2]])
    y = np.concatenate(labels[1::2])
    for unit in found.ranking[:3]:
        assert found.held_out[unit] == pytest.approx(np.corrcoef(x[:, unit], y)[0, 1])
    two = find_units(traces, [(row > 3).astype(float) for row in labels])
    assert two.separation is not None
    assert two.separation[2] == 1
    slow = np.mean([[(u > d) + (u == d) / 2 for d in x[y <= 3, 0]] for u in x[y > 3, 0]])
    assert two.separation[0] == pytest.approx(slow)


def counting_network() -> Network:
    """Return an LSTM whose third unit adds a constant at each word and forgets nothing."""
    net = network(ModelSpec("lstm", 3, 4))
    weights = {name: array.copy() for name, array in net.weights.items()}
    for block in range(4):
        row = 4 * block + 2
        for name in ("rnn.weight_ih_l0", "rnn.weight_hh_l0"):
            weights[name][row] = 0
        weights["rnn.bias_hh_l0"][row] = 0
        weights["rnn.bias_ih_l0"][row] = (60, 60, 0.3, 0)[block]
    return Network(net.spec, 1, weights)


def test_labels_and_sentences_must_fit() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    traces = [record(net, "the film was good"), record(net, "the film")]
    for labels, says in (
        ([[1, 2, 3, 4]], "at least two of each"),
        ([[1, 2, 3], [1, 2]], "4 words has 3 labels"),
        ([[1, 1, 1, 1], [1, 2]], "never change"),
    ):
        with pytest.raises(ValueError, match=says):
            find_units(traces, labels)


def test_saturation_counts_values_near_the_ends() -> None:
    net = counting_network()
    traces = [record(net, sentence(net, 10, seed)) for seed in range(3)]
    gate = np.concatenate([trace["forget_gate"] for trace in traces])
    np.testing.assert_allclose(saturation(traces, "forget_gate"), ((gate < 0.1) | (gate > 0.9)).mean(axis=0))
    assert saturation(traces, "forget_gate")[2] == 1
    assert saturation(traces, "candidate")[2] == 0
    with pytest.raises(ValueError, match="no ends"):
        saturation(traces, "cell_state")
    with pytest.raises(ValueError, match="at least one"):
        saturation([], "forget_gate")


def test_units_that_go_together_stand_together() -> None:
    rng = np.random.default_rng(0)
    groups = rng.normal(size=(200, 3))
    mixed = groups[:, [0, 1, 2, 0, 1, 2, 0]] * [1, 1, 1, -2, 3, -1, 1] + 0.1 * rng.normal(size=(200, 7))
    order = cluster_order(np.column_stack([mixed, np.ones(200)]))
    assert sorted(order) == list(range(8))
    assert order[-1] == 7
    assert [unit % 3 for unit in order[:-1]] in [
        [a] * (7 // 3 + (a == 0)) + [b] * (7 // 3 + (b == 0)) + [c] * (7 // 3 + (c == 0))
        for a, b, c in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    ]
    assert list(cluster_order(np.zeros((5, 1)))) == [0]
    with pytest.raises(ValueError, match=r"\(N, H\)"):
        cluster_order(np.zeros(5))
