"""Truncation: what is cut, and how wrong the gradient becomes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.truncation import truncation
from core.network import Network
from core.spec import ModelSpec
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
