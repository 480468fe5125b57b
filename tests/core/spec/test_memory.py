"""What a recipe may be: no larger than a worker's memory and a network's file; else a sentence that helps."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from core.network import initial_network
from core.network.files import MOST_BYTES, from_file, to_file
from core.network.shapes import weight_shapes
from core.recipes import default_run
from core.recipes.link import from_line
from core.spec import LIMITS, TASKS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.spec.memory import MOST_MEGABYTES, MOST_WEIGHTS, megabytes, weights
from core.spec.rows import FORMS
from core.tasks import task
from tests.making.specs import specs
from tests.running import ROOT

LARGEST = [
    "recall-lstm-h256-e300-layers8-b16",
    "adding-gru-h128-layers4-b160-g100-l100-bidirectional",
    "total-lstm-h128-layers3-b140-g60-l60-bidirectional-connection.dense",
    "characters-lstm-h256-layers3-b96-l100-peepholes",
]
"""Recipes near what a worker can do."""

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, (1024 << 20, 1024 << 20))
from core.nets.run import Run
from core.recipes.link import from_line
run = Run(from_line(sys.argv[1]))
run.train(2)
run.snapshot()
run.checkpoint()
"""


def needed(spec: RunSpec) -> float:
    return megabytes(spec.model, spec.task, spec.train)


@settings(deadline=None)
@given(specs())
def test_the_estimate_of_the_weights_is_never_below_them(spec: RunSpec) -> None:
    this = task(spec.task)
    shapes = weight_shapes(spec.model, len(this.vocabulary), len(this.classes))
    assert sum(map(prod, shapes.values())) <= weights(spec.model, spec.task) <= MOST_WEIGHTS


@pytest.mark.parametrize("name", TASKS)
def test_no_sentence_is_longer_than_its_task_says(name: str) -> None:
    low, high, _ = LIMITS[name]
    for longest in {int(low), int(low) + 1, int(high)}:
        specs = [TaskSpec(name, shortest, longest) for shortest in (int(low), longest)]  # type: ignore[arg-type]
        most = TASKS[name].timesteps(longest)  # type: ignore[index]
        read = max(
            task(spec).batch(np.random.default_rng(seed), 256).ids.shape[1]
            for spec in specs
            for seed in range(8)
        )
        assert read <= most
        if name not in FORMS:  # there rows are as long as they are
            assert most <= 1.3 * read + 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound a process's own data")
@pytest.mark.parametrize("line", LARGEST)
def test_what_is_allowed_can_be_trained_in_a_workers_memory(line: str) -> None:
    assert 0.6 * MOST_MEGABYTES < needed(from_line(line)) <= MOST_MEGABYTES
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, line],
        cwd=ROOT, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    ("model", "train", "says"),
    [
        (
            ModelSpec("lstm", 16, 256, layers=4, bidirectional=True),
            TrainSpec(batch_size=128),
            "MB; a worker has",
        ),
        (ModelSpec("lstm", 300, 256, layers=8, bidirectional=True), TrainSpec(), "12.4 million weights"),
        (ModelSpec("gru", 256, 256, layers=8, connection="highway"), TrainSpec(batch_size=256), "layers to"),
    ],
)
def test_what_cannot_fit_is_refused_and_what_would_fit_is_said(
    model: ModelSpec, train: TrainSpec, says: str
) -> None:
    with pytest.raises(ValueError, match=says) as refusal:
        RunSpec(model, TaskSpec("recall", 3, 40), train)
    said = str(refusal.value)
    assert len(said) < 250
    told = re.findall(r"(batch_size|hidden_size|layers) to (\d+)", said)
    assert told
    for name, value in told:
        assert made(model, train, name, int(value)) is not None
        with pytest.raises(ValueError, match="Lower"):
            made(model, train, name, int(value) + 1)


def made(model: ModelSpec, train: TrainSpec, name: str, value: int) -> RunSpec:
    new: Any = {name: value}
    if name == "batch_size":
        return RunSpec(model, TaskSpec("recall", 3, 40), replace(train, **new))
    return RunSpec(replace(model, **new), TaskSpec("recall", 3, 40), train)


def test_the_measured_recipes_are_far_below() -> None:
    assert max(needed(default_run(kind, name)) for name in TASKS for kind in ("rnn", "gru", "lstm")) < 250


def test_the_largest_network_is_kept_and_opened() -> None:
    spec = from_line("recall-lstm-h256-e300-layers8")
    data = to_file(initial_network(spec), "large")
    assert len(data) < MOST_BYTES
    assert from_file(data).network.spec == spec
