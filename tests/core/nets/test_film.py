"""A frame of the film is the trace, in codes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.equations.signals import signal_of
from core.instruments import record
from core.nets.film import coded, frame
from core.nets.run import Run
from core.spec import KINDS, ModelSpec, Optimiser, RunSpec, TaskSpec, TrainSpec

STEPS = 12


def recipe(model: ModelSpec, optimiser: Optimiser = "adam", changes: tuple[Any, ...] = ()) -> RunSpec:
    train = TrainSpec(STEPS, 6, 0.02, 0.5, optimiser=optimiser, changes=changes)
    return RunSpec(model, TaskSpec("recall", 3, 6), train, seed=4)


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_is_the_trace_in_two_digits(kind: Any) -> None:
    run = Run(recipe(ModelSpec(kind, 4, 40)))
    run.train(6)
    snapshot = run.snapshot()
    trace = record(run.network(), run._task.probe)
    assert not snapshot.broken
    assert list(snapshot.signals) == list(trace.signals)
    for name, codes in snapshot.signals.items():
        assert codes.shape == (len(trace), 32)
        back, values = decoded(codes, name), trace[name][:, :32]
        if name == "cell_state":
            np.testing.assert_allclose(back, values, rtol=2**-8)
        else:
            assert np.abs(back - values).max() <= 0.5 / 127


def decoded(codes: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
    """Return what codes of a film stand for: a byte between two ends, or the upper half of a float32."""
    if codes.dtype == np.uint16:
        return (codes.astype("<u4") << 16).view("<f4")
    share = np.where(codes == 0, np.nan, (codes - 1.0) / 254)
    return share if name.endswith("gate") else 2 * share - 1


VALUES = [8.97, -4.76, 1e-8, 0.0, 3e38, np.inf, -np.inf, np.nan]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (ModelSpec("rnn", activation="relu"), "hidden"),
        (ModelSpec("rnn", activation="identity"), "hidden"),
        (ModelSpec("lstm"), "cell_state"),
    ],
)
def test_what_has_no_ends_is_kept_whatever_its_size(model: ModelSpec, name: str) -> None:
    codes = coded(np.array([VALUES]), signal_of(model, name))
    np.testing.assert_allclose(decoded(codes, name)[0], VALUES, rtol=2**-8)
    assert codes.dtype == np.dtype("<u2")


@pytest.mark.parametrize(("name", "ends"), [("forget_gate", (0, 1)), ("candidate", (-1, 1))])
def test_the_ends_of_a_signal_and_what_is_no_number_have_codes_of_their_own(
    name: str, ends: tuple[int, int]
) -> None:
    codes = coded(np.array([[*ends, np.nan]]), signal_of(ModelSpec("lstm"), name))
    assert codes.tolist() == [[1, 255, 0]]


def test_what_is_not_finite_is_drawn_as_such_and_said() -> None:
    spec = recipe(ModelSpec("lstm", 4, 5))
    network = Run(spec).network()
    weights = dict(network.weights)
    weights["rnn.weight_ih_l0"] = np.full_like(weights["rnn.weight_ih_l0"], np.nan)
    signals, broken = frame(record(replace(network, weights=weights), "the", np.float64))
    assert broken
    assert all(np.isnan(decoded(codes, name)).all() for name, codes in signals.items())
