"""Laws of what is kept of a run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.jobs.desk.history import MOST_KEPT, History
from core.spec.schedule import FEWEST, MOST, snapshot_steps, writing_steps
from tests.jobs.fakes import QUICK, FakeRun, spec


@given(st.integers(1, 5000))
def test_a_run_is_measured_at_few_steps_densely_at_first_and_at_its_end(steps: int) -> None:
    kept = snapshot_steps(steps)
    distances = np.diff((0, *kept))
    assert min(steps, FEWEST) <= len(kept) <= MOST
    assert kept[-1] == steps
    assert distances[0] == min(distances) == 1
    assert distances[-1] + 1 >= max(distances)  # but for rounding


@pytest.mark.parametrize("steps", [1, 3, 39, 40, 41, 450, 5000])
def test_a_language_model_writes_at_some_of_them_and_at_the_end(steps: int) -> None:
    writes = writing_steps(steps)
    assert writes <= set(snapshot_steps(steps))
    assert steps in writes
    assert len(writes) <= len(snapshot_steps(steps)) // 4 + 1


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


def test_a_run_that_goes_back_shows_what_was_known_until_it_is_past_it() -> None:
    history, run = History(), FakeRun(spec())
    run.train(2)
    history.add([run.snapshot()])
    run.train(1)
    kept = run.checkpoint()
    run.train(2)
    history.add_tail(*run.unreported())
    history.go_back(kept, in_sight=True)
    again, seen = FakeRun(spec(), kept), []
    for _ in range(4):
        again.train(1)
        history.add_tail(*again.unreported(len(history._now[1].losses)))
        seen.append(history.step)
    assert seen == [5, 5, 6, 7]
    history.add([again.snapshot()])
    assert losses(history) == expected(7)


def test_a_history_up_to_a_checkpoint_is_that_of_a_run_that_stopped_there() -> None:
    history, run = History(), FakeRun(spec())
    for _ in range(3):
        run.train(2)
        history.add([run.snapshot()])
    run.train(1)
    kept = run.checkpoint()
    run.train(3)
    history.add([run.snapshot()])
    part = history.until(kept)
    assert [snapshot.step for snapshot in part.snapshots] == [2, 4, 6]
    assert part.step == 7
    assert losses(part) == expected(7)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=700))
def test_single_steps_without_end_take_a_bounded_room_and_lose_no_number(strides: list[int]) -> None:
    history, run = History(), FakeRun(spec(QUICK, steps=2100))
    for stride in strides:
        run.train(stride)
        history.add([run.snapshot()])
    assert len(history.snapshots) <= MOST_KEPT
    assert losses(history) == expected(sum(strides))


def losses(history: History) -> list[float]:
    parts = [*(snapshot.losses for snapshot in history.snapshots), history.tail.losses]
    return [float(loss) for part in parts for loss in part]


def expected(steps: int) -> list[float]:
    return [float(np.float32(1 / n)) for n in range(1, steps + 1)]
