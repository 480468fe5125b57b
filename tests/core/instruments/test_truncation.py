"""Truncation, clipping, finite differences, the unit finder and the weight count."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.equations.contribution import norms
from core.instruments import gradient_profile, record
from core.instruments.check import check_gradients
from core.instruments.clipping import clip
from core.instruments.count import weight_count
from core.instruments.truncation import truncation
from core.instruments.units import cluster_order, find_units, saturation
from core.network import Network, initial_network
from core.network.shapes import weight_shapes
from core.spec import ModelSpec, RunSpec
from core.text import Reading
from tests.making.networks import models, network, sentence

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 6), st.integers(0, 1000)


def test_truncation_shows_where_it_cuts_and_how_wrong_it_becomes() -> None:
    net = network(ModelSpec("lstm", 3, 4, layers=2))
    trace = record(net, sentence(net, 11))
    found = truncation(trace, 4, 1, at="each")
    assert found.cuts == (3, 7)
    assert list(np.flatnonzero(found.cut)) == [3, 7]
    np.testing.assert_array_equal(found.full.hidden[7:], found.truncated.hidden[7:])
    full, part = found.full.weight_gradients(), found.truncated.weight_gradients()
    for name, error in found.error.items():
        expected = np.linalg.norm(full[name] - part[name]) / np.linalg.norm(full[name])
        assert error == pytest.approx(expected, abs=1e-14)
        cosine = (full[name] * part[name]).sum() / np.linalg.norm(full[name]) / np.linalg.norm(part[name])
        assert found.cosine[name] == pytest.approx(cosine)
    assert found.error["readout.weight"] == 0
    assert found.error["rnn.weight_hh_l0"] > 0


@quickly
@given(models(bidirectional=False), lengths, seeds, st.integers(1, 3))
def test_the_error_of_truncation_is_that_of_the_norms_and_never_fails(
    model: ModelSpec, length: int, seed: int, window: int
) -> None:
    trace = record(network(model, seed), sentence(network(model, seed), length, seed))
    found = truncation(trace, window, 1, at="each")
    full, part = found.full.weight_gradients(), found.truncated.weight_gradients()
    for name, error in found.error.items():
        whole, apart = np.linalg.norm(full[name]), np.linalg.norm(full[name] - part[name])
        expected = apart / whole if whole else np.inf if apart else 0.0
        assert error == pytest.approx(expected, rel=1e-9, abs=1e-12)
        lengths_of_both = whole * np.linalg.norm(part[name])
        if lengths_of_both:
            assert found.cosine[name] == pytest.approx((full[name] * part[name]).sum() / lengths_of_both)
        else:
            assert np.isnan(found.cosine[name])


def test_the_error_of_one_word_is_nothing() -> None:
    net = network(ModelSpec("rnn", 3, 4))
    found = truncation(record(net, sentence(net, 1)), 1, 0)
    assert not any(found.error.values())
    assert np.isnan(found.cosine["rnn.weight_hh_l0"])


def test_an_error_may_be_larger_than_the_gradient() -> None:
    """Two ways that nearly cancel: h_1 = w x_1 + u w x_0 with x_0 = -0.94 x_1 / u."""
    first = network(ModelSpec("rnn", 1, 1, activation="identity"))
    weights: dict[str, Any] = {name: np.zeros_like(array) for name, array in first.weights.items()}
    weights["embedding.weight"][:2, 0] = (-1.875, 1)
    weights["rnn.weight_ih_l0"][:] = 1
    weights["rnn.weight_hh_l0"][:] = 0.5
    weights["readout.weight"][:2, 0] = (1, -1)
    net = Network(first.spec, 1, weights)
    words = Reading(net.vocabulary[:2], np.array([0, 1]), np.ones(2, bool))
    assert truncation(record(net, words), 1, 0).error["rnn.weight_ih_l0"] == pytest.approx(0.9375 / 0.0625)


def test_the_gradient_that_is_cut_is_the_one_that_would_have_gone_on() -> None:
    net = network(ModelSpec("rnn", 3, 4))
    trace = record(net, sentence(net, 8))
    found = truncation(trace, 3, 0)
    whole = gradient_profile(trace, 0)
    assert found.cuts == (2, 5)
    assert found.cut[5] == pytest.approx(whole.hidden[4])
    assert not found.truncated.hidden[:5].any()


def test_a_window_as_long_as_the_sentence_cuts_nothing() -> None:
    net = network(ModelSpec("gru", 3, 4))
    found = truncation(record(net, sentence(net, 8)), 8, 0)
    assert found.cuts == ()
    assert not any(found.error.values())
    assert not found.cut.any()
    both = network(ModelSpec("gru", 3, 4, bidirectional=True))
    with pytest.raises(ValueError, match="both directions"):
        truncation(record(both, "the film was good"), 2)
    with pytest.raises(ValueError, match="at least 1"):
        truncation(record(net, "the film was good"), 0)


@quickly
@given(models(), seeds, st.floats(1e-3, 10))
def test_clipping_is_torchs(model: ModelSpec, seed: int, threshold: float) -> None:
    net = network(model, seed)
    gradients = gradient_profile(record(net, sentence(net, 5, seed)), 0).weight_gradients()
    clipped = clip(gradients, threshold)
    parameters = [
        torch.zeros(one.shape, dtype=torch.float64, requires_grad=True) for one in gradients.values()
    ]
    for parameter, one in zip(parameters, gradients.values(), strict=True):
        parameter.grad = torch.tensor(one)
    before = torch.nn.utils.clip_grad_norm_(parameters, threshold)
    assert clipped.norm_before == pytest.approx(before.item(), rel=1e-12)
    assert clipped.norm_after <= threshold * (1 + 1e-12)
    assert clipped.norm_after == pytest.approx(clipped.factor * clipped.norm_before)
    for parameter, one in zip(parameters, clipped.gradients.values(), strict=True):
        assert parameter.grad is not None
        torchs = 1.1e-6 / max(clipped.norm_before, 1e-6)  # torch adds 1e-6 to the norm
        np.testing.assert_allclose(one, parameter.grad.numpy(), rtol=torchs + 1e-12, atol=1e-15)


def test_clipping_hides_nothing_that_is_not_finite() -> None:
    bad = clip({"a": np.array([1.0, np.nan])}, 1.0)
    assert np.isnan(bad.norm_before)
    assert np.isnan(bad.gradients["a"]).all()
    for value in (np.inf, -np.inf, np.nan):
        lost = clip({"a": np.array([1.0, value]), "b": np.ones(2)}, 1.0)
        assert np.isnan(np.concatenate(list(lost.gradients.values()))).all()
        assert np.isnan([lost.factor, lost.norm_after]).all()
    assert clip({"a": np.zeros(3)}, 1.0).factor == 1
    with pytest.raises(ValueError, match="above 0"):
        clip({"a": np.zeros(3)}, 0)
    with pytest.raises(ValueError, match="no gradients"):
        clip({}, 1)


@quickly
@given(models(), lengths, seeds)
def test_finite_differences_agree_with_the_gradient(model: ModelSpec, length: int, seed: int) -> None:
    if model.activation == "relu" or model.readout == "max":
        return  # these have corners, where a difference quotient is something else
    net = network(model, seed)
    found = check_gradients(record(net, sentence(net, length, seed)), 1, at="each", each=2, seed=seed)
    assert found.passes(1e-6), found.worst
    assert {row.weight for row in found.rows} == set(net.weights)


def test_the_check_finds_a_wrong_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.equations import lstm

    net = network(ModelSpec("lstm", 3, 4))
    trace = record(net, "the film was good")
    assert check_gradients(trace, 0).passes()
    right = lstm.LstmPull.step

    def wrong(self: Any, t: int, d_hidden: Any, d_memory: Any, d_gates: Any) -> Any:
        asked, kept = right(self, t, d_hidden, d_memory, d_gates)
        return asked * 1.01, kept

    monkeypatch.setattr(lstm.LstmPull, "step", wrong)
    assert not check_gradients(trace, 0).passes()


def test_the_check_says_what_is_wrong_and_does_not_hide_what_is_not_finite() -> None:
    net = network(ModelSpec("gru", 3, 4))
    trace = record(net, "the film was good")
    with pytest.raises(ValueError, match="above 0"):
        check_gradients(trace, nudge=0)
    with pytest.raises(ValueError, match="at least 1"):
        check_gradients(trace, each=0)
    weights = {name: array.copy() for name, array in net.weights.items()}
    weights["rnn.weight_hh_l0"][0, 0] = np.inf
    assert not check_gradients(record(Network(net.spec, 1, weights), "the film was good"), 0).passes()


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


@given(models(), st.integers(1, 50), st.integers(1, 9))
def test_the_count_is_that_of_the_tensors(model: ModelSpec, words: int, classes: int) -> None:
    found = weight_count(model, words, classes)
    shapes = weight_shapes(model, words, classes)
    assert found.total == sum(int(np.prod(shape)) for shape in shapes.values())
    numbers = found.numbers.replace("·", "*")
    assert eval(numbers) == found.total  # noqa: S307 - our own formula
    letters = {"V": words, "E": model.embedding_size, "H": model.hidden_size, "K": classes}
    formula = found.formula.replace("·", "*")
    for many in range(99, 1, -1):
        formula = formula.replace(f"{many}H", f"{many}*H")
    assert eval(formula, letters) == found.total  # noqa: S307 - our own formula


def test_the_count_of_a_network_is_its_size() -> None:
    net = initial_network(RunSpec(ModelSpec("gru", 5, 6, layers=2, bidirectional=True)))
    assert weight_count(net.spec.model, len(net.vocabulary), len(net.classes)).total == net.size


def test_the_lectures_counts() -> None:
    deep: dict[str, Any] = {"embedding_size": 100, "hidden_size": 100, "one_bias": True}
    lstm = weight_count(ModelSpec("lstm", layers=4), 50_000, 50_000, **deep)
    rnn = weight_count(ModelSpec("rnn", layers=4), 50_000, 50_000, **deep)
    assert lstm.part("matrices", "biases") == 4 * 4 * (100 * 200 + 100) == 321_600
    assert rnn.part("matrices", "biases") == 4 * (100 * 200 + 100) == 80_400
    assert lstm.part("embedding") == rnn.part("embedding") == 5_000_000
    assert lstm.total == 5_000_000 + 321_600 + 50_000 * 101
    one_hot = weight_count(ModelSpec("rnn"), 1003, 1003, hidden_size=4, one_hot=True, one_bias=True)
    assert one_hot.total == 4 * 1003 + 4 * 4 + 4 + 1003 * 4 + 1003
    peephole = weight_count(
        ModelSpec("lstm", peepholes=True), 5, 0, embedding_size=7, hidden_size=1, one_bias=True
    )
    assert peephole.part("matrices", "biases", "peepholes") == 4 * 7 + 4 * 1 + 3 + 4
    with pytest.raises(ValueError, match="words is 0"):
        weight_count(ModelSpec(), 0, 2)


def test_norms_neither_vanish_nor_overflow_by_squaring() -> None:
    rows = np.array([[3e-200, 4e-200], [3e200, 4e200], [0, 0], [3, 4], [np.nan, 1], [np.inf, 1], [5e-324, 0]])
    np.testing.assert_allclose(norms(rows), [5e-200, 5e200, 0, 5, np.nan, np.inf, 5e-324], rtol=1e-14)
    single = norms(np.array([[3e-30, 4e-30], [3e30, 4e30]], np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, [5e-30, 5e30], rtol=1e-6)
