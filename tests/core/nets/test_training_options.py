"""Every option trains: torch's gradients are the instruments', batches with padding included."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.loss import Loss
from core.nets.layer import Layered
from core.nets.run import Run, train
from core.network import initial_network
from core.spec import (
    REMOVABLE,
    TASKS,
    ModelSpec,
    Readout,
    ResetGate,
    RunSpec,
    TaskName,
    TaskSpec,
    TrainSpec,
    UpdateGate,
)
from core.tasks import task
from core.text import Reading
from tests.making.networks import models, network

TASK = TaskSpec("sentiment", 0, 3)


@settings(max_examples=60, deadline=None)
@given(models(), st.none() | st.integers(1, 8), st.integers(0, 1000))
def test_torchs_gradient_of_a_padded_batch_is_the_instruments(
    model: ModelSpec, window: int | None, seed: int
) -> None:
    window = None if model.bidirectional else window
    net = network(model, seed, scale=1.0)
    batch = task(TASK).batch(np.random.default_rng(seed), 4)
    layered = Layered(net, window)
    ids = torch.from_numpy(batch.ids.T.copy())
    rows = np.arange(4)
    logits = layered.logits(ids, batch.last, batch.last, rows)
    targets = batch.targets[rows, batch.last]
    torch.nn.functional.cross_entropy(logits, torch.from_numpy(targets), reduction="sum").backward()  # type: ignore[no-untyped-call]

    expected = {name: np.zeros(array.shape) for name, array in net.weights.items()}
    for row, last in enumerate(batch.last):
        kept = batch.ids[row, : last + 1]
        trace = record(net, Reading(tuple(str(i) for i in kept), kept, kept != 0))
        scale = 1e-4 * max(1, np.abs(trace.logits).max())
        np.testing.assert_allclose(logits[row].detach().numpy(), trace.logits[-1], rtol=0, atol=scale)
        weights = np.zeros(len(kept))
        weights[-1] = 1
        loss = Loss(np.full(len(kept), targets[row]), weights)
        for name, gradient in gradient_profile(trace, loss=loss, window=window).weight_gradients().items():
            expected[name] += gradient
    for name, parameter in layered.named_parameters():
        if parameter.grad is not None:
            largest = max(1.0, np.abs(expected[name]).max())
            np.testing.assert_allclose(
                parameter.grad.numpy(), expected[name], rtol=0, atol=2e-3 * largest, err_msg=name
            )


GRUS: list[tuple[UpdateGate, ResetGate]] = [("writes", "before"), ("writes", "after"), ("keeps", "before")]
OPTIONS: list[ModelSpec] = [
    *[ModelSpec("rnn", 8, 8, activation=a) for a in ("tanh", "relu", "sigmoid", "identity")],
    *[ModelSpec("rnn", 8, 8, initialisation=i) for i in ("orthogonal", "identity", "gaussian")],
    *[ModelSpec("lstm", 8, 8, initial_state=s) for s in ("random", "learnt")],
    *[ModelSpec("gru", 8, 8, update_gate=u, reset_gate=r) for u, r in GRUS],
    ModelSpec("gru", 8, 8, without=("reset_gate",)),
    ModelSpec("gru", 8, 8, update_gate="writes", reset_gate="before", without=("reset_gate",)),
    *[ModelSpec("lstm", 8, 8, without=gates) for gates in ((), REMOVABLE["lstm"], ("forget_gate",))],
    ModelSpec("lstm", 8, 8, peepholes=True),
    ModelSpec("gru", 8, 8, bidirectional=True, readout="last"),
    *[ModelSpec("gru", 8, 8, layers=3, connection=c) for c in ("residual", "highway", "dense")],
    *[ModelSpec("lstm", 8, 8, readout=r) for r in ("last", "mean", "max")],
]


@pytest.mark.parametrize("model", OPTIONS, ids=lambda model: RunSpec(model).label()[:60])
def test_every_option_learns_and_is_a_pure_function_of_its_spec(model: ModelSpec) -> None:
    spec = RunSpec(model, TASK, TrainSpec(60, 16, 0.02))
    whole, pieces = Run(spec), Run(spec)
    once = whole.advance(60)
    assert once.diverged is None
    assert once.losses[-15:].mean() < once.losses[:15].mean()
    pieces.advance(20)
    for _ in range(20):
        pieces.train(2)
    for name, array in whole.network().weights.items():
        np.testing.assert_array_equal(array, pieces.network().weights[name])


def test_a_learnt_state_learns_and_a_random_one_stays() -> None:
    for state in ("learnt", "random"):
        spec = RunSpec(ModelSpec("gru", 4, 4, initial_state=state), TASK, TrainSpec(5))
        before, after = (net.weights["rnn.initial_hidden_l0"] for net in (initial_network(spec), train(spec)))
        assert (before == after).all() == (state == "random")
        assert before.any() == (state == "random")


@pytest.mark.parametrize("name", ["adding", "total"])
@pytest.mark.parametrize("readout", ["last", "mean", "max"])
def test_a_pooled_readout_counts_errors_as_each_does(name: TaskName, readout: Readout) -> None:
    """Of short sequences most answers are the last, and the networks are the same before training."""
    losses = {}
    for kind in ("each", readout):
        model = ModelSpec("gru", TASKS[name].numbers, 8, readout=kind)
        run = Run(RunSpec(model, TaskSpec(name, 3, 4), TrainSpec(1, 64)))
        losses[kind] = run.advance(1).losses[0]
    assert 0.5 < losses[readout] / losses["each"] < 2


def test_a_pooled_readout_is_asked_once_a_sentence() -> None:
    readouts: list[Readout] = ["last", "mean", "max"]
    for readout in readouts:
        spec = RunSpec(ModelSpec("rnn", 4, 4, readout=readout), TaskSpec("recall", 3, 6), TrainSpec(1, 8))
        batch = task(spec.task).batch(np.random.default_rng((0x5E17, spec.seed)), 8)
        net = initial_network(spec)
        losses = []
        for ids, targets in zip(batch.ids, batch.targets, strict=True):
            trace = record(net, Reading(tuple(str(i) for i in ids), ids, ids != 0))
            losses.append(gradient_profile(trace, int(targets[-1])).loss)
        assert Run(spec).advance(1).losses[0] == pytest.approx(np.mean(losses), rel=1e-5)


def test_truncated_training_is_another_training_and_a_long_window_is_none() -> None:
    spec = RunSpec(ModelSpec("gru", 4, 4), TaskSpec("recall", 3, 6), TrainSpec(8))
    full, cut, long = (
        train(replace(spec, train=TrainSpec(8, truncation=window))).weights["rnn.weight_hh_l0"]
        for window in (None, 3, 128)
    )
    np.testing.assert_array_equal(full, long)
    assert (full != cut).any()


def test_a_rate_that_decays_is_a_change_in_the_last_quarter() -> None:
    spec = RunSpec(ModelSpec("gru", 4, 4), TaskSpec("recall", 3, 6), TrainSpec(10, learning_rate=0.02))
    decaying, changed, constant = (
        train(replace(spec, train=replace(spec.train, **different))).weights["rnn.weight_hh_l0"]
        for different in ({"decay": 0.25}, {"changes": ((8, "learning_rate", 0.005),)}, {})
    )
    np.testing.assert_array_equal(decaying, changed)
    assert (decaying != constant).any()


def test_what_is_set_on_the_way_decays_unless_it_is_set_in_the_last_quarter() -> None:
    changes = ((2, "learning_rate", 0.4), (9, "learning_rate", 0.3))
    both = TrainSpec(10, learning_rate=0.2, decay=0.5, changes=changes)
    rates = [both.in_force(step)[0] for step in range(10)]
    assert rates == [0.2] * 2 + [0.4] * 6 + [0.2, 0.3]
    assert TrainSpec(10, learning_rate=0.2, decay=0.5).in_force(10)[0] == 0.1


def test_a_relu_rnn_explodes_under_sgd_and_survives_with_clipping() -> None:
    model = ModelSpec("rnn", 16, 32, activation="relu", initialisation="gaussian", spectral_radius=2.0)
    spec = RunSpec(model, TaskSpec("recall", 20, 24), TrainSpec(40, 32, 0.5, None, "sgd"), seed=1)
    free = Run(spec).advance(40)
    assert free.diverged is not None
    assert free.step < 20
    clipped = Run(replace(spec, train=replace(spec.train, clip=1.0))).advance(40)
    assert clipped.diverged is None
    assert clipped.step == 40
