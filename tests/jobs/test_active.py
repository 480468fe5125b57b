"""Laws of what an attempt at a run tells, in this very process."""

from __future__ import annotations

import numpy as np
import pytest

from core.jobs import active as active_module
from core.jobs.active import ActiveRun, Assignment
from core.jobs.desk.history import History
from core.jobs.engine import Report
from core.nets.checkpoint import Checkpoint
from core.spec.schedule import snapshot_steps
from tests.jobs.fakes import CANNOT_BEGIN, DIVERGES, FAILS, FAKE, QUICK, spec

STEPS = 150
LOSSES = [float(np.float32(1 / n)) for n in range(1, STEPS + 1)]


@pytest.fixture(autouse=True)
def _every_slice_is_short_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLICE", "REPORT_EVERY", "CHECKPOINT_EVERY"):
        monkeypatch.setattr(active_module, name, 0.0)
    monkeypatch.setattr(active_module, "CHECKPOINT_SHARE", 1e9)


def attempt(seed: int, checkpoint: Checkpoint | None = None, until: int | None = None) -> list[Report]:
    run = ActiveRun("t", Assignment(FAKE, spec(seed, STEPS), checkpoint, until).packed())
    told: list[Report] = []
    while not run.over:
        told += run.work()
    return told


def follow(told: list[Report], history: History) -> list[Checkpoint]:
    """Put what was told together as the desk does; return the checkpoints."""
    checkpoints = []
    for report in told:
        if report[0] == "progress":
            history.add_tail(*report[2:4])
        elif report[0] == "snapshots":
            history.add(report[2])
        known = [float(x) for s in history.snapshots for x in s.losses] + history.tail.losses.tolist()
        assert known == LOSSES[: history.step]
        if report[0] in ("progress", "snapshots") and report[-1] is not None:
            checkpoints.append(report[-1])
            assert report[-1].step == history.step
            assert len(report[-1].losses) == len(history.tail.losses)
    return checkpoints


def test_what_is_told_is_complete_and_in_order_from_every_checkpoint() -> None:
    told, history = attempt(QUICK), History()
    checkpoints = follow(told, history)
    assert told[-1] == ("ended", "t", "done", "")
    assert [snapshot.step for snapshot in history.snapshots] == list(snapshot_steps(STEPS))
    assert [checkpoint.step for checkpoint in checkpoints] == list(range(1, STEPS))
    for checkpoint in checkpoints[::7]:
        again = history.until(checkpoint)
        follow(attempt(QUICK, checkpoint), again)
        assert [s.step for s in again.snapshots] == list(snapshot_steps(STEPS))
        assert again.step == STEPS


@pytest.mark.parametrize("until", [1, 2, 70, 71, STEPS - 1])
def test_a_run_is_held_where_it_shall_be_measured_and_ready_to_go_on(
    until: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(active_module, "SLICE", 1.0)
    told, history = attempt(QUICK, None, until), History()
    checkpoints = follow(told, history)
    assert told[-1] == ("ended", "t", "held", "")
    assert checkpoints[-1].step == history.snapshots[-1].step == until
    follow(attempt(QUICK, checkpoints[-1]), history)
    assert history.step == STEPS
    assert attempt(QUICK, checkpoints[-1], until)[-1] == ("ended", "t", "held", "")


def test_to_be_held_at_the_end_is_to_be_done() -> None:
    assert attempt(QUICK, None, STEPS)[-1] == ("ended", "t", "done", "")


@pytest.mark.parametrize(
    ("seed", "state", "said"),
    [
        (CANNOT_BEGIN, "failed", "could not begin: ValueError: no such beginning"),
        (FAILS, "failed", "met an error: ArithmeticError"),
        (DIVERGES, "diverged", "at step 3"),
    ],
)
def test_how_it_ended_is_told_in_a_sentence(seed: int, state: str, said: str) -> None:
    last = attempt(seed)[-1]
    assert last[0] == "ended"
    assert last[2] == state
    assert said in last[3]
