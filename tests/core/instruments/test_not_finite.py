"""Networks that blew up can be looked at with every instrument: no failure, no warning."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.instruments import (
    Clamp,
    Erase,
    Trace,
    check_gradients,
    clip,
    cluster_order,
    difference,
    difference_carried,
    effect_on_answer,
    find_units,
    gradient_profile,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
    truncation,
    with_radius,
)
from core.instruments.summary import lowest_mean, share_kept
from core.instruments.units import correlation
from core.network import Network
from core.spec import ModelSpec
from tests.making.networks import network, sentence

MODELS = [
    ModelSpec("rnn", 3, 4),
    ModelSpec("rnn", 3, 4, activation="identity"),
    ModelSpec("rnn", 3, 4, activation="relu", readout="max"),
    ModelSpec("gru", 3, 4, layers=2, readout="mean"),
    ModelSpec("gru", 4, 4, connection="highway", update_gate="writes", reset_gate="before"),
    ModelSpec("lstm", 3, 4),
    ModelSpec("lstm", 3, 4, peepholes=True, bidirectional=True, connection="dense"),
]
EXTREMES = np.array([np.inf, -np.inf, np.nan, 3e38, -3e38, 1e-45, 0], np.float32)


def broken(model: ModelSpec, seed: int) -> Network:
    """Return a network some of whose weights are extreme, or not finite."""
    net, rng = network(model, seed), np.random.default_rng(seed)
    weights = {name: array.copy() for name, array in net.weights.items()}
    among = EXTREMES[3:] if seed % 3 == 0 else EXTREMES
    for array in weights.values():
        if rng.random() < 0.5:
            array.flat[rng.integers(array.size, size=1 + array.size // 4)] = rng.choice(among)
    return Network(net.spec, 1, weights)


def looks(trace: Trace) -> Iterator[object]:
    """Ask a trace all that can be asked."""
    model = trace.network.spec.model
    profile = gradient_profile(trace, 1, "each")
    yield from profile.layer(0).hidden
    for one in profile.contributions().values():
        yield one.total, one.norms, one.each(), one.at(0)
    for reverse in model.directions:
        steps = jacobians(trace, 0, reverse)
        yield steps.norms, steps.norms_to_last, steps.spectral_radii
        yield reach_map(trace, None, 0, reverse)
        yield [part.pre_activation for part in trace.layer(0, reverse).parts.values()]
        if model.kind != "rnn":
            split, book = paths(profile, 0, reverse), ledger(trace, 0, reverse)
            yield split.total_norms, split.straight_norms, split.rest_norms, book.shares(0)
    found = check_gradients(trace, 1, "each", each=1)
    yield found.passes(), found.relative_error
    yield clip(profile.weight_gradients(), 1.0).factor
    if not model.bidirectional:
        yield truncation(trace, 2, 1)
    for operation in (Erase(0), Clamp(next(iter(trace.parts)), 0.5)):
        apart = difference(trace, record(trace.network, " ".join(trace.words), operations=[operation]))
        yield apart.first, apart.layer(0), apart.gradients(1)
    yield [lowest_mean(trace, signal) for signal in trace.signals], share_kept(profile.hidden)


@pytest.mark.parametrize("model", MODELS)
def test_every_instrument_looks_at_a_broken_network(model: ModelSpec) -> None:
    for seed in range(12):
        net = broken(model, seed)
        traces = [record(net, sentence(net, length, seed)) for length in (1, 4, 7)]
        for trace in traces:
            assert list(looks(trace))
        labels = [np.arange(len(trace), dtype=float) for trace in traces * 2]
        assert find_units(traces * 2, labels).best in range(4)
        assert sorted(cluster_order(np.concatenate([trace.hidden for trace in traces]))) == [0, 1, 2, 3]
        assert all(effect_on_answer(trace).shape == (4,) for trace in traces)
        assert difference_carried(traces[1], traces[2]).shape == (4,)


@given(arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4))), st.booleans())
def test_any_numbers_can_be_ordered_and_correlated(values: np.ndarray, single: bool) -> None:
    if single:
        with np.errstate(all="ignore"):
            values = values.astype(np.float32)
    assert sorted(cluster_order(values)) == list(range(values.shape[1]))
    found = correlation(values, np.arange(len(values), dtype=float))
    assert ((np.abs(found) <= 1) | np.isnan(found)).all()


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1.0, 1e200, 1e307])
def test_a_correlation_does_not_depend_on_the_size_of_the_numbers(size: float) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(9, 3)), rng.normal(size=9)
    expected = [np.corrcoef(column, y)[0, 1] for column in x.T]
    np.testing.assert_allclose(correlation(size * x, y), expected, rtol=1e-10)


def test_a_radius_that_no_float_can_hold_is_refused_and_none_is_kept() -> None:
    net = network(ModelSpec("rnn", 3, 4))
    for radius in (1e39, 1e300):
        with pytest.raises(ValueError, match="too large"):
            with_radius(net, radius)
    nothing = with_radius(net, 0.0)
    assert not nothing.weights["rnn.weight_hh_l0"].any()
    assert not with_radius(nothing, 0.0).weights["rnn.weight_hh_l0"].any()
    with pytest.raises(ValueError, match="All eigenvalues"):
        with_radius(nothing, 1.0)
