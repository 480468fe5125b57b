"""Units: who follows a label, who is saturated, who goes with whom."""

from dataclasses import replace

import numpy as np
import pytest

from core.equations.forward import arrays
from core.equations.pooling import Pooling
from core.equations.stack import Stack
from core.instruments import record
from core.instruments.units import (
    cluster_order,
    difference_carried,
    effect_on_answer,
    find_units,
    saturation,
)
from core.network import Network
from core.spec import ModelSpec, Readout
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


@pytest.mark.parametrize("readout", ["each", "last", "mean", "max"])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_the_effects_and_the_biases_add_up_to_the_margin(readout: Readout, bidirectional: bool) -> None:
    """Any pooling is linear where it stands: nothing of the answer is left over."""
    net = network(ModelSpec("gru", 3, 4, readout=readout, bidirectional=bidirectional), 2)
    trace = record(net, sentence(net, 6))
    second, best = np.argsort(trace.logits[-1])[-2:]
    bias = net.weights["readout.bias"]
    effects = sum(effect_on_answer(trace, reverse=way).sum() for way in net.spec.model.directions)
    assert effects + bias[best] - bias[second] == pytest.approx(np.ptp(trace.logits[-1, [best, second]]))


def test_the_effect_is_weight_times_state_where_the_last_state_is_read() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    trace = record(net, sentence(net, 6))
    second, best = np.argsort(trace.logits[-1])[-2:]
    weight = net.weights["readout.weight"].astype(float)
    expected = (weight[best] - weight[second]) * trace.hidden[-1]
    np.testing.assert_allclose(effect_on_answer(trace), expected, rtol=1e-12)
    weights = {
        **net.weights,
        **{f"readout.{name}": net.weights[f"readout.{name}"][:1] for name in ("weight", "bias")},
    }
    number = Network(net.spec, 1, weights, net.vocabulary, ("value",), "number")
    np.testing.assert_allclose(
        effect_on_answer(record(number, sentence(net, 6))), weight[0] * trace.hidden[-1], rtol=1e-12
    )


@pytest.mark.parametrize("readout", ["each", "mean"])
def test_the_effect_of_a_lower_layer_is_its_slope(readout: Readout) -> None:
    """Finite differences: a unit of the lower layer is handed up a little larger at all words."""
    net = network(ModelSpec("lstm", 3, 4, layers=2, readout=readout), 1)
    trace = record(net, sentence(net, 6))
    second, best = np.argsort(trace.logits[-1])[-2:]
    upper = {name.replace("_l1", "_l0"): array for name, array in arrays(net).items() if "_l0" not in name}
    model = replace(net.spec.model, layers=1)

    def margin(factor: np.ndarray) -> float:
        outputs = Stack.forward(model, upper, (trace.layer(0).hidden * factor)[:, None]).outputs
        pooled = Pooling(readout, []).forward(outputs)[-1, 0]
        return float((upper["readout.weight"][best] - upper["readout.weight"][second]) @ pooled)

    step = 1e-6 * np.eye(4)
    slopes = [(margin(1 + one) - margin(1 - one)) / 2e-6 for one in step]
    np.testing.assert_allclose(effect_on_answer(trace, layer=0), slopes, rtol=1e-6, atol=1e-9)


def test_what_a_unit_carries_is_its_root_mean_square_difference() -> None:
    net = network(ModelSpec("lstm", 3, 4))
    words = sentence(net, 6).words
    trace, twin = record(net, words), record(net, [*words[:2], *words[3:], *words[:1]])
    differs = trace.hidden - twin.hidden
    np.testing.assert_allclose(difference_carried(trace, twin), np.sqrt((differs**2).mean(axis=0)))
    assert (differs[:2] == 0).all()
    assert (difference_carried(trace, record(net, words[:2])) == 0).all(), (
        "words that one has alone say nothing"
    )
    gate = difference_carried(trace, twin, "forget_gate")
    np.testing.assert_allclose(
        gate, np.sqrt(((trace["forget_gate"] - twin["forget_gate"]) ** 2).mean(axis=0))
    )
    with pytest.raises(ValueError, match="4 and 5 units"):
        difference_carried(trace, record(network(ModelSpec("lstm", 3, 5)), words))
    with pytest.raises(ValueError, match="signal is"):
        difference_carried(trace, record(network(ModelSpec("gru", 3, 4)), words), "cell_state")
