"""What the scenes on shapes ask of networks: their test scores, what they write, where maxima stand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core import Network, RunSpec, default_run
from core.arrays import Floats
from core.spec import Kind, TaskName
from core.tasks.reversal import GO
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.waiting import exam_curves


def recipe(kind: Kind, task_name: TaskName, **changed: Any) -> RunSpec:
    """Return the measured recipe of a cell on a task, with some options of its network changed."""
    spec = default_run(kind, task_name)
    return replace(spec, model=replace(spec.model, **changed))


def curve_of(spec: RunSpec) -> dict[int, float]:
    """Return the share of right test sentences by length; nothing of a network from a file."""
    curves = exam_curves([spec])
    return dict(curves.get(spec.model.kind, ()))


def score_of(spec: RunSpec) -> float:
    """Return the share of right test sentences, every length counting alike; NaN where it is not known."""
    curve = curve_of(spec)
    return float(np.mean(list(curve.values()))) if curve else float("nan")


def written_back(network: Network, letters: Sequence[str]) -> tuple[str, ...]:
    """Return what a network of the task reversal writes after some letters, one letter for each.

    It takes its most probable letter at every timestep and reads it at the next.
    """
    written: list[str] = []
    for _ in letters:
        reading = network.read(" ".join((*letters, GO, *written)))
        written.append(network.classes[int(trace_of(network, reading).probabilities[-1].argmax())])
    return tuple(written)


def largest_at(hidden: Floats) -> Floats:
    """Return, for states (T, H), the share of units whose largest value stands at each timestep, (T,)."""
    steps, units = hidden.shape
    shares: Floats = np.bincount(hidden.argmax(axis=0), minlength=steps) / units
    return shares
