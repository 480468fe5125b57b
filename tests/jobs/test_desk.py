"""The desk with real worker processes and runs that misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from core.jobs import HOUSE, Desk, LocalEngine, Quotas, RunRefusedError
from core.jobs.desk.bell import Bell
from core.jobs.desk.job import Job
from core.jobs.local import crew as crew_module
from tests.jobs.fakes import CANNOT_BEGIN, DIES, DIVERGES, FAILS, FAKE, HANGS, spec
from tests.running import is_alive
from tests.waiting import ended, kept_losses, processes, until, view

LONG = 4000


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(LocalEngine(1, 1, run=FAKE)) as running:
        yield running


@pytest.fixture
def pair() -> Iterator[Desk]:
    """One worker that trains two runs in turn."""
    with Desk(LocalEngine(1, 2, run=FAKE)) as running:
        yield running


def test_a_run_comes_to_its_end_and_its_losses_are_complete(desk: Desk) -> None:
    assert desk.submit(spec(), "me").state == "running"
    seen = ended(desk, spec())
    assert seen.state == "done"
    assert seen.network is not None
    assert seen.network.step == 20
    assert seen.network.weights["readout.bias"].tolist() == [20, 20]
    assert sum(len(snapshot.losses) for snapshot in seen.history) == 20
    assert desk.network(spec().key) is seen.network


def test_two_who_ask_for_the_same_watch_the_same_run(desk: Desk) -> None:
    desk.submit(spec(steps=100), "me")
    until(lambda: len(view(desk, spec(steps=100)).history) > 1)
    joined = desk.submit(spec(steps=100), "you")
    assert joined.history
    assert ended(desk, spec(steps=100), "you").history is view(desk, spec(steps=100)).history


def test_what_has_been_trained_is_there_at_once(desk: Desk) -> None:
    desk.submit(spec(), "me")
    first = ended(desk, spec())
    assert desk.submit(spec(), "you") is first


def test_the_desk_does_not_know_what_nobody_asked_for(desk: Desk) -> None:
    assert desk.look("0" * 16, "me") is None
    assert desk.network("0" * 16) is None
    desk.leave("0" * 16, "me")


def test_the_last_to_leave_stops_the_run_at_once_and_the_worker_goes_on(desk: Desk) -> None:
    desk.submit(spec(1, LONG), "me")
    desk.submit(spec(1, LONG), "you")
    until(lambda: bool(view(desk, spec(1, LONG)).history))
    desk.leave(spec(1, LONG).key, "you")
    assert view(desk, spec(1, LONG), "you").state == "stopped"
    assert view(desk, spec(1, LONG), "me").state == "running"
    workers = processes(desk)
    desk.leave(spec(1, LONG).key, "me")
    assert view(desk, spec(1, LONG), "me").state == "stopped"
    desk.submit(spec(2), "me")
    assert ended(desk, spec(2)).state == "done"
    assert processes(desk) == workers


def test_a_stopped_run_begins_again_when_it_is_asked_for_again(desk: Desk) -> None:
    desk.submit(spec(1, 200), "me")
    until(lambda: len(view(desk, spec(1, 200)).history) > 3)
    desk.leave(spec(1, 200).key, "me")
    again = desk.submit(spec(1, 200), "me")
    assert again.active
    assert again.history == ()
    done = ended(desk, spec(1, 200))
    assert sum(len(snapshot.losses) for snapshot in done.history) == 200


def test_looking_keeps_a_run_alive() -> None:
    with Desk(LocalEngine(1, run=FAKE), patience=0.5) as desk:
        desk.submit(spec(1, LONG), "me")
        for _ in range(15):
            time.sleep(0.1)
            assert view(desk, spec(1, LONG)).state == "running"


def test_the_house_needs_not_look() -> None:
    with Desk(LocalEngine(1, 2, run=FAKE), patience=0.2) as desk:
        desk.submit(spec(1, LONG), HOUSE)
        desk.submit(spec(2, LONG), "me")
        until(lambda: desk.known()[spec(2, LONG).key].state == "paused")
        assert desk.known()[spec(1, LONG).key].state == "running"


def test_runs_of_a_worker_advance_side_by_side(pair: Desk) -> None:
    for seed in (1, 2):
        pair.submit(spec(seed, LONG), "me")
    until(lambda: all(bool(view(pair, spec(seed, LONG)).history) for seed in (1, 2)), seconds=5)


def test_what_has_ended_holds_on_to_nobody_but_the_house() -> None:
    job = Job(spec(), spec().key)
    for watcher in (HOUSE, "me", "you"):
        job.join(watcher)
    job.end("done", "")
    job.join("late")
    assert job.seen.keys() == {HOUSE}


def test_watchers_take_turns_and_are_told_their_place(desk: Desk) -> None:
    watchers = {1: "many", 2: "many", 3: "many", 4: "one", 5: "other"}
    for seed, watcher in watchers.items():
        desk.submit(spec(seed, 30), watcher)
    places = {seed: view(desk, spec(seed, 30), watcher).place for seed, watcher in watchers.items()}
    assert places == {1: 0, 4: 1, 5: 2, 2: 3, 3: 4}
    order: list[int] = []
    while len(order) < 5:
        for seed, watcher in watchers.items():
            if seed not in order and view(desk, spec(seed, 30), watcher).state == "done":
                order.append(seed)
        time.sleep(0.002)
    assert order == [1, 4, 5, 2, 3]


def test_what_nobody_waits_for_leaves_room_for_visitors(pair: Desk) -> None:
    assert pair.submit(spec(1, LONG), HOUSE).state == "running"
    assert pair.submit(spec(2, LONG), HOUSE).state == "queued"
    assert pair.submit(spec(3, LONG), "me").state == "running"
    pair.leave(spec(3, LONG).key, "me")
    assert pair.submit(spec(2, LONG), "me").active
    until(lambda: view(pair, spec(2, LONG)).state == "running")


def test_one_watcher_cannot_fill_the_desk(desk: Desk) -> None:
    for seed in range(8):
        desk.submit(spec(seed, LONG), "greedy")
    with pytest.raises(RunRefusedError, match="8 runs going, waiting or paused"):
        desk.submit(spec(9, LONG), "greedy")
    assert desk.submit(spec(9, LONG), "modest").state == "queued"
    desk.leave(spec(0, LONG).key, "greedy")
    assert desk.submit(spec(10, LONG), "greedy").state == "queued"


def test_a_run_that_nobody_watches_gives_up_its_place_and_goes_on_where_it_was() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), patience=0.3) as desk:
        desk.submit(spec(1, 600), "me")
        until(lambda: view(desk, spec(1, 600)).step > 60)
        until(lambda: desk.known()[spec(1, 600).key].state == "paused")
        there = desk.known()[spec(1, 600).key]
        assert there.message == "Set aside, because no page was connected."
        assert there.step > 0
        desk.submit(spec(2, 10), "you")
        assert ended(desk, spec(2, 10), "you").state == "done"
        assert view(desk, spec(1, 600)).state == "running"  # looking at it is coming back
        back = view(desk, spec(1, 600))
        assert back.step >= there.step == back.set_aside_at
        seen = ended(desk, spec(1, 600))
        assert seen.set_aside_at is None
        assert (seen.state, seen.restarts, seen.message) == ("done", 0, "")
        assert kept_losses(seen) == [float(np.float32(1 / n)) for n in range(1, 601)]


def test_who_asks_for_a_run_that_was_set_aside_has_it_go_on() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), patience=0.3) as desk:
        desk.submit(spec(1, LONG), "me")
        until(lambda: view(desk, spec(1, LONG)).step > 60)
        until(lambda: desk.known()[spec(1, LONG).key].state == "paused")
        step = desk.known()[spec(1, LONG).key].step
        again = desk.submit(spec(1, LONG), "you")
        assert (again.state, again.step) == ("running", step)


def test_what_nobody_comes_back_to_is_stopped() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), patience=0.2, paused_patience=0.6) as desk:
        desk.submit(spec(1, LONG), "me")
        until(lambda: desk.known()[spec(1, LONG).key].state == "paused")
        until(lambda: desk.known()[spec(1, LONG).key].state == "stopped")
        seen = view(desk, spec(1, LONG))
        assert "nobody came back" in seen.message
        assert seen.abandoned
        again = desk.submit(spec(1, LONG), "you")
        assert (again.active, again.abandoned) == (True, False)


def test_what_was_stopped_by_hand_is_not_abandoned() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE)) as desk:
        desk.submit(spec(1, LONG), "me")
        desk.leave(spec(1, LONG).key, "me")
        seen = view(desk, spec(1, LONG))
        assert (seen.state, seen.abandoned) == ("stopped", False)


def test_only_so_many_runs_stand_aside() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), keep=4, patience=0.1) as desk:
        for seed in range(1, 8):
            desk.submit(spec(seed, LONG), f"watcher {seed}")
        until(lambda: not any(seen.active for seen in desk.known().values()))
        states = [desk.known()[spec(seed, LONG).key].state for seed in range(4, 8)]
        assert states == ["paused"] * 4
        assert sum(seen.state == "paused" for seen in desk.known().values()) == 4


def test_looking_does_not_get_round_the_quota(pair: Desk) -> None:
    """Somebody who has all it may have looks at a run of others, but does not keep it alive."""
    for seed in range(8):
        pair.submit(spec(seed, LONG), "greedy")
    pair.submit(spec(9, LONG), "you")
    assert view(pair, spec(9, LONG), "greedy").active
    assert view(pair, spec(9, LONG), "guest").active
    pair.leave(spec(9, LONG).key, "guest")
    pair.leave(spec(9, LONG).key, "you")
    assert pair.known()[spec(9, LONG).key].state == "stopped"


def test_a_guest_who_looks_keeps_a_run_alive(pair: Desk) -> None:
    pair.submit(spec(1, LONG), "you")
    assert view(pair, spec(1, LONG), "guest").active
    pair.leave(spec(1, LONG).key, "you")
    assert pair.known()[spec(1, LONG).key].active


def test_one_address_cannot_fill_the_queue() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), Quotas(queue=8)) as desk:
        desk.submit(spec(0, LONG), "there.0")
        for seed in range(1, 7):
            desk.submit(spec(seed, LONG), f"here.{seed}")
        with pytest.raises(RunRefusedError, match="6 runs that were asked for from your network address"):
            desk.submit(spec(9, LONG), "here.9")
        assert desk.submit(spec(1, LONG), "here.9").state == "queued"  # to join one takes no place
        assert desk.submit(spec(9, LONG), "there.9").state == "queued"


def test_who_listens_is_woken_by_every_change_of_its_runs_and_of_no_others(pair: Desk) -> None:
    woken = threading.Event()
    pair.submit(spec(1, 60), "me")
    end = pair.listen([spec(1, 60).key], woken.set)
    versions = set()
    while (seen := pair.known()[spec(1, 60).key]).active:
        assert woken.wait(10), "something changed, and nobody said so"
        woken.clear()
        versions.add(seen.version)
    assert len(versions) > 2
    woken.clear()
    pair.submit(spec(2, 10), "me")
    ended(pair, spec(2, 10))
    assert not woken.is_set()
    end()
    pair.leave(spec(1, 60).key, "me")
    assert not woken.is_set()


def test_a_bell_wakes_each_listener_once_and_forgets_who_has_gone() -> None:
    bell, heard = Bell(), []
    ends = [
        bell.listen(["a", "b"], lambda: heard.append("first")),
        bell.listen(["b"], lambda: heard.append("second")),
    ]
    bell.note("a")
    bell.note("b")
    assert heard == []
    bell.ring()
    bell.ring()
    assert heard == ["first", "second"]
    ends[0]()
    bell.note("b")
    bell.ring()
    assert heard == ["first", "second", "second"]


def test_the_queue_has_an_end() -> None:
    with Desk(LocalEngine(1, 1, run=FAKE), Quotas(queue=2)) as desk:
        for seed in range(3):
            desk.submit(spec(seed, LONG), f"watcher {seed}")
        with pytest.raises(RunRefusedError, match="2 runs are waiting"):
            desk.submit(spec(9), "late")


def test_a_failing_run_says_so_and_the_other_of_its_worker_goes_on(pair: Desk) -> None:
    pair.submit(spec(1, 100), "me")
    until(lambda: bool(view(pair, spec(1, 100)).history))
    workers = processes(pair)
    pair.submit(spec(FAILS), "me")
    seen = ended(pair, spec(FAILS))
    assert seen.state == "failed"
    assert "the third step does not work" in seen.message
    assert ended(pair, spec(1, 100)).state == "done"
    assert processes(pair) == workers


def test_a_run_that_cannot_begin_says_so(desk: Desk) -> None:
    desk.submit(spec(CANNOT_BEGIN), "me")
    seen = ended(desk, spec(CANNOT_BEGIN))
    assert (seen.state, seen.history) == ("failed", ())
    assert "no such beginning" in seen.message


def test_a_diverging_run_keeps_what_was_measured(desk: Desk) -> None:
    desk.submit(spec(DIVERGES), "me")
    seen = ended(desk, spec(DIVERGES))
    assert seen.state == "diverged"
    assert "step 3" in seen.message
    assert seen.history[-1].step == 3


def test_a_run_that_kills_its_worker_is_given_up_and_the_desk_lives(desk: Desk) -> None:
    desk.submit(spec(DIES), "me")
    seen = ended(desk, spec(DIES))
    assert seen.state == "failed"
    assert "died 3 times" in seen.message
    desk.submit(spec(1), "me")
    assert ended(desk, spec(1)).state == "done"


def test_a_hanging_worker_is_replaced_when_it_does_not_obey(
    pair: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "ANSWER_WITHIN", 0.5)
    pair.submit(spec(HANGS), "me")
    pair.submit(spec(1, 200), "you")
    until(lambda: bool(view(pair, spec(HANGS)).history))
    time.sleep(0.5)  # by now it is in its third step, of which nothing can be heard
    workers = processes(pair)
    pair.leave(spec(HANGS).key, "me")
    assert view(pair, spec(HANGS), "me").state == "stopped"
    assert ended(pair, spec(1, 200), "you").state == "done"
    assert processes(pair) != workers


def test_kept_runs_are_bounded_and_the_house_keeps_its_own() -> None:
    with Desk(LocalEngine(1, run=FAKE), keep=3, patience=0.5) as desk:
        desk.submit(spec(0, 2), HOUSE)
        ended(desk, spec(0, 2))
        for seed in range(1, 7):
            desk.submit(spec(seed, 2), "me")
            ended(desk, spec(seed, 2))
        time.sleep(0.6)  # nobody looks
        desk.submit(spec(7, 2), "me")
        ended(desk, spec(7, 2))
        known = [seed for seed in range(8) if desk.look(spec(seed, 2).key, "me") is not None]
        assert known == [0, 5, 6, 7]


def test_what_somebody_looks_at_is_kept_a_while_longer_but_not_without_end() -> None:
    with Desk(LocalEngine(1, run=FAKE), keep=2) as desk:
        for seed in range(1, 13):
            desk.submit(spec(seed, 2), "me")
            ended(desk, spec(seed, 2))
        known = [seed for seed in range(13) if desk.look(spec(seed, 2).key, "me") is not None]
        assert known == [*range(5, 13)]


def test_closing_ends_the_workers_and_twice_does_no_harm() -> None:
    desk = Desk(LocalEngine(2, run=FAKE)).start()
    desk.submit(spec(HANGS), "me")
    until(lambda: bool(view(desk, spec(HANGS)).history))
    workers = processes(desk)
    desk.close()
    desk.close()
    assert not any(is_alive(pid) for pid in workers)
    assert view(desk, spec(HANGS)).state == "stopped"
    with pytest.raises(RunRefusedError):
        desk.submit(spec(1), "me")


def test_looking_is_safe_from_many_threads(desk: Desk) -> None:
    desk.submit(spec(1, LONG), "me")
    until(lambda: bool(view(desk, spec(1, LONG)).history))
    steps: list[list[int]] = []

    def look_often() -> None:
        latest = [view(desk, spec(1, LONG)).history[-1].step for _ in range(3000)]
        steps.append(latest)

    threads = [threading.Thread(target=look_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(steps) == 8
    assert all(latest == sorted(latest) for latest in steps)
