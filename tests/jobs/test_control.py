"""Pausing, stepping, going on and changing the course: exact, and never at the cost of other watchers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

import core
from core.jobs import Desk, LocalEngine, Quotas, RunRefusedError, RunView
from core.jobs.desk.changing import KEEP, changed
from core.spec import ModelSpec, RunSpec, TaskSpec, TrainSpec
from tests.jobs.fakes import FAKE, spec
from tests.waiting import ended, kept_losses, same, until, view

LONG = spec(1, 4000)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(LocalEngine(1, 2, run=FAKE)) as running:
        yield running


@pytest.fixture(scope="module")
def real() -> Iterator[Desk]:
    with Desk(LocalEngine(1, 2), Quotas(active=4)) as running:
        yield running


def recipe(seed: int, steps: int = 600) -> RunSpec:
    return RunSpec(ModelSpec("lstm", 6, 8), TaskSpec("recall", 3, 5), TrainSpec(steps, 16), seed)


def look(desk: Desk, key: str, watcher: str = "me") -> RunView:
    seen = desk.look(key, watcher)
    assert seen is not None
    return seen


def begun(desk: Desk, spec: RunSpec, watcher: str = "me", step: int = 5) -> RunView:
    """Have a run trained and wait until it is under way."""
    desk.submit(spec, watcher)
    until(lambda: view(desk, spec, watcher).step >= step)
    return view(desk, spec, watcher)


def stepped(desk: Desk, key: str, steps: int = 1) -> RunView:
    """Take some steps with a paused run and wait until it is paused again."""
    before = look(desk, key).step
    assert desk.step(key, "me", steps).active
    until(lambda: look(desk, key).state == "paused")
    seen = look(desk, key)
    assert seen.step == before + steps
    return seen


def test_pausing_takes_steps_and_going_on_change_no_number(real: Desk) -> None:
    spec = recipe(1)
    begun(real, spec)
    key = real.pause(spec.key, "me").key
    for steps in (1, 1, 7):
        seen = stepped(real, key, steps)
        assert seen.history[-1].step == seen.step
        assert seen.network is not None
        assert same(seen.network, core.Network(spec, seen.step, seen.history[-1].weights))
    assert real.resume(key, "me").active
    until(lambda: look(real, key).state == "done")
    whole = alone(spec)
    assert same(look(real, key).network, whole.network)
    assert len(kept_losses(whole)) == 600
    assert kept_losses(look(real, key)) == kept_losses(whole)


def test_a_change_on_the_way_is_the_whole_run_of_the_changed_recipe(real: Desk) -> None:
    begun(real, recipe(2))
    running = real.change(recipe(2).key, "me", learning_rate=0.02)
    assert running.active
    assert view(real, recipe(2)).state == "stopped"
    until(lambda: look(real, running.key).step > running.step + 20)
    paused = real.pause(running.key, "me")
    other = real.change(paused.key, "me", clip=None)
    assert other.state == "paused"
    assert other.step == paused.step
    assert [name for _, name, _ in other.spec.train.changes] == ["learning_rate", "clip"]
    real.resume(other.key, "me")
    until(lambda: look(real, other.key).state == "done")
    seen = look(real, other.key)
    whole = alone(other.spec)
    assert same(seen.network, whole.network)
    assert kept_losses(seen) == kept_losses(whole)
    assert real.submit(other.spec, "you").state == "done"


def alone(spec: RunSpec) -> RunView:
    """Return what a run gives that nobody touches."""
    run = core.Run(spec)
    snapshot = run.advance(spec.train.steps)
    return RunView(spec.key, spec, "done", 0, (snapshot,), run.network(), "")


def test_who_pauses_a_shared_run_gets_a_copy_and_the_others_notice_nothing(desk: Desk) -> None:
    desk.submit(LONG, "you")
    before = begun(desk, LONG)
    own = desk.pause(LONG.key, "me")
    assert own.key.startswith(f"{LONG.key}~")
    assert (own.state, own.spec) == ("paused", LONG)
    assert own.step <= before.step + 40
    assert own.network is not None
    assert own.network.step == own.step
    assert view(desk, LONG, "you").state == "running"
    assert view(desk, LONG, "me").state == "paused"  # what it saw last
    until(lambda: view(desk, LONG, "you").step > before.step + 20)
    assert look(desk, own.key) is look(desk, own.key)
    desk.leave(LONG.key, "you")
    assert view(desk, LONG, "you").state == "stopped"
    assert look(desk, own.key).state == "paused"


def test_a_paused_run_is_never_in_the_way_of_who_asks_for_the_same(desk: Desk) -> None:
    begun(desk, LONG)
    own = desk.pause(LONG.key, "me")
    assert desk.submit(LONG, "you").state == "running"
    assert look(desk, own.key).state == "paused"
    assert desk.resume(own.key, "me").active
    assert {key for key, seen in desk.known().items() if seen.active} == {LONG.key, own.key}


def test_who_sets_the_rate_on_the_way_sets_it_to_the_end() -> None:
    spec = replace(LONG, train=replace(LONG.train, decay=0.1))
    assert changed(spec, None, 0.5, KEEP).train == replace(spec.train, learning_rate=0.5, decay=None)
    assert changed(spec, None, None, 2.0).train == replace(spec.train, clip=2.0)


def test_pausing_what_still_waits_and_letting_it_go_on(desk: Desk) -> None:
    for seed in (2, 3):
        desk.submit(spec(seed, 4000), "you")
    assert desk.submit(spec(4, 60), "me").state == "queued"
    own = desk.pause(spec(4, 60).key, "me")
    assert (own.state, own.history, own.network) == ("paused", (), None)
    desk.resume(own.key, "me")
    desk.leave(spec(2, 4000).key, "you")
    until(lambda: look(desk, own.key).state == "done")
    assert kept_losses(look(desk, own.key))[-1] == np.float32(1 / 60)


def test_orders_that_come_too_late_or_twice_do_no_harm(desk: Desk) -> None:
    desk.submit(spec(1), "me")
    done = ended(desk, spec(1))
    assert desk.pause(done.key, "me") is desk.resume(done.key, "me") is desk.step(done.key, "me") is done
    with pytest.raises(RunRefusedError, match="has ended"):
        desk.change(done.key, "me", learning_rate=0.1)
    begun(desk, LONG)
    assert desk.step(LONG.key, "me").state == "running"
    own = desk.pause(LONG.key, "me")
    assert desk.pause(own.key, "me") is own
    assert desk.change(own.key, "me") is own
    assert desk.change(own.key, "me", learning_rate=LONG.train.learning_rate, clip=LONG.train.clip) is own
    for order in (desk.pause, desk.resume, desk.step, desk.change):
        with pytest.raises(RunRefusedError, match="not known"):
            order("0" * 16, "me")
    with pytest.raises(ValueError, match="1"):
        desk.step(own.key, "me", 0)
    with pytest.raises(ValueError, match="learning_rate"):
        desk.change(own.key, "me", learning_rate=1e9)
    desk.leave(own.key, "me")
    assert look(desk, own.key).state == "stopped"


def test_a_change_back_and_forth_at_one_step_leaves_no_trace(desk: Desk) -> None:
    begun(desk, LONG)
    own = desk.pause(LONG.key, "me")
    other = desk.change(own.key, "me", learning_rate=0.5)
    again = desk.change(other.key, "me", learning_rate=0.25)
    assert [value for _, _, value in again.spec.train.changes] == [0.25]
    assert sum(seen.state == "paused" or seen.active for seen in desk.known().values()) == 1


def test_a_change_before_the_first_step_is_another_recipe(desk: Desk) -> None:
    for seed in (2, 3):
        desk.submit(spec(seed, 4000), "you")
    desk.submit(LONG, "me")
    seen = desk.change(LONG.key, "me", clip=None)
    assert seen.spec == replace(LONG, train=replace(LONG.train, clip=None))


def test_two_who_change_alike_share_the_run_again(desk: Desk) -> None:
    begun(desk, LONG)
    other = desk.change(LONG.key, "me", learning_rate=0.5)
    assert desk.submit(other.spec, "you").key == other.key
    assert sum(seen.active for seen in desk.known().values()) == 1


def test_the_tail_follows_the_last_snapshot_and_versions_grow(desk: Desk) -> None:
    long = spec(5, 5000)
    desk.submit(long, "me")
    versions: list[int] = []
    tails: set[int] = set()

    def seen_enough() -> bool:
        seen = view(desk, long)
        versions.append(seen.version)
        tails.add(len(seen.tail.losses))
        assert kept_losses(seen) == [float(np.float32(1 / n)) for n in range(1, seen.step + 1)]
        return len(set(versions)) >= 12 and len(tails) >= 4

    until(seen_enough)
    assert versions == sorted(versions)
    left = view(desk, long).seconds_left
    assert left is not None
    assert left > 5


def test_who_waits_is_told_how_long() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE)) as desk:
        begun(desk, LONG, "you")
        until(lambda: view(desk, LONG, "you").seconds_left is not None)
        waits = [desk.submit(spec(seed, 4000), f"watcher {seed}").seconds_left for seed in range(2, 5)]
        told = [one for one in waits if one is not None]
        assert len(told) == 3
        assert told == sorted(told)
        assert told[0] > 5


def test_a_paused_run_nobody_comes_back_to_is_stopped() -> None:
    with Desk(LocalEngine(1, run=FAKE), patience=0.2, paused_patience=1.0) as desk:
        begun(desk, LONG)
        key = desk.pause(LONG.key, "me").key
        time.sleep(0.6)  # longer than a run that goes on is kept
        assert desk.known()[key].state == "paused"
        until(lambda: desk.known()[key].state == "stopped")
        assert "nobody came back" in desk.known()[key].message
        assert desk.resume(key, "me").state == "stopped"


def test_single_steps_and_changes_without_end_leave_little_behind() -> None:
    with Desk(LocalEngine(1, run=FAKE), keep=8) as desk:
        begun(desk, LONG)
        key = desk.pause(LONG.key, "me").key
        for number in range(40):
            key = desk.change(key, "me", learning_rate=0.01 + 0.001 * number).key
        assert len(desk.known()) <= 8 + 1
        assert look(desk, key).state == "paused"
