"""The engine of one machine, with real processes that are killed, stopped, starved and orphaned."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest

from core.jobs import Desk, LocalEngine
from core.jobs.active import Assignment
from core.jobs.local import crew as crew_module
from core.jobs.local.crew import cores
from core.jobs.local.wire import QuickEnd, WaitingEnd
from core.nets.checkpoint import Checkpoint
from core.spec import RunSpec
from tests.jobs.fakes import FAKE, GREEDY, HANGS, FakeRun, spec
from tests.running import ROOT, is_alive
from tests.waiting import ended, kept_losses, local_engine, processes, until, view

LONG = 4000


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(LocalEngine(1, 2, run=FAKE)) as running:
        yield running


@pytest.fixture
def two() -> Iterator[Desk]:
    with Desk(LocalEngine(2, 1, run=FAKE)) as running:
        yield running


def begin(desk: Desk, *seeds: int, steps: int = LONG) -> None:
    for seed in seeds:
        desk.submit(spec(seed, steps), "me")
    until(lambda: all(view(desk, spec(seed, steps)).step > 5 for seed in seeds))


def came_to(desk: Desk, spec: RunSpec, step: int) -> bool:
    return view(desk, spec).step >= step


def was_restarted(desk: Desk, spec: RunSpec, times: int) -> bool:
    return view(desk, spec).restarts == times


def test_runs_of_a_killed_worker_go_on_from_where_they_were(desk: Desk) -> None:
    begin(desk, 1, 2)
    until(lambda: all(view(desk, spec(seed, LONG)).step > 60 for seed in (1, 2)))
    known = [view(desk, spec(seed, LONG)).step for seed in (1, 2)]
    os.kill(processes(desk)[0], signal.SIGKILL)
    until(lambda: all(view(desk, spec(seed, LONG)).restarts == 1 for seed in (1, 2)))
    for seed, step in zip((1, 2), known, strict=True):
        assert view(desk, spec(seed, LONG)).step >= step
        until(partial(came_to, desk, spec(seed, LONG), step + 20))
        seen = view(desk, spec(seed, LONG))
        assert kept_losses(seen) == [float(np.float32(1 / n)) for n in range(1, seen.step + 1)]


def test_a_worker_may_be_killed_again_and_again_if_its_runs_come_further(desk: Desk) -> None:
    begin(desk, 1, steps=400)
    for kill in range(1, 5):
        os.kill(processes(desk)[0], signal.SIGKILL)
        until(partial(was_restarted, desk, spec(1, 400), kill))
        until(partial(came_to, desk, spec(1, 400), view(desk, spec(1, 400)).step + 1))
    assert ended(desk, spec(1, 400)).state == "done"


def test_workers_outlive_the_process_they_are_copied_from_and_are_replaced_by_the_next(desk: Desk) -> None:
    begin(desk, 1)
    engine = local_engine(desk)
    worker, template = processes(desk)[0], engine.template
    assert template is not None
    os.kill(template, signal.SIGKILL)
    until(lambda: engine.template not in (None, template))
    step = view(desk, spec(1, LONG)).step
    until(lambda: view(desk, spec(1, LONG)).step > step)
    assert processes(desk) == (worker,)
    os.kill(worker, signal.SIGKILL)
    until(lambda: view(desk, spec(1, LONG)).restarts == 1 and view(desk, spec(1, LONG)).step > step + 20)


def test_a_template_that_stands_still_is_missed_and_replaced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "SILENT_FOR", 2.0)
    begin(desk, 1)
    engine = local_engine(desk)
    template, worker = engine.template, processes(desk)[0]
    assert template is not None
    os.kill(template, signal.SIGSTOP)
    os.kill(worker, signal.SIGSTOP)
    until(lambda: engine.template not in (None, template))
    until(lambda: not is_alive(template) and not is_alive(worker))
    step = view(desk, spec(1, LONG)).step
    until(lambda: view(desk, spec(1, LONG)).step > step)


def test_a_worker_that_outlived_its_template_is_ended_when_it_stands_still(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "SILENT_FOR", 2.0)
    begin(desk, 1)
    engine = local_engine(desk)
    template, worker = engine.template, processes(desk)[0]
    assert template is not None
    os.kill(template, signal.SIGKILL)
    until(lambda: engine.template not in (None, template))
    other = engine.template
    os.kill(worker, signal.SIGSTOP)
    until(lambda: not is_alive(worker))
    assert engine.template == other


def test_processes_start_however_many_files_are_open() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4096:
        pytest.skip("no more than 1,024 files may be open here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, hard))
    held = [os.dup(0) for _ in range(1200)]
    try:
        with Desk(LocalEngine(1, run=FAKE)) as desk:
            desk.submit(spec(1), "me")
            assert ended(desk, spec(1)).state == "done"
    finally:
        for number in held:
            os.close(number)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_worker_that_stands_still_holds_up_nobody_and_is_replaced(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "SILENT_FOR", 2.0)
    begin(two, 1, 2)
    worker = processes(two)[0]
    os.kill(worker, signal.SIGSTOP)
    steps = [view(two, spec(seed, LONG)).step for seed in (1, 2)]
    until(lambda: any(view(two, spec(seed, LONG)).step > steps[seed - 1] + 50 for seed in (1, 2)))
    until(lambda: all(view(two, spec(seed, LONG)).step > steps[seed - 1] + 50 for seed in (1, 2)))
    assert not is_alive(worker)
    assert sum(view(two, spec(seed, LONG)).restarts for seed in (1, 2)) == 1


def test_half_a_message_is_waited_for_by_nobody() -> None:
    here, there = socket.socketpair()
    with there:
        quick, whole = QuickEnd(here), socket.socketpair()
        WaitingEnd(whole[0]).send(("alive",))
        message = whole[1].recv(1000)
        there.sendall(message + message[:5])
        assert quick.fetch() == [("alive",)]
        assert quick.fetch() == []
        there.sendall(message[5:])
        assert quick.fetch() == [("alive",)]
        for end in whole:
            end.close()
    with pytest.raises(EOFError):
        quick.fetch()
    quick.close()


def test_an_order_larger_than_what_the_other_side_takes_is_sent_bit_by_bit() -> None:
    here, there = socket.socketpair()
    quick, waiting = QuickEnd(here), WaitingEnd(there)
    run = FakeRun(spec())
    large = {"readout.weight": np.arange(2_000_000, dtype=np.float32)}
    checkpoint = Checkpoint(3, large, {}, {}, *run.unreported(), None, None, 0.0)
    assignment = Assignment(FAKE, run.spec, checkpoint, 7)
    quick.put(("train", "ticket", assignment.packed()))
    assert quick.unsent
    received: list[Any] = []
    thread = threading.Thread(target=lambda: received.append(waiting.receive()))
    thread.start()
    while thread.is_alive():
        quick.flush()
    assert received == [("train", "ticket", assignment.packed())]
    quick.close()
    there.close()


def test_a_run_that_does_not_fit_says_so_and_the_other_of_its_worker_goes_on() -> None:
    with Desk(LocalEngine(1, 2, run=FAKE, memory=600)) as desk:
        begin(desk, 1, steps=300)
        workers = processes(desk)
        desk.submit(spec(GREEDY), "me")
        seen = ended(desk, spec(GREEDY))
        assert seen.state == "failed"
        assert "more memory" in seen.message
        assert ended(desk, spec(1, 300)).state == "done"
        assert processes(desk) == workers


def test_a_moment_without_files_or_processes_passes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = iter(range(3))
    pair = socket.socketpair

    def scarce() -> tuple[socket.socket, socket.socket]:
        if next(failures, None) is not None:
            raise OSError(24, "Too many open files")
        return pair()

    monkeypatch.setattr(socket, "socketpair", scarce)
    with Desk(LocalEngine(1, run=FAKE)) as desk:
        desk.submit(spec(1), "me")
        assert ended(desk, spec(1)).state == "done"
    assert len(caplog.records) == 3


def test_processes_that_cannot_start_are_said_and_given_up() -> None:
    with Desk(LocalEngine(1, run="tests.jobs.fakes:Nothing")) as desk:
        desk.submit(spec(1), "me")
        seen = ended(desk, spec(1))
    assert seen.state == "failed"
    assert "do not start" in seen.message


def test_no_process_is_left_behind_however_the_parent_ends() -> None:
    program = f"""
import time
from core.jobs import Desk, LocalEngine
from tests.jobs.fakes import FAKE, spec
engine = LocalEngine(2, 1, run=FAKE)
desk = Desk(engine).start()
for seed in (1, {HANGS}):
    desk.submit(spec(seed, 4000), "me")
    while not desk.look(spec(seed, 4000).key, "me").history:
        time.sleep(0.01)
time.sleep(0.3)
print(*engine.processes, engine.template, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 3
    os.kill(pids[0], signal.SIGSTOP)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not any(is_alive(pid) for pid in pids), seconds=10)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux only")
def test_a_process_that_may_use_one_processor_has_one() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert cores() == len(allowed)
