r"""Multinomial logistic regression: the most likely linear read-out of classes from vectors.

With vectors $x_n$ of classes $y_n$, $p_n = \mathrm{softmax}(W x_n + b)$, it minimises

$$-\frac{1}{N} \sum_n \log p_n(y_n) + \frac{\lambda}{2} \sum_k w_k^\top \Sigma\, w_k$$

where $\Sigma$ is the covariance of the vectors: the penalty is on the variance of the scores, so the result
does not depend on how the units are scaled or mixed. The minimum is the only one; Newton's method finds it,
each of its steps solved by conjugate gradients (Nocedal and Wright 2006, algorithm 7.1). Knows no networks.
"""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Ints
from ..equations.squash import softmax

RIDGE = 1e-4
r"""The penalty $\lambda$."""

FLOOR = 1e-6
"""What is added to the variance of each unit, of variance 1, so that units may go together or stand still."""

_NEWTON_STEPS, _INNER_STEPS = 60, 400
_FLAT = 1e-9
"""The norm of the gradient at which the minimum is reached."""

_ROUNDING = 1e-13
"""By how much rounding may make a loss look larger."""


class ReadOut(NamedTuple):
    """`weights` (K, H) and `bias` (K,): the scores of vectors x (N, H) are x @ weights.T + bias."""

    weights: Floats
    bias: Floats


@np.errstate(all="ignore")
def fit(vectors: Floats, classes: Ints, count: int, ridge: float = RIDGE) -> ReadOut:
    """Return the read-out of classes (N,), each of `count` at least once, from vectors (N, H).

    The weights of the classes add up to 0, and so do the biases. All are NaN if a vector is not finite, or so
    large that its square is not.
    """
    units = vectors.shape[1]
    mean = vectors.mean(axis=0)
    spread = vectors.std(axis=0)
    if not np.isfinite(spread).all():
        return ReadOut(np.full((count, units), np.nan), np.full(count, np.nan))
    spread[spread == 0] = 1
    standard = (vectors - mean) / spread
    covariance = standard.T @ standard / len(standard) + FLOOR * np.eye(units)
    whitening = np.linalg.inv(np.linalg.cholesky(covariance)).T
    found = _minimum(np.column_stack([standard @ whitening, np.ones(len(standard))]), classes, count, ridge)
    weights = (whitening @ found[:-1]).T / spread
    bias = found[-1] - weights @ mean
    return ReadOut(weights, bias - bias.mean())


class _Loss:
    """The loss of weights (W, K) on whitened vectors (N, W), whose last number is 1 and is not penalised."""

    def __init__(self, vectors: Floats, classes: Ints, count: int, ridge: float) -> None:
        self.vectors = vectors
        self.rows, self.classes = np.arange(len(classes)), classes
        self.targets = np.eye(count)[classes]
        self.penalty = np.full((vectors.shape[1], 1), ridge)
        self.penalty[-1] = 0

    def probabilities(self, weights: Floats) -> Floats:
        return softmax(self.vectors @ weights)

    def value(self, weights: Floats, probabilities: Floats) -> float:
        own = np.maximum(probabilities[self.rows, self.classes], np.finfo(float).tiny)
        return float(-np.log(own).mean() + (self.penalty * weights * weights).sum() / 2)

    def slope(self, weights: Floats, probabilities: Floats) -> Floats:
        by_score = (probabilities - self.targets) / len(self.rows)
        slope: Floats = self.vectors.T @ by_score + self.penalty * weights
        return slope

    def curvature(self, probabilities: Floats, direction: Floats) -> Floats:
        """Return the second derivative times a direction (W, K)."""
        moved = self.vectors @ direction
        moved = probabilities * (moved - (probabilities * moved).sum(axis=1, keepdims=True))
        bent: Floats = self.vectors.T @ moved / len(self.rows) + self.penalty * direction
        return bent


def _minimum(vectors: Floats, classes: Ints, count: int, ridge: float) -> Floats:
    """Return the weights (W, K) at which the loss is least."""
    loss = _Loss(vectors, classes, count, ridge)
    weights = np.zeros((vectors.shape[1], count))
    shares = np.log(loss.targets.mean(axis=0))
    weights[-1] = shares - shares.mean()
    probabilities = loss.probabilities(weights)
    value = loss.value(weights, probabilities)
    for _ in range(_NEWTON_STEPS):
        slope = loss.slope(weights, probabilities)
        if np.linalg.norm(slope) < _FLAT:
            break
        direction = _newton_direction(loss, probabilities, slope)
        falls, length = float((slope * direction).sum()), 1.0
        while True:
            tried = weights + length * direction
            probabilities = loss.probabilities(tried)
            reached = loss.value(tried, probabilities)
            if reached <= value + 1e-4 * length * falls + _ROUNDING * abs(value) or length < _ROUNDING:
                break
            length /= 2
        weights, value = tried, reached
    return weights


def _newton_direction(loss: _Loss, probabilities: Floats, slope: Floats) -> Floats:
    """Return about -curvature⁻¹ slope by conjugate gradients, more exactly the flatter the loss is."""
    direction, rest = np.zeros_like(slope), -slope
    search, size = rest, float((rest * rest).sum())
    goal = min(0.3, size**0.25) ** 2 * size
    for _ in range(_INNER_STEPS):
        bent = loss.curvature(probabilities, search)
        length = size / float((search * bent).sum())
        direction = direction + length * search
        rest = rest - length * bent
        before, size = size, float((rest * rest).sum())
        if size <= goal:
            break
        search = rest + size / before * search
    return direction
