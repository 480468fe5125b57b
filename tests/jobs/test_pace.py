"""How long it still takes: an even pace is told exactly, and preparations are no pace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from core.jobs.desk.pace import USUAL, Pace, Queue
from core.spec.schedule import effort, snapshot_steps


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


def test_an_even_pace_is_told_exactly() -> None:
    pace = Pace(clock := Clock())
    pace.begin(0.0)
    for work in (10.0, 30.0, 80.0):
        clock.now = 50.0 + work / 50
        pace.note(work)
    assert pace.seconds(40.0) == pytest.approx(0.8)
    assert pace.total == pytest.approx(1.6)


def test_nothing_is_promised_in_the_first_second() -> None:
    pace = Pace(clock := Clock())
    pace.begin(0.0)
    assert pace.seconds(5.0) is None
    clock.now += 9.0  # a process starts, a task is made
    pace.note(1.0)
    assert pace.seconds(5.0) is None
    clock.now += 0.75
    pace.note(2.0)
    assert pace.seconds(5.0) is None
    clock.now += 0.25
    pace.note(3.0)
    assert pace.seconds(5.0) == pytest.approx(2.5, rel=0.05)


def test_a_machine_that_becomes_slow_is_noticed_within_seconds() -> None:
    pace = Pace(clock := Clock())
    pace.begin(0.0)
    work = 0.0
    for seconds in (0.01,) * 100 + (0.1,) * 200:
        clock.now += seconds
        pace.note(work := work + 1.0)
    assert pace.seconds(100.0) == pytest.approx(10.0, rel=0.1)


@pytest.mark.parametrize("steps", [30, 400, 5000])
def test_the_effort_of_a_run_grows_and_counts_each_measurement_once(steps: int) -> None:
    efforts = [effort(step, steps) for step in range(steps + 1)]
    jumps = [later - earlier for earlier, later in pairwise(efforts)]
    assert efforts[0] == 0.0
    assert {step for step, jump in enumerate(jumps, 1) if jump > 1.0} == set(snapshot_steps(steps))
    assert min(jumps) == 1.0


def all_alike(_: str, __: Sequence[str]) -> bool:
    return True


def at_most_two(one: str, beside: Sequence[str]) -> bool:
    return beside.count(one) < 2


def test_who_waits_is_told_the_work_before() -> None:
    queue = Queue()
    assert queue.waits([("a", 3.0), ("b", 1.0)], "cde", 2, all_alike) == [1.0, 3.0, 1.0 + USUAL]
    queue.took(USUAL + 5.0)
    assert queue.waits([], "cde", 2, all_alike) == [0.0, 0.0, USUAL + 1.0]
    assert queue.waits([("a", None)], "b", 1, all_alike) == [(USUAL + 1.0) / 2]
    assert queue.waits([], "abc", 0, all_alike) == [0.0, USUAL + 1.0, 2 * (USUAL + 1.0)]


def test_who_has_all_it_may_waits_for_its_own_runs_where_others_begin() -> None:
    waits = Queue().waits([("x", 30.0), ("x", 40.0)], "xxyy", 4, at_most_two)
    assert waits == [30.0, 30.0 + USUAL, 0.0, 0.0]
