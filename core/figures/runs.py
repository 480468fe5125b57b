"""Runs beside one another, as the lab draws them: names, looks, probe sentences, and ghosts of earlier ones.

Plain values that travel as JSON. Knows no torch.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import Snapshot
from core.compare import groups, names
from core.figures.palette import NETWORKS, RUN_HUES
from core.figures.training import thin
from core.spec import RunSpec
from core.tasks import task

MOST_GHOST_POINTS = 300
_DASHES = ("", "9 4", "2 4", "9 3 2 3")


def described(specs: Sequence[RunSpec], keys: Sequence[str]) -> list[dict[str, Any]]:
    """Describe runs for the lab.

    Args:
        specs: Their recipes.
        keys: Their names at the desk, in the same order; none if they have not been started.
    """
    called, alike = names(specs), groups(specs)
    looks = _looks(specs, alike)
    asked = keys or [""] * len(specs)
    return [
        _described(*one) | {"id": f"run{place}"}
        for place, one in enumerate(zip(specs, asked, called, alike, looks, strict=True), start=1)
    ]


def ghost(spec: RunSpec, history: Sequence[Snapshot], name: str) -> dict[str, Any]:
    """Return the curves of an earlier run: its losses and gradient norms in few points, its last exam."""
    losses, norms = (
        np.concatenate([getattr(snapshot, measure) for snapshot in history])
        for measure in ("losses", "gradient_norms")
    )
    about = _described(spec, "", name, spec.key, (NETWORKS[spec.model.kind].hue, "3 3"))
    return about | {
        "id": f"ghost {spec.key} {name}",
        "ghost": True,
        "losses": _points(losses),
        "norms": _points(norms),
        "points": [list(point) for point in history[-1].curve],
    }


def _described(spec: RunSpec, key: str, name: str, group: str, look: tuple[str, str]) -> dict[str, Any]:
    this = task(spec.task)
    return {
        "key": key,
        "name": name,
        "kind": spec.model.kind,
        "label": spec.label(),
        "task": this.title,
        "group": group,
        "hue": look[0],
        "dash": look[1],
        "steps": spec.train.steps,
        "learning_rate": spec.train.learning_rate,
        "clip": spec.train.clip,
        "probe": list(this.read(this.probe).words),
        "answer": this.probe_answer,
        "units": spec.model.hidden_size,
        "generates": this.generates,
        "curve": {
            "name": this.curve_name,
            "unit": this.curve_unit,
            "scale": this.scale,
            "chance": this.chance,
            "points": list(this.exam_points),
            "shortest": spec.task.shortest,
            "longest": spec.task.longest,
            "right_when": this.right_when,
        },
        "ghost": False,
    }


def _looks(specs: Sequence[RunSpec], alike: Sequence[str]) -> list[tuple[str, str]]:
    """Return hue and dash: a cell's own hue where that tells them apart; seeds of one recipe look alike."""
    distinct = list(dict.fromkeys(alike))
    kinds = [spec.model.kind for spec in specs]
    if len(set(zip(kinds, alike, strict=True))) == len(set(kinds)):
        return [(NETWORKS[kind].hue, NETWORKS[kind].dash) for kind in kinds]
    places = [distinct.index(group) for group in alike]
    return [(RUN_HUES[place % len(RUN_HUES)], _DASHES[place % len(_DASHES)]) for place in places]


def _points(values: NDArray[Any]) -> list[list[float | None]]:
    steps, medians = thin(np.arange(1, len(values) + 1), values, MOST_GHOST_POINTS)
    return [
        [int(step), float(f"{value:.5g}") if math.isfinite(value) else None]
        for step, value in zip(steps, medians, strict=True)
    ]
