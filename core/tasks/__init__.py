"""The tasks: what is asked, what counts as right, and the sentences that show it. One file a task.

A new task is a file here, called like the task, and its row in `core.spec.tasks`.

A task says what was measured, not what one hopes for (`shows`). Recipes are chosen on some seeds and told
with others, from 3000 on (`python -m tests.bench.recipes`); `test_task_recipes.py` holds the claims.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from ..spec import TASKS, TaskName, TaskSpec
from .base import Batch, Measured, Task

__all__ = ["REGISTRY", "Batch", "Measured", "Task", "task"]


def _class_of(name: TaskName) -> type[Task]:
    """Return the class of a task: the one in the module of that name that has this name."""
    there = vars(import_module(f".{name}", __package__)).values()
    (found,) = (one for one in there if isinstance(one, type) and getattr(one, "name", "") == name)
    return found


REGISTRY: Mapping[TaskName, type[Task]] = {name: _class_of(name) for name in TASKS}


def task(spec: TaskSpec) -> Task:
    """Return the task that a spec names. Tasks never change, so one object serves all who ask."""
    return _of_a_long_text(spec) if len(spec.text) > _LONG else _made(spec)


_LONG = 100_000
"""A task of a longer text takes megabytes: fewer of them are held."""


@lru_cache(maxsize=64)
def _made(spec: TaskSpec) -> Task:
    return REGISTRY[spec.name](spec)


@lru_cache(maxsize=6)
def _of_a_long_text(spec: TaskSpec) -> Task:
    return REGISTRY[spec.name](spec)
