"""What is left of a gradient by slope, by radius and by seed, and how right networks are."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from core import (
    Network,
    Reading,
    TaskSpec,
    recurrent_bound,
    recurrent_eigenvalues,
    shares_by_radius,
    shares_by_slope,
    task,
    with_radius,
)
from core.arrays import Floats
from core.figures.accuracy import Curve, accuracy_figure, accuracy_in_words
from core.figures.seeds import seeds_figure, seeds_in_words
from pages._shell.caches import MOST
from pages._shell.caches.networks import profile_of, trace_of
from pages._shell.caches.sheets import Drawing

KeptBySeed = tuple[tuple[str, tuple[float, ...]], ...]


def accuracy_drawing(curves: Mapping[str, Curve], spec: TaskSpec) -> Drawing:
    """Return `core.figures.accuracy.accuracy_figure` of some networks on one task."""
    return _accuracy_drawing(tuple((kind, tuple(curve)) for kind, curve in curves.items()), spec)


@lru_cache(maxsize=MOST)
def _accuracy_drawing(known: tuple[tuple[str, Curve], ...], spec: TaskSpec) -> Drawing:
    this, curves = task(spec), dict(known)
    return Drawing(accuracy_figure(curves, this).to_json(), accuracy_in_words(curves, this))


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
def relu_off(network: Network, reading: Reading, begin: int) -> float:
    """Return which share of the units ReLU would switch off after a word, at the values of `slope_shares`."""
    after = trace_of(with_radius(network, 1.0), reading).hidden[begin + 1 :]
    return float((after <= 0).mean())


def _rounded(found: Floats) -> tuple[float, ...]:
    return tuple(float(f"{share:.4g}") for share in found)


def shares_drawing(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> Drawing:
    """Return `core.figures.seeds.seeds_figure` of what each line keeps, a number a seed."""
    return _shares_drawing(
        *(tuple((line, tuple(found)) for line, found in one.items()) for one in (before, after))
    )


@lru_cache(maxsize=MOST)
def _shares_drawing(before: KeptBySeed, after: KeptBySeed) -> Drawing:
    return Drawing(seeds_figure(dict(before), dict(after)).to_json(), seeds_in_words(dict(after)))
