"""What is left of a gradient by slope and by radius, and what it goes back through."""

from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np

from core import (
    Network,
    Reading,
    RunSpec,
    Snapshot,
    gradient_profile,
    record,
    recurrent_bound,
    recurrent_eigenvalues,
    shares_by_radius,
    shares_by_slope,
    with_radius,
)
from core.arrays import Floats
from core.experiments.lessons.depth import arriving
from core.experiments.lessons.exploding import Step, descent
from core.experiments.lessons.exploding_wall import START, THRESHOLD, Place, walk
from pages._shell.caches import MOST
from pages._shell.caches.networks import profile_of, trace_of


@lru_cache(maxsize=MOST)
def eigenvalues_of(network: Network) -> tuple[complex, ...]:
    """Return the eigenvalues of an RNN's recurrent matrix."""
    return tuple(recurrent_eigenvalues(network))


@lru_cache(maxsize=MOST)
def bound_of(network: Network) -> float:
    """Return by how much one step back of an RNN stretches a gradient at most."""
    return recurrent_bound(network)


@lru_cache(maxsize=MOST)
def radius_shares(
    network: Network, reading: Reading, target: int, radii: tuple[float, ...]
) -> tuple[tuple[float, ...], ...]:
    """Return `core.shares_by_radius`, rounded to four digits."""
    return tuple(map(_rounded, shares_by_radius(network, reading.text, target, radii)))


@lru_cache(maxsize=MOST)
def slope_shares(network: Network, reading: Reading, target: int) -> Mapping[str, tuple[float, ...]]:
    """Return `core.shares_by_slope` of an RNN whose matrix has a spectral radius of 1."""
    profile = profile_of(with_radius(network, 1.0), reading, target)
    return {name: _rounded(found) for name, found in shares_by_slope(profile).items()}


@lru_cache(maxsize=MOST)
def relu_on(network: Network, reading: Reading) -> tuple[tuple[int, ...], ...]:
    """Return which units ReLU leaves on at each word, at the values of `slope_shares`: 0 or 1, (T, H)."""
    states = trace_of(with_radius(network, 1.0), reading).hidden
    return tuple(tuple(map(int, row)) for row in states > 0)


@lru_cache(maxsize=MOST)
def descent_of(network: Network, threshold: float) -> tuple[Step, ...]:
    """Return `core.experiments.lessons.exploding.descent`."""
    return descent(network, threshold)


@cache
def walks() -> tuple[list[Place], list[Place]]:
    """Return `core.experiments.lessons.exploding_wall.walk` from its usual start, not cut and cut."""
    return walk(*START), walk(*START, THRESHOLD)


@lru_cache(maxsize=MOST)
def arriving_in(network: Network) -> tuple[float, ...]:
    """Return `core.experiments.lessons.depth.arriving`, rounded to four digits."""
    return _rounded(arriving(network))


def _rounded(found: Floats) -> tuple[float, ...]:
    return tuple(float(f"{share:.4g}") for share in found)


@lru_cache(maxsize=MOST)
def memory_profiles(
    spec: RunSpec, snapshots: tuple[Snapshot, ...], reading: Reading, target: int
) -> tuple[Floats, ...]:
    """Return the gradient norms (T,) along the memory at every step of a film: an LSTM's along c.

    Args:
        spec: What was trained.
        snapshots: Of the film, with the weights it kept.
        reading: What the networks read.
        target: The answer that the loss asks for at the last word.
    """
    networks = [Network(spec, one.step, one.kept) for one in snapshots]
    profiles = [gradient_profile(record(network, reading.text), target) for network in networks]
    return tuple(one.hidden if one.cell_state is None else one.cell_state for one in profiles)


@lru_cache(maxsize=MOST)
def way_of(network: Network, reading: Reading) -> Mapping[str, object]:
    """Return what of an RNN a gradient goes back through, as the browser has it, in six digits.

    The recurrent matrix has a spectral radius of 1; `inputs` is what the words add before the function, and
    `plane` holds two directions at right angles in which its largest eigenvalue turns a gradient.
    """
    weights = {name: np.asarray(values, np.float64) for name, values in network.weights.items()}
    matrix = weights["rnn.weight_hh_l0"]
    own, vectors = np.linalg.eig(matrix.T)
    largest = int(np.abs(own).argmax())
    vector = vectors[:, largest]
    directions = np.stack(
        [vector.real, vector.imag if np.any(vector.imag) else np.roll(vector.real, 1)], axis=1
    )
    plane, _ = np.linalg.qr(directions)
    words = weights["embedding.weight"][list(reading.ids)]
    inputs = words @ weights["rnn.weight_ih_l0"].T + weights["rnn.bias_ih_l0"] + weights["rnn.bias_hh_l0"]
    return {
        "matrix": _digits((matrix / abs(own[largest])).ravel()),
        "inputs": [_digits(row) for row in inputs],
        "readout": [_digits(row) for row in weights["readout.weight"]],
        "bias": _digits(weights["readout.bias"]),
        "plane": [_digits(row) for row in plane.T],
    }


def _digits(values: Floats) -> list[float]:
    return [float(f"{value:.6g}") for value in values]
