"""Training on a real cluster: the same numbers as here, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator

import numpy as np
import pytest

import core
from core.jobs.cluster import ClusterEngine
from core.jobs.engine import Report
from core.jobs.history import History
from core.nets.checkpoint import Checkpoint
from core.network import Network
from core.spec import KINDS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from tests.jobs.clusters import PATIENCE, RunningCluster
from tests.jobs.fakes import FAILS, FAKE, HANGS
from tests.jobs.fakes import spec as fake
from tests.jobs.waiting import until
from tests.running import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


class Followed:
    """One run: it goes on from its last checkpoint when it was lost, as the desk has it."""

    def __init__(
        self, engine: ClusterEngine, spec: RunSpec, name: str = "run", until: int | None = None
    ) -> None:
        self.engine, self.spec, self.name, self.until = engine, spec, name, until
        self.history, self.attempts, self.lost, self.told = History(), 0, 0, 0
        self.end: tuple[str, str] | None = None
        self.checkpoint: Checkpoint | None = None

    @property
    def ticket(self) -> str:
        return f"{self.name}/{self.attempts}"

    def train(self) -> None:
        self.attempts += 1
        self.engine.train(self.ticket, self.spec, self.checkpoint, self.until)

    def note(self, report: Report) -> None:
        self.told += 1
        if report[0] == "snapshots":
            self.history.add(report[2])
        elif report[0] == "progress":
            self.history.add_tail(report[2], report[3])
        elif report[0] == "ended":
            self.end = report[2:]
        elif report[0] == "lost":
            self.lost += 1
            self.history.go_back(self.checkpoint, in_sight=False)
            self.train()
        if report[0] in ("progress", "snapshots") and report[-1] is not None:
            self.checkpoint = report[-1]

    @property
    def network(self) -> Network:
        last = self.history.snapshots[-1]
        return Network(self.spec, last.step, last.weights)

    @property
    def losses(self) -> list[float]:
        parts = [snapshot.losses for snapshot in self.history.snapshots]
        return [float(loss) for part in (*parts, self.history.tail.losses) for loss in part]


class Class:
    """Runs by ticket; what comes for a ticket of an earlier attempt fails the test."""

    def __init__(self, url: str, run: str | None = None) -> None:
        self.engine = ClusterEngine(url) if run is None else ClusterEngine(url, run)
        self.runs: list[Followed] = []
        self.unexpected: list[Report] = []
        self.ready = threading.Event()

    def train(self, spec: RunSpec, until: int | None = None) -> Followed:
        run = Followed(self.engine, spec, f"{spec.key}-{len(self.runs)}", until)
        self.runs.append(run)
        run.train()
        return run

    def drop(self, run: Followed) -> None:
        self.runs.remove(run)
        self.engine.drop(run.ticket)

    def note(self, report: Report) -> None:
        if report[0] == "ready":
            self.ready.set()
            return
        run = next((run for run in self.runs if run.ticket == report[1]), None)
        if run is None:
            self.unexpected.append(report)
        else:
            run.note(report)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster") / "log") as running:
        yield running


@pytest.fixture
def runs(cluster: RunningCluster) -> Iterator[Class]:
    yield from _connected(Class(cluster.url))


@pytest.fixture
def fakes(cluster: RunningCluster) -> Iterator[Class]:
    yield from _connected(Class(cluster.url, FAKE))


def _connected(runs: Class) -> Generator[Class]:
    runs.engine.start(runs.note)
    try:
        until(lambda: runs.engine.capacity == 2, PATIENCE)
        yield runs
    finally:
        runs.engine.close()
    assert "cluster" not in [thread.name for thread in threading.enumerate()]


def recipe(kind: core.spec.Kind, seed: int, steps: int = 150) -> RunSpec:
    return RunSpec(ModelSpec(kind, 8, 12), TaskSpec("recall", 3, 5), TrainSpec(steps=steps), seed)


def long(seed: int) -> RunSpec:
    return RunSpec(ModelSpec("lstm", 8, 12), TaskSpec("recall", 3, 5), TrainSpec(steps=1500), seed)


def is_as_trained_here(run: Followed) -> bool:
    assert run.end == ("done", "")
    expected = core.train(run.spec).weights
    assert len(run.losses) == run.spec.train.steps
    return all(np.array_equal(run.network.weights[name], weights) for name, weights in expected.items())


def test_runs_side_by_side_give_the_numbers_of_a_run_alone(runs: Class) -> None:
    assert runs.ready.is_set()
    assert runs.engine.trouble == ""
    trained = [runs.train(recipe(kind, seed)) for kind in KINDS for seed in (1, 2)]
    until(lambda: all(run.end for run in trained), PATIENCE)
    assert all(is_as_trained_here(run) for run in trained)
    assert runs.unexpected == []


def test_progress_comes_while_it_is_made(runs: Class) -> None:
    run = runs.train(long(1))
    seen = []
    for _ in range(5):
        step = run.history.step
        until(lambda step=step: run.history.step > step, PATIENCE)  # type: ignore[misc]
        seen.append(run.history.step)
    assert seen[-1] < 1500
    assert run.end is None
    assert run.checkpoint is not None


def test_a_run_is_held_where_it_is_told_to_and_goes_on_from_there(runs: Class) -> None:
    run = runs.train(recipe("gru", 3), until=70)
    until(lambda: run.end is not None, PATIENCE)
    assert run.end == ("held", "")
    assert run.checkpoint is not None
    assert (run.checkpoint.step, run.history.step) == (70, 70)
    run.end, run.until = None, None
    run.train()
    until(lambda: run.end is not None, PATIENCE)
    assert is_as_trained_here(run)


def test_a_dropped_run_makes_room_and_is_not_heard_of_again(cluster: RunningCluster, runs: Class) -> None:
    workers = sorted(cluster.workers())
    first, second = runs.train(long(2)), runs.train(long(3))
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


def test_a_run_that_is_dropped_before_it_began_never_begins(fakes: Class) -> None:
    one, other = (fakes.train(fake(seed, 60)) for seed in (1, 2))
    fakes.drop(fakes.train(fake(3, 4000)))
    after = fakes.train(fake(4, 2))
    until(lambda: all(run.end for run in (one, other, after)), PATIENCE)
    assert fakes.unexpected == []


def test_a_failing_run_says_so_and_its_worker_goes_on(cluster: RunningCluster, fakes: Class) -> None:
    workers = sorted(cluster.workers())
    failing, good = fakes.train(fake(FAILS)), fakes.train(fake(5))
    until(lambda: bool(failing.end and good.end), PATIENCE)
    assert failing.end is not None
    assert failing.end[0] == "failed"
    assert "the third step does not work" in failing.end[1]
    assert sorted(cluster.workers()) == workers


def test_what_the_workers_do_not_have_is_said(cluster: RunningCluster) -> None:
    with_connection = _connected(Class(cluster.url, "tests.jobs.fakes:Missing"))
    runs = next(with_connection)
    run = runs.train(fake())
    until(lambda: run.end is not None, PATIENCE)
    assert run.end is not None
    assert "do not have this version of the program" in run.end[1]
    with_connection.close()


def test_a_worker_that_does_not_obey_is_ended_and_replaced(cluster: RunningCluster, fakes: Class) -> None:
    workers = set(cluster.workers())
    run = fakes.train(fake(HANGS))
    until(lambda: run.told > 0, PATIENCE)
    (hanging,) = cluster.training()
    fakes.drop(run)
    until(lambda: not is_there(hanging), PATIENCE)
    until(lambda: len(cluster.workers()) == 2, PATIENCE)
    assert len(workers & set(cluster.workers())) == 1


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_worker_changes_no_number(cluster: RunningCluster, runs: Class) -> None:
    run = runs.train(long(5))
    until(lambda: run.checkpoint is not None and run.checkpoint.step > 50, PATIENCE)
    (worker,) = cluster.training()
    os.kill(worker, signal.SIGKILL)
    until(lambda: run.lost == 1, PATIENCE)
    until(lambda: run.end is not None, PATIENCE)
    assert run.lost == 1
    assert is_as_trained_here(run)


def test_what_a_server_that_died_had_trained_is_stopped(cluster: RunningCluster, runs: Class) -> None:
    program = """
