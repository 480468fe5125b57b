"""One step back of an RNN: with its own factors it is the gradient; with others what the recurrence says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core import (
    default_run,
    gradient_profile,
    initial_network,
    record,
    recurrent_bound,
    recurrent_eigenvalues,
    shares_by_radius,
    shares_by_slope,
    task,
    with_radius,
)
from core.spec import Activation

SPEC = default_run("rnn", "recall")
NETWORK = initial_network(SPEC)
PROBE = task(SPEC.task).probe
TARGET = 3


def test_its_own_slopes_give_its_own_gradient() -> None:
    profile = gradient_profile(record(NETWORK, PROBE), TARGET)
    shares = shares_by_slope(profile)
    np.testing.assert_allclose(shares["tanh"], profile.hidden / profile.hidden[-1], rtol=1e-9)
    matrix = np.asarray(NETWORK.weights["rnn.weight_hh_l0"], dtype=np.float64)
    last = profile.hidden_gradient[-1]
    far = np.linalg.matrix_power(matrix.T, len(profile.hidden) - 1) @ last
    np.testing.assert_allclose(shares["identity"][0], np.linalg.norm(far) / np.linalg.norm(last), rtol=1e-9)
    assert all((shares["sigmoid"] <= 0.25 ** np.arange(len(last))[: len(PROBE.split())][::-1] * 3).tolist())


def test_another_radius_is_the_gradient_of_the_scaled_network() -> None:
    radii = [0.5, 1.1]
    shares = shares_by_radius(NETWORK, PROBE, TARGET, radii)
    for radius, found in zip(radii, shares, strict=True):
        scaled = with_radius(NETWORK, radius)
        norms = gradient_profile(record(scaled, PROBE), TARGET).hidden
        np.testing.assert_array_equal(found, norms / norms[-1])
        assert max(map(abs, recurrent_eigenvalues(scaled))) == pytest.approx(radius, rel=1e-5)


@pytest.mark.parametrize(("activation", "steepest"), [("tanh", 1), ("relu", 1), ("sigmoid", 0.25)])
def test_no_gradient_is_left_larger_than_the_bound(activation: Activation, steepest: float) -> None:
    """Of any network and length: at most the bound to the power of the steps; of W_h alone it is reached."""
    for seed in range(5):
        spec = replace(SPEC, seed=seed, model=replace(SPEC.model, activation=activation))
        network = with_radius(initial_network(spec), 1.7)
        bound = recurrent_bound(network)
        matrix = np.asarray(network.weights["rnn.weight_hh_l0"], dtype=np.float64)
        assert bound == pytest.approx(steepest * np.sqrt(np.linalg.eigvalsh(matrix.T @ matrix).max()))
        assert bound >= steepest * max(map(abs, recurrent_eigenvalues(network))) - 1e-9
        norms = gradient_profile(record(network, PROBE), TARGET).hidden
        steps = np.arange(len(norms))[::-1]
        assert (norms / norms[-1] <= bound**steps * (1 + 1e-9)).all()


def test_other_cells_are_refused() -> None:
    gru = initial_network(default_run("gru", "recall"))
    relu = initial_network(replace(SPEC, model=replace(SPEC.model, activation="relu")))
    with pytest.raises(ValueError, match="an RNN of one layer"):
        recurrent_eigenvalues(gru)
    with pytest.raises(ValueError, match="an RNN of one layer"):
        recurrent_bound(gru)
    with pytest.raises(ValueError, match="choose a tanh RNN"):
        shares_by_slope(gradient_profile(record(relu, PROBE), TARGET))
