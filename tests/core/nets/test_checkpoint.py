"""A run that goes on from a checkpoint is the run that never stopped."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nets.run import Run
from core.nets.snapshot import Snapshot
from core.recipes import default_run
from core.spec import KINDS, TASKS, ModelSpec, Optimiser, RunSpec, TaskName, TaskSpec, TrainSpec
from core.spec.words import scientific
from tests.making.networks import models

STEPS = 12


def recipe(model: ModelSpec, optimiser: Optimiser = "adam", changes: tuple[Any, ...] = ()) -> RunSpec:
    train = TrainSpec(STEPS, 6, 0.02, 0.5, optimiser=optimiser, changes=changes)
    return RunSpec(model, TaskSpec("recall", 3, 6), train, seed=4)


def numbers(snapshot: Snapshot) -> list[Any]:
    """Return all that was measured, but for the time it took."""
    values: list[Any] = [snapshot.step, snapshot.score, snapshot.curve, snapshot.diverged]
    arrays = (snapshot.losses, snapshot.gradient_norms, snapshot.profile, *snapshot.weights.values())
    return values + [array.tobytes() for array in (*arrays, *snapshot.signals.values())]


def interrupted(spec: RunSpec, stops: tuple[int, ...]) -> Run:
    run = Run(spec)
    for stop in stops:
        run.train(stop - run.step)
        run = Run(spec, pickle.loads(pickle.dumps(run.checkpoint())))  # noqa: S301 - our own bytes
    return run


@pytest.mark.parametrize("optimiser", get_args(Optimiser))
@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupted_run_is_the_uninterrupted_one(kind: Any, optimiser: Optimiser) -> None:
    spec = recipe(ModelSpec(kind, 4, 5), optimiser)
    whole, parts = Run(spec).advance(STEPS), interrupted(spec, (0, 1, 5, 5, 9)).advance(STEPS)
    assert numbers(whole) == numbers(parts)


@pytest.mark.parametrize("name", TASKS)
def test_so_it_is_on_every_task(name: TaskName) -> None:
    usual = default_run("lstm", name)
    spec = replace(usual, train=replace(usual.train, steps=6))
    whole, parts = Run(spec).advance(6), interrupted(spec, (1, 4)).advance(6)
    assert numbers(whole) == numbers(parts)
    assert whole.samples == parts.samples


@settings(max_examples=15, deadline=None)
@given(models(), st.integers(0, STEPS - 1))
def test_so_it_is_for_every_cell_and_option(model: ModelSpec, stop: int) -> None:
    spec = recipe(model)
    assert numbers(Run(spec).advance(STEPS)) == numbers(interrupted(spec, (stop,)).advance(STEPS))


@pytest.mark.parametrize("optimiser", get_args(Optimiser))
@pytest.mark.parametrize(
    "changes",
    [
        ((5, "learning_rate", 0.3),),
        ((5, "clip", None),),
        ((5, "learning_rate", 0.1), (5, "clip", 1e-3), (8, "clip", 2.0)),
    ],
)
def test_a_fork_is_the_whole_run_of_the_changed_recipe(
    optimiser: Optimiser, changes: tuple[Any, ...]
) -> None:
    plain, other = (
        recipe(ModelSpec("gru", 4, 5), optimiser),
        recipe(ModelSpec("gru", 4, 5), optimiser, changes),
    )
    run = Run(plain)
    run.train(5)
    forked, whole = Run(other, run.checkpoint()), Run(other)
    expected = numbers(whole.advance(STEPS))
    assert numbers(forked.advance(STEPS)) == expected
    assert numbers(interrupted(other, (3, 7, 9)).advance(STEPS)) == expected
    assert numbers(Run(plain).advance(STEPS)) != numbers(Run(other).advance(STEPS))


def test_a_checkpoint_does_not_change_when_the_run_goes_on() -> None:
    run = Run(recipe(ModelSpec("lstm", 4, 5)))
    run.train(4)
    kept = run.checkpoint()
    before = pickle.dumps(kept)
    run.train(4)
    assert pickle.dumps(kept) == before
    assert len(kept.losses) == kept.step == 4


def test_losses_that_were_not_reported_travel_with_it() -> None:
    run = Run(recipe(ModelSpec("rnn", 4, 5)))
    run.advance(3)
    run.train(4)
    losses, norms = run.unreported()
    assert losses.shape == norms.shape == (4,)
    assert run.unreported(3)[0].tolist() == losses[3:].tolist()
    again = Run(run.spec, run.checkpoint()).advance(2)
    assert again.losses[:4].tolist() == losses.tolist()
    assert again.losses.shape == again.gradient_norms.shape == (6,)


def test_divergence_after_a_checkpoint_tells_the_step_and_the_norm_before() -> None:
    run = Run(recipe(ModelSpec("rnn", 4, 5)))
    run.train(3)
    norm = float(run.unreported()[1][-1])
    again = Run(run.spec, run.checkpoint())
    with torch.no_grad():
        again._model.readout.bias[0] = np.nan
    said = again.advance(5).diverged
    before = f"The gradient norm one step earlier was {scientific(norm)}."
    assert said == f"The loss became NaN (not a number) at step 4. {before}"
    assert Run(run.spec, again.checkpoint()).done


def test_a_checkpoint_of_another_network_is_refused() -> None:
    kept = Run(recipe(ModelSpec("rnn", 4, 5))).checkpoint()
    with pytest.raises(ValueError, match="another network"):
        Run(recipe(ModelSpec("rnn", 4, 6)), kept)
