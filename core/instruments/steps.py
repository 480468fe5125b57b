r"""What one step back of an RNN multiplies a gradient by: its slopes, and its recurrent matrix.

$\delta_{t-1} = W_h^\top (f'(a_t) \odot \delta_t)$ with $\delta_t = \partial L / \partial h_t$ (Pascanu,
Mikolov and Bengio 2013, equation 5). Here one factor is not the network's own; all else is as it was.
"""

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats
from ..network import Network
from .gradient import GradientProfile, gradient_profile
from .surgery import with_radius
from .trace import record

_MATRIX = "rnn.weight_hh_l0"
_STEEPEST = {"tanh": 1.0, "relu": 1.0, "identity": 1.0, "sigmoid": 0.25}


def recurrent_eigenvalues(network: Network) -> list[complex]:
    """Return the eigenvalues (H,) of the recurrent matrix of an RNN of one layer.

    Raises:
        ValueError: if it is no RNN of one layer.
    """
    return [complex(one) for one in np.linalg.eigvals(_matrix(network))]


def recurrent_bound(network: Network) -> float:
    """Return by how much one step back of an RNN stretches a gradient at most: ‖W_h‖₂ · max |f′|.

    The largest singular value of the recurrent matrix times the steepest slope of the activation. After k
    steps back at most its k-th power is left (Pascanu, Mikolov and Bengio 2013, section 2.1).

    Raises:
        ValueError: if it is no RNN of one layer.
    """
    return float(np.linalg.norm(_matrix(network), 2)) * _STEEPEST[network.spec.model.activation]


def shares_by_radius(network: Network, sentence: str, target: int, radii: Sequence[float]) -> Floats:
    """Return which share of its gradient at the last word each state keeps, (radii, T).

    The recurrent matrix is scaled to each spectral radius, and the network reads the sentence with it.

    Raises:
        ValueError: if it is no RNN of one layer, or a radius cannot be had.
    """
    _matrix(network)
    found = []
    for radius in radii:
        norms = gradient_profile(record(with_radius(network, radius), sentence), target).hidden
        found.append(norms / norms[-1])
    return np.array(found)


def shares_by_slope(profile: GradientProfile) -> dict[str, Floats]:
    """Return the shares (T,) that states keep if the slopes were those of other functions at the same values.

    "identity" leaves the slopes out, "tanh" is the network's own. Pre-activations, recurrent matrix and the
    gradient at the last word stay as they are.

    Raises:
        ValueError: if it is no tanh RNN of one layer.
    """
    network = profile.trace.network
    matrix = _matrix(network)
    if network.spec.model.activation != "tanh":
        raise ValueError(f"activation is {network.spec.model.activation}; choose a tanh RNN.")
    hidden = profile.trace.hidden
    before = np.arctanh(hidden)
    sigmoid = (1 + np.tanh(before / 2)) / 2
    slopes = {
        "identity": np.ones_like(hidden),
        "tanh": 1 - hidden**2,
        "relu": (before > 0).astype(np.float64),
        "sigmoid": sigmoid * (1 - sigmoid),
    }
    return {name: _back(matrix, slope, profile.hidden_gradient[-1]) for name, slope in slopes.items()}


def _back(matrix: Floats, slopes: Floats, last: Floats) -> Floats:
    """Return the shares (T,) that are left of the gradient (H,) at the last word."""
    delta, norms = last, [float(np.linalg.norm(last))]
    for slope in slopes[:0:-1]:
        delta = matrix.T @ (slope * delta)
        norms.append(float(np.linalg.norm(delta)))
    return np.array(norms[::-1]) / norms[0]


def _matrix(network: Network) -> Floats:
    model = network.spec.model
    if model.kind != "rnn" or model.layers > 1 or model.bidirectional:
        raise ValueError("This needs an RNN of one layer that reads in one direction.")
    return np.asarray(network.weights[_MATRIX], dtype=np.float64)
