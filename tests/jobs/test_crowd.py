"""Many at once: all are served in turn, equal recipes once, and nothing piles up."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import pytest

from core.jobs import Desk, LocalEngine, Quotas, Recipe
from core.nets.checkpoint import Checkpoint
from core.spec import RunSpec
from tests.jobs.fakes import FAKE, QUICK, spec
from tests.running import resident_megabytes
from tests.waiting import ended, processes, until, view

pytestmark = pytest.mark.slow


class Counting(LocalEngine):
    """An engine that notes what it is told to train."""

    def __init__(self, workers: int, runs_each: int) -> None:
        super().__init__(workers, runs_each, run=FAKE)
        self.trained: list[int] = []

    def train(self, ticket: str, recipe: Recipe, checkpoint: Checkpoint | None, until: int | None) -> None:
        assert isinstance(recipe, RunSpec)
        self.trained.append(recipe.seed)
        super().train(ticket, recipe, checkpoint, until)


def at_once(*calls: object) -> None:
    """Call all of these from threads of their own, at the same moment."""
    barrier = threading.Barrier(len(calls))

    def press(call: object) -> None:
        barrier.wait()
        call()  # type: ignore[operator]

    threads = [threading.Thread(target=press, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_sixty_who_press_at_once_are_all_served_in_turn() -> None:
    engine = Counting(2, 2)
    room, engine.capacity = engine.capacity, 0
    with Desk(engine, Quotas(active=2, waiting=6)) as desk:
        watchers = range(60)
        runs = {watcher: [spec(QUICK + 3 * watcher + n, 3) for n in range(3)] for watcher in watchers}
        at_once(
            *(
                lambda watcher=watcher: [desk.submit(one, str(watcher)) for one in runs[watcher]]
                for watcher in watchers
            )
        )
        assert {desk.submit(runs[watcher][0], str(watcher)).place for watcher in watchers} == {*range(1, 61)}
        engine.capacity = room
        until(lambda: len(engine.trained) == 180)
        for watcher in watchers:
            assert all(ended(desk, one, str(watcher)).state == "done" for one in runs[watcher])
    assert sorted(engine.trained) == [QUICK + n for n in range(180)]
    assert [(seed - QUICK) % 3 for seed in engine.trained] == [0] * 60 + [1] * 60 + [2] * 60


def test_two_hundred_with_one_recipe_train_it_once() -> None:
    engine = Counting(1, 2)
    with Desk(engine) as desk:
        at_once(*(lambda name=f"{n}": desk.submit(spec(1, 40), name) for n in range(200)))
        assert ended(desk, spec(1, 40)).state == "done"
        assert all(view(desk, spec(1, 40), f"{n}").state == "done" for n in range(200))
    assert engine.trained == [1]


def test_no_watcher_has_more_trained_at_once_than_its_quota() -> None:
    with Desk(LocalEngine(2, 2, run=FAKE), Quotas(active=2)) as desk:
        for seed in range(1, 7):
            desk.submit(spec(seed, 4000), "greedy")
        states = [view(desk, spec(seed, 4000), "greedy").state for seed in range(1, 7)]
        assert states.count("running") == 2
        assert desk.submit(spec(10, 4000), "modest").state == "running"
        assert desk.submit(spec(3, 4000), "modest").state == "running"  # now somebody else waits for it too
        assert [view(desk, spec(seed, 4000), "greedy").place for seed in range(1, 7)] == [0, 0, 0, 1, 2, 3]


def test_a_thousand_runs_in_a_row_leave_nothing_behind() -> None:
    def held() -> tuple[int, int, int]:
        gc.collect()
        (worker,) = processes(desk)
        return (
            len(list(Path("/proc/self/fd").iterdir())),
            threading.active_count(),
            len(list(Path(f"/proc/{worker}/fd").iterdir())),
        )

    def train(first: int, last: int) -> None:
        for begin in range(first, last, 50):
            for seed in range(begin, begin + 50):
                desk.submit(spec(QUICK + seed, 2), f"watcher {seed}")
            for seed in range(begin, begin + 50):
                ended(desk, spec(QUICK + seed, 2), f"watcher {seed}")

    with Desk(LocalEngine(1, 4, run=FAKE)) as desk:
        train(0, 200)
        before, memory = held(), resident_megabytes(os.getpid())
        worker_memory = resident_megabytes(processes(desk)[0])
        train(200, 1000)
        assert held() == before
        assert resident_megabytes(os.getpid()) - memory < 5
        assert resident_megabytes(processes(desk)[0]) - worker_memory < 5
        assert len(desk.known()) <= 4 * 64
        assert not any(seen.active for seen in desk.known().values())
