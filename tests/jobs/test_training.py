"""The desk with real runs: the same numbers whatever happens, and no torch in the process that asks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

import core
from core.jobs import Desk, LocalEngine, Quotas
from core.spec import KINDS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from tests.running import ROOT
from tests.waiting import ended, kept_losses, processes, same, until, view

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(LocalEngine(1, 4), Quotas(active=4)) as running:
        yield running


def recipe(kind: core.spec.Kind, seed: int, steps: int = 150) -> RunSpec:
    return RunSpec(ModelSpec(kind, 8, 12), TaskSpec("recall", 3, 5), TrainSpec(steps=steps), seed)


def test_runs_side_by_side_give_the_numbers_of_a_run_alone(desk: Desk) -> None:
    specs = [recipe(kind, seed=7) for kind in KINDS]
    for spec in specs:
        desk.submit(spec, "me")
    for spec in specs:
        assert same(ended(desk, spec).network, core.train(spec))


def test_a_killed_worker_changes_no_number(desk: Desk) -> None:
    spec = recipe("lstm", seed=8, steps=400)
    desk.submit(spec, "me")
    until(lambda: len(view(desk, spec).history) > 5)
    before = view(desk, spec).history
    os.kill(processes(desk)[0], signal.SIGKILL)
    until(lambda: view(desk, spec).state == "queued" or len(view(desk, spec).history) > len(before))
    assert len(view(desk, spec).history) >= len(before)
    seen = ended(desk, spec)
    assert same(seen.network, core.train(spec))
    assert len(kept_losses(seen)) == 400
    assert kept_losses(seen)[: before[-1].step] == [float(x) for snapshot in before for x in snapshot.losses]


def test_a_network_that_does_not_fit_is_said_and_the_other_of_its_worker_goes_on() -> None:
    large = RunSpec(
        ModelSpec("lstm", 64, 128, layers=4),
        TaskSpec("recall", 40, 40),
        TrainSpec(steps=3, batch_size=256),
    )
    with Desk(LocalEngine(1, 2, memory=300)) as desk:
        small = recipe("gru", seed=9, steps=200)
        desk.submit(small, "me")
        until(lambda: bool(view(desk, small).history))
        desk.submit(large, "me")
        seen = ended(desk, large)
        assert seen.state == "failed"
        assert "more memory" in seen.message
        assert ended(desk, small).state == "done"
        assert view(desk, small).restarts == 0


def test_the_process_that_asks_never_imports_torch() -> None:
    program = """
import sys, time
from core import RunSpec, ModelSpec, TrainSpec
from core.jobs import desk
spec = RunSpec(ModelSpec("gru", 4, 4), train=TrainSpec(steps=5))
desk().submit(spec, "me")
while (view := desk().look(spec.key, "me")).active:
    time.sleep(0.05)
print(view.state, "torch" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["done", "False"], done.stderr
