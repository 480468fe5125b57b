"""Laws of what is kept of a run."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.jobs.history import MOST, History, snapshot_steps
from tests.jobs.fakes import FakeRun, spec


@given(st.integers(1, 5000))
def test_a_run_is_measured_at_few_steps_densely_at_first_and_at_its_end(steps: int) -> None:
    kept = snapshot_steps(steps)
    distances = np.diff((0, *kept))
    assert len(kept) <= MOST
    assert kept[-1] == steps
    assert min(distances) >= 1
    assert distances[0] <= max(1, distances[-1])


def test_only_the_latest_snapshot_keeps_its_weights_and_no_loss_is_lost() -> None:
    history = History()
    run = FakeRun(spec(steps=20))
    while not run.done:
        run.train(4)
        history.add([run.snapshot()])
    kept = history.snapshots
    assert [bool(snapshot.weights) for snapshot in kept] == [False] * 4 + [True]
    losses = np.concatenate([snapshot.losses for snapshot in kept])
    assert losses.tolist() == np.array([1 / n for n in range(1, 21)], np.float32).tolist()


def test_a_restarted_run_shows_what_was_known_until_it_is_past_it() -> None:
    history, run, again = History(), FakeRun(spec()), FakeRun(spec())
    for _ in range(3):
        run.train(1)
        history.add([run.snapshot()])
    history.restart()
    seen = []
    for _ in range(4):
        again.train(1)
        history.add([again.snapshot()])
        seen.append(history.snapshots[-1].step)
    assert seen == [3, 3, 3, 4]
