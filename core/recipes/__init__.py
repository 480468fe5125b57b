"""Recipes: the measured one of a task, its line in a link, and the differences between several.

`default_run` gives the recipe that was measured for a cell on a task. `link` writes a recipe as a line and
reads it back, `compare` names several and says what they share, `comparisons` changes one thing at a time,
`judgement` says who did best from scores alone. Knows nothing about arrays or pages.
"""

from functools import lru_cache

from ..spec import KINDS, TASKS, Kind, RunSpec, TaskName
from ..spec.limits import check_word
from ..tasks import REGISTRY, Measured

__all__ = ["default_run"]


def default_run(kind: Kind, task_name: TaskName = "recall", seed: int = 0) -> RunSpec:
    """Return the measured recipe of a cell on a task (`python -m tests.bench.recipes` measures it again)."""
    check_word("kind", kind, KINDS)
    check_word("task name", task_name, tuple(TASKS))
    return RunSpec(*_measured(kind, task_name), seed=seed)


@lru_cache(maxsize=256)
def _measured(kind: Kind, task_name: TaskName) -> Measured:
    """Every run of a page asks for some."""
    return REGISTRY[task_name].measured(kind)
