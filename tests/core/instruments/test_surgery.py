"""Surgery: differences, and matrices scaled to a radius."""

import numpy as np
import pytest

from core.instruments import gradient_profile, record
from core.instruments.operations import Clamp
from core.instruments.surgery import difference, with_radius
from core.spec import ModelSpec
from tests.making.networks import network


def test_the_difference_is_operated_minus_untouched() -> None:
    net = network(ModelSpec("lstm", 3, 4, layers=2))
    untouched = record(net, "the film was good")
    operated = record(net, "the film was good", operations=[Clamp("forget_gate", 0.0, (1,), 2)])
    found = difference(untouched, operated)
    for name, values in found.signals.items():
        np.testing.assert_array_equal(values, operated[name] - untouched[name])
    np.testing.assert_allclose(found.hidden, np.linalg.norm(operated.hidden - untouched.hidden, axis=1))
    np.testing.assert_array_equal(found.layer(0)["hidden"], np.zeros((4, 4)))
    assert found.first == 2
    before, after = found.gradients(0)
    np.testing.assert_array_equal(before, gradient_profile(untouched, 0).hidden)
    np.testing.assert_array_equal(after, gradient_profile(operated, 0).hidden)


def test_a_matrix_scaled_to_a_radius_has_it_and_nothing_else_changes() -> None:
    net = network(ModelSpec("lstm", 3, 6, layers=2))
    scaled = with_radius(net, 1.25, "forget_gate", layer=1)
    block = scaled.weights["rnn.weight_hh_l1"][6:12].astype(np.float64)
    assert np.abs(np.linalg.eigvals(block)).max() == pytest.approx(1.25, rel=1e-6)
    changed = [name for name in net.weights if (net.weights[name] != scaled.weights[name]).any()]
    assert changed == ["rnn.weight_hh_l1"]
    assert (net.weights["rnn.weight_hh_l1"][12:] == scaled.weights["rnn.weight_hh_l1"][12:]).all()
    assert scaled.key != net.key
    rnn = with_radius(network(ModelSpec("rnn", 3, 6)), 0.5)
    assert np.abs(np.linalg.eigvals(rnn.weights["rnn.weight_hh_l0"])).max() == pytest.approx(0.5, rel=1e-5)
