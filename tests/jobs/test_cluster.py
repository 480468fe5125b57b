"""Training on a real cluster: the same numbers as here, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Self, cast

import numpy as np
import pytest

import core
from core.jobs import Desk
from core.jobs.cluster.engine import ClusterEngine
from core.jobs.desk.history import History
from core.jobs.engine import Report
from core.nets.checkpoint import Checkpoint
from core.nets.snapshot import Snapshot
from core.spec import KINDS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from tests.jobs.fakes import FAILS, FAKE, HANGS
from tests.jobs.fakes import spec as fake
from tests.making.clusters import PATIENCE, RunningCluster, long
from tests.running import ROOT, is_alive
from tests.waiting import ended, until, view

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


class Followed:
    """One attempt at a run, and what was told of it."""

    def __init__(self, ticket: str, spec: RunSpec) -> None:
        self.ticket, self.spec = ticket, spec
        self.history, self.checkpoint, self.told = History(), cast(Checkpoint | None, None), 0
        self.end: tuple[str, ...] | None = None

    def note(self, report: Report) -> None:
        self.told += 1
        if report[0] == "snapshots":
            self.history.add(report[2])
        elif report[0] == "progress":
            self.history.add_tail(report[2], report[3])
        else:
            self.end = report[2:] if report[0] == "ended" else ("lost",)
        if report[0] in ("progress", "snapshots") and report[-1] is not None:
            self.checkpoint = report[-1]


class Runs:
    """An engine on a cluster and what it was given; what it tells of anything else is kept apart."""

    def __init__(self, url: str, run: str = "") -> None:
        self.engine = ClusterEngine(url, run)
        self.runs: dict[str, Followed] = {}
        self.unexpected: list[Report] = []
        self.ready = threading.Event()
        self._tickets = count()

    def train(
        self, spec: RunSpec, checkpoint: Checkpoint | None = None, until: int | None = None
    ) -> Followed:
        run = Followed(f"{spec.key}/{next(self._tickets)}", spec)
        self.runs[run.ticket] = run
        self.engine.train(run.ticket, spec, checkpoint, until)
        return run

    def drop(self, run: Followed) -> None:
        del self.runs[run.ticket]
        self.engine.drop(run.ticket)

    def note(self, report: Report) -> None:
        if report[0] == "ready":
            self.ready.set()
        elif report[1] in self.runs:
            self.runs[report[1]].note(report)
        else:
            self.unexpected.append(report)

    def __enter__(self) -> Self:
        self.engine.start(self.note)
        until(lambda: self.engine.capacity == 2, PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()
        assert "cluster" not in [thread.name for thread in threading.enumerate()]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster") / "log") as running:
        yield running


@pytest.fixture
def runs(cluster: RunningCluster) -> Iterator[Runs]:
    with Runs(cluster.url) as connected:
        yield connected


@pytest.fixture
def fakes(cluster: RunningCluster) -> Iterator[Runs]:
    with Runs(cluster.url, FAKE) as connected:
        yield connected


@pytest.fixture
def desk(cluster: RunningCluster) -> Iterator[Desk]:
    with Desk(ClusterEngine(cluster.url), patience=PATIENCE) as running:
        yield running


def recipe(kind: core.spec.Kind, seed: int, steps: int = 100) -> RunSpec:
    return RunSpec(ModelSpec(kind, 8, 12), TaskSpec("recall", 3, 5), TrainSpec(steps=steps), seed)


def endless(seed: int) -> RunSpec:
    """A run of minutes, which nobody waits for."""
    return RunSpec(ModelSpec("lstm", 8, 96), TaskSpec("recall", 20, 30), TrainSpec(steps=5000), seed)


def is_as_trained_here(spec: RunSpec, history: Sequence[Snapshot]) -> bool:
    """Compare to the bit; every loss was told once."""
    expected = core.train(spec).weights
    assert sum(len(snapshot.losses) for snapshot in history) == spec.train.steps
    return all(np.array_equal(history[-1].weights[name], weights) for name, weights in expected.items())


def test_runs_side_by_side_give_the_numbers_of_a_run_alone(runs: Runs) -> None:
    assert runs.ready.is_set()
    assert runs.engine.trouble == ""
    trained = [runs.train(recipe(kind, seed)) for kind in KINDS for seed in (1, 2)]
    until(lambda: all(run.end for run in trained), PATIENCE)
    assert {run.end for run in trained} == {("done", "")}
    assert all(is_as_trained_here(run.spec, run.history.snapshots) for run in trained)
    assert runs.unexpected == []


def test_progress_comes_while_it_is_made(runs: Runs) -> None:
    run = runs.train(long(1))
    seen = []
    for _ in range(5):
        step = run.history.step
        until(lambda step=step: run.history.step > step, PATIENCE)  # type: ignore[misc]
        seen.append(run.history.step)
    assert seen[-1] < 1500
    assert run.end is None
    assert run.checkpoint is not None


def test_a_run_is_held_where_it_is_told_to_and_goes_on_from_there(runs: Runs) -> None:
    first = runs.train(recipe("gru", 3), until=70)
    until(lambda: first.end is not None, PATIENCE)
    assert first.end == ("held", "")
    assert first.checkpoint is not None
    assert (first.checkpoint.step, first.history.step) == (70, 70)
    second = runs.train(first.spec, first.checkpoint)
    until(lambda: second.end is not None, PATIENCE)
    assert second.history.snapshots[0].step > 70
    both = (*first.history.snapshots, *second.history.snapshots)
    assert is_as_trained_here(first.spec, both)


def test_a_dropped_run_makes_room_and_is_not_heard_of_again(cluster: RunningCluster, runs: Runs) -> None:
    workers = sorted(cluster.workers())
    first, second = runs.train(endless(2)), runs.train(endless(3))
    until(lambda: first.told > 1 and second.told > 1, PATIENCE)
    waiting = runs.train(recipe("rnn", 4))
    runs.drop(first)
    runs.engine.drop("a ticket that never was")
    until(lambda: waiting.end is not None, PATIENCE)
    assert second.end is None
    runs.drop(second)
    until(lambda: not cluster.training(), PATIENCE)
    assert [report for report in runs.unexpected if report[0] != "progress"] == []
    assert sorted(cluster.workers()) == workers, "nobody had to be ended"


def test_a_run_that_is_dropped_before_it_began_never_begins(fakes: Runs) -> None:
    one, other = (fakes.train(fake(seed, 60)) for seed in (1, 2))
    fakes.drop(fakes.train(fake(3, 4000)))
    after = fakes.train(fake(4, 2))
    until(lambda: all(run.end for run in (one, other, after)), PATIENCE)
    assert fakes.unexpected == []


def test_a_failing_run_says_so_and_its_worker_goes_on(cluster: RunningCluster, fakes: Runs) -> None:
    workers = sorted(cluster.workers())
    failing, good = fakes.train(fake(FAILS)), fakes.train(fake(5))
    until(lambda: bool(failing.end and good.end), PATIENCE)
    assert failing.end is not None
    assert failing.end[0] == "failed"
    assert "the third step does not work" in failing.end[1]
    assert sorted(cluster.workers()) == workers


def test_what_the_workers_do_not_have_is_said(cluster: RunningCluster) -> None:
    with Runs(cluster.url, "tests.jobs.fakes:Missing") as runs:
        run = runs.train(fake())
        until(lambda: run.end is not None, PATIENCE)
        assert run.end is not None
        assert "do not have this version of the program" in run.end[1]


def test_a_worker_that_does_not_obey_is_ended_and_replaced(cluster: RunningCluster, fakes: Runs) -> None:
    workers = set(cluster.workers())
    run = fakes.train(fake(HANGS))
    until(lambda: run.told > 0, PATIENCE)
    (hanging,) = cluster.training()
    fakes.drop(run)
    until(lambda: not is_alive(hanging), PATIENCE)
    until(lambda: len(cluster.workers()) == 2, PATIENCE)
    assert len(workers & set(cluster.workers())) == 1


def test_a_killed_worker_changes_no_number(cluster: RunningCluster, desk: Desk) -> None:
    spec = recipe("lstm", 5, steps=500)
    desk.submit(spec, "me")
    until(lambda: view(desk, spec).step > 50, PATIENCE)
    (worker,) = cluster.training()
    os.kill(worker, signal.SIGKILL)
    until(lambda: view(desk, spec).restarts == 1, PATIENCE)
    seen = ended(desk, spec, seconds=PATIENCE)
    assert (seen.state, seen.restarts) == ("done", 1)
    assert is_as_trained_here(spec, seen.history)


def test_what_a_server_that_died_had_trained_is_stopped(cluster: RunningCluster, runs: Runs) -> None:
    program = """
