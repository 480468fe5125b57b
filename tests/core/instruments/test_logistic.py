"""The read-out is the one minimum of the loss that its docstring states."""

import numpy as np
import pytest
import torch

from core.arrays import Floats, Ints
from core.instruments.logistic import FLOOR, fit


def clouds(seed: int = 0, count: int = 3, units: int = 4, rows: int = 300) -> tuple[Floats, Ints]:
    """Return vectors (N, H) around a centre for each class, on unlike scales, and their classes."""
    rng = np.random.default_rng(seed)
    classes = np.r_[np.arange(count), rng.integers(count, size=rows - count)]
    vectors = rng.normal(size=(count, units))[classes] + rng.normal(size=(rows, units))
    return vectors * 10.0 ** np.arange(-1, units - 1) + 5, classes


@pytest.mark.parametrize("ridge", [1e-4, 1e-2, 1.0])
def test_no_other_read_out_has_a_lower_loss(ridge: float) -> None:
    """The slope of the loss, written out in torch without whitening, is 0 there, and the loss is convex."""
    vectors, classes = clouds()
    found = fit(vectors, classes, 3, ridge)
    weights, bias = (torch.tensor(part, requires_grad=True) for part in found)
    covariance = np.cov(vectors.T, bias=True)
    covariance += FLOOR * np.diag(np.diag(covariance))
    scores = torch.tensor(vectors) @ weights.T + bias
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(classes))
    loss = loss + ridge / 2 * ((weights @ torch.tensor(covariance)) * weights).sum()
    by_weights, by_bias = torch.autograd.grad(loss, (weights, bias))
    spread = torch.tensor(vectors.std(axis=0))
    assert float((by_weights / spread).abs().max()) < 1e-8
    assert float(by_bias.abs().max()) < 1e-8


def test_of_two_groups_it_says_the_shares() -> None:
    """With one number of two values and no penalty, the probabilities are the shares counted."""
    vectors = np.repeat([0.0, 1.0], [40, 60])[:, None]
    classes = np.r_[np.repeat([0, 1, 2], [10, 20, 10]), np.repeat([0, 1, 2], [30, 12, 18])]
    found = fit(vectors, classes, 3, ridge=1e-12)
    scores = np.exp(np.array([[0.0], [1.0]]) @ found.weights.T + found.bias)
    expected = [[10 / 40, 20 / 40, 10 / 40], [30 / 60, 12 / 60, 18 / 60]]
    np.testing.assert_allclose(scores / scores.sum(axis=1, keepdims=True), expected, atol=1e-6)


def test_vectors_that_say_nothing_leave_the_shares_of_the_classes() -> None:
    found = fit(np.ones((6, 2)), np.array([0, 1, 1, 2, 2, 2]), 3)
    np.testing.assert_allclose(found.weights, 0, atol=1e-9)
    shares = np.log([1 / 6, 2 / 6, 3 / 6])
    np.testing.assert_allclose(found.bias, shares - shares.mean(), atol=1e-8)


def test_the_scale_the_place_and_the_order_of_units_do_not_matter() -> None:
    vectors, classes = clouds()
    scores = vectors @ (first := fit(vectors, classes, 3)).weights.T + first.bias
    moved = (vectors * [1e6, 1e-6, 3, -1] + [0, 1, -7, 2])[:, [2, 0, 3, 1]]
    second = fit(moved, classes, 3)
    np.testing.assert_allclose(moved @ second.weights.T + second.bias, scores, rtol=1e-4, atol=1e-5)
    permuted = fit(vectors[:, [2, 0, 3, 1]], classes, 3)
    np.testing.assert_allclose(permuted.weights, first.weights[:, [2, 0, 3, 1]], rtol=1e-6, atol=1e-7)


def test_units_that_go_together_share_the_weight() -> None:
    vectors, classes = clouds()
    alone, double = fit(vectors, classes, 3), fit(np.column_stack([vectors, vectors]), classes, 3)
    np.testing.assert_allclose(double.weights[:, :4], double.weights[:, 4:], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(double.weights[:, :4] * 2, alone.weights, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e200])
def test_what_is_not_finite_gives_nan(bad: float) -> None:
    vectors, classes = clouds()
    vectors[3, 1] = bad
    found = fit(vectors, classes, 3)
    assert found.weights.shape == (3, 4)
    assert np.isnan(found.weights).all()
    assert np.isnan(found.bias).all()
