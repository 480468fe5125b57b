"""Surgery on weights is the same in browser and core, and so are the eigenvalues behind it."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.instruments.surgery import with_forget_bias, with_radius
from core.network.files import to_file
from core.network.shapes import gates
from core.spec import ModelSpec
from tests.contract.cases import Answering, drawn
from tests.contract.comparing import numbers
from tests.making.networks import models, network

RNG = np.random.default_rng(3)
MATRICES = (
    *(RNG.normal(size=(n, n)) for n in (1, 2, 3, 8, 32, 96)),
    *(np.linalg.qr(RNG.normal(size=(n, n)))[0] for n in (2, 16)),
    *(np.eye(8)[::-1], np.roll(np.eye(8), 1, 0), np.zeros((4, 4)), np.ones((6, 6)), np.diag([1.0, 2, 2, -2])),
    *(np.tril(RNG.normal(size=(8, 8)), -1), np.array([[0.0, 1], [-1, 0]]), RNG.normal(size=(20, 20)) * 1e-30),
)


def test_eigenvalues_are_numpys(answering: Answering) -> None:
    told = answering("eigenvalues", [matrix.tolist() for matrix in MATRICES])
    for matrix, one in zip(MATRICES, told, strict=True):
        found = list(numbers(one["re"]) + 1j * numbers(one["im"]))
        right = np.linalg.eigvals(matrix)
        assert len(found) == len(right)
        for value in right:
            nearest = min(found, key=lambda other, value=value: abs(other - value))  # type: ignore[misc]
            found.remove(nearest)
            assert abs(nearest - value) <= 1e-12 * np.abs(right).max()


@st.composite
def scalings(draw: st.DrawFn) -> tuple[ModelSpec, int, dict[str, Any]]:
    """Draw a matrix to scale; one in three cannot be."""
    model = draw(models())
    how = {
        "radius": draw(st.floats(0.01, 3)),
        "gate": draw(st.sampled_from(gates(model))),
        "layer": draw(st.integers(-model.layers, model.layers - 1)),
        "reverse": draw(st.sampled_from(model.directions)),
    }
    wrong = [
        {"radius": -1.0},
        {"gate": "none"},
        {"layer": model.layers},
        {"reverse": not model.bidirectional},
    ]
    return model, draw(st.integers(0, 9)), how | draw(st.sampled_from([{}, {"radius": 0.0}, *wrong]))


def test_a_matrix_is_scaled_to_a_radius_alike(answering: Answering) -> None:
    asked = [(network(model, seed), how) for model, seed, how in drawn(scalings(), 80)]
    batch = [{"file": base64.b64encode(to_file(net, "a network")).decode(), **how} for net, how in asked]
    refused = 0
    for (net, how), told in zip(asked, answering("radii", batch), strict=True):
        try:
            right = with_radius(net, **how)
        except ValueError:
            refused += 1
            assert "refused" in told
            continue
        for name, array in right.weights.items():
            np.testing.assert_allclose(numbers(told[name]), array, rtol=2e-7, atol=0)
    assert 0 < refused < 60


@st.composite
def forgetting(draw: st.DrawFn) -> tuple[ModelSpec, int, dict[str, Any]]:
    """Draw a forget bias to set; one in three cannot be."""
    model = draw(models(kinds=draw(st.sampled_from([("lstm",), ("lstm",), ("lstm",), ("gru", "rnn")]))))
    how = {
        "bias": draw(st.floats(-10, 10)),
        "layer": draw(st.integers(-model.layers, model.layers - 1)),
        "reverse": draw(st.sampled_from(model.directions)),
    }
    wrong = [{"bias": 1e39}, {"layer": model.layers}, {"reverse": not model.bidirectional}]
    return model, draw(st.integers(0, 9)), how | draw(st.sampled_from([{}, {}, *wrong]))


def test_a_forget_bias_is_set_alike(answering: Answering) -> None:
    asked = [(network(model, seed), how) for model, seed, how in drawn(forgetting(), 80)]
    batch = [{"file": base64.b64encode(to_file(net, "a network")).decode(), **how} for net, how in asked]
    refused = 0
    for (net, how), told in zip(asked, answering("biases", batch), strict=True):
        try:
            right = with_forget_bias(net, **how)
        except ValueError:
            refused += 1
            assert "refused" in told
            continue
        for name, array in right.weights.items():
            np.testing.assert_array_equal(numbers(told[name]), array)
        model = net.spec.model
        place, units = gates(model).index("forget_gate"), model.hidden_size
        ending = f"_l{how['layer'] % model.layers}{'_reverse' * how['reverse']}"
        both = [net.weights[f"rnn.bias_{one}{ending}"].astype(float) for one in ("ih", "hh")]
        own = np.add(*both)[place * units : (place + 1) * units]
        np.testing.assert_array_equal(numbers(told["own"]), own)
    assert 0 < refused < 70
