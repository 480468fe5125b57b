"""What the scenes on shapes ask of networks: their test scores, and where maxima stand."""

from dataclasses import replace
from typing import Any

import numpy as np

from core import RunSpec, default_run
from core.arrays import Floats
from core.spec import Kind, TaskName
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


def largest_at(hidden: Floats) -> Floats:
    """Return, for states (T, H), the share of units whose largest value stands at each timestep, (T,)."""
    steps, units = hidden.shape
    shares: Floats = np.bincount(hidden.argmax(axis=0), minlength=steps) / units
    return shares