import sys, time
from core.jobs.cluster import ClusterEngine
from tests.jobs.test_cluster import long
engine = ClusterEngine(sys.argv[1])
engine.start(lambda report: report[0] == "progress" and print("it trains", flush=True))
for seed in (1, 2):
    engine.train(str(seed), long(seed), None, None)
time.sleep(600)
"""
    command = [sys.executable, "-c", program, cluster.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"it trains\n"
        server.kill()
    run = runs.train(recipe("rnn", 6))
    until(lambda: run.end is not None, PATIENCE)
    until(lambda: not cluster.training(), PATIENCE)


def test_runs_wait_for_a_scheduler_that_is_gone(cluster: RunningCluster, runs: Class) -> None:
    going = [runs.train(long(seed)) for seed in (7, 8)]
    until(lambda: all(run.checkpoint is not None for run in going), PATIENCE)
    cluster.kill_scheduler()
    until(lambda: "does not answer" in runs.engine.trouble, PATIENCE)
    assert runs.engine.trouble == f"The cluster at {cluster.url} does not answer; runs wait until it is back."
    assert runs.engine.capacity == 0
    assert all(run.lost == 1 for run in going)
    given_up, late = runs.train(long(9)), runs.train(recipe("gru", 9))
    runs.drop(given_up)
    cluster.start_scheduler()
    until(lambda: all(run.end for run in (*going, late)), PATIENCE)
    until(lambda: runs.engine.trouble == "", PATIENCE)
    assert all(is_as_trained_here(run) for run in (*going, late))
    assert runs.unexpected == []


def test_an_address_where_nobody_is() -> None:
    engine = ClusterEngine("tcp://127.0.0.1:1")
    engine.start(lambda _: None)
    assert engine.capacity == 0
    until(lambda: "does not answer" in engine.trouble, PATIENCE)
    engine.close()
    engine.close()
    assert "cluster" not in [thread.name for thread in threading.enumerate()]