import sys, time
from core.jobs import Desk
from core.jobs.cluster.engine import ClusterEngine
from tests.making.clusters import PATIENCE, long
from tests.waiting import until, view
with Desk(ClusterEngine(sys.argv[1]), patience=PATIENCE) as desk:
    for seed in (1, 2):
        desk.submit(long(seed), "me")
    until(lambda: any(view(desk, long(seed)).step > 0 for seed in (1, 2)), PATIENCE)
    print("it trains", flush=True)
    time.sleep(PATIENCE)
"""
    command = [sys.executable, "-c", program, cluster.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"it trains\n"
        server.kill()
    run = runs.train(recipe("rnn", 6))
    until(lambda: run.end is not None, PATIENCE)
    until(lambda: not cluster.training(), PATIENCE)


def test_runs_wait_for_a_scheduler_that_is_gone(cluster: RunningCluster, desk: Desk) -> None:
    going = [recipe("lstm", seed, steps=1000) for seed in (7, 8)]
    for spec in going:
        desk.submit(spec, "me")
    until(lambda: all(view(desk, spec).step > 0 for spec in going), PATIENCE)
    cluster.kill_scheduler()
    sentence = f"The cluster at {cluster.url} does not answer; runs wait until it is back."
    until(lambda: all(view(desk, spec).message == sentence for spec in going), PATIENCE)
    assert {view(desk, spec).state for spec in going} == {"queued"}
    late, given_up = recipe("rnn", 9), recipe("rnn", 10)
    for spec in (late, given_up):
        desk.submit(spec, "you")
    until(lambda: view(desk, late, "you").message == sentence, PATIENCE)
    desk.leave(given_up.key, "you")
    cluster.start_scheduler()
    for spec, watcher in ((going[0], "me"), (going[1], "me"), (late, "you")):
        seen = ended(desk, spec, watcher, seconds=PATIENCE)
        assert (seen.state, seen.message) == ("done", "")
        assert is_as_trained_here(spec, seen.history)
    assert view(desk, given_up, "you").history == ()


def test_an_address_where_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs.cluster.engine.CONNECT_WITHIN", 0.5)
    engine = ClusterEngine("tcp://127.0.0.1:1")
    engine.start(lambda _: None)
    assert engine.capacity == 0
    until(lambda: "does not answer" in engine.trouble, PATIENCE)
    engine.close()
    engine.close()
    assert "cluster" not in [thread.name for thread in threading.enumerate()]


def test_the_desk_of_a_server_trains_on_the_cluster_that_it_is_told_of(cluster: RunningCluster) -> None:
    program = """
import sys, time
from core import RunSpec, ModelSpec, TrainSpec
from core.jobs import desk
spec = RunSpec(ModelSpec("gru", 4, 4), train=TrainSpec(steps=5))
desk().submit(spec, "me")
while (view := desk().look(spec.key, "me")).active:
    time.sleep(0.05)
print(view.state, "distributed" in sys.modules, "torch" in sys.modules)
"""
    for address, expected in ((cluster.url, ["done", "True", "False"]), ("", ["done", "False", "False"])):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "UNROLLED_ENGINE": address},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.stdout.split() == expected, done.stderr
