"""The experiments of all lessons: each lesson's stand in a module of `lessons`, as `EXPERIMENTS`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from .experiment import Experiment
from .lessons import __name__ as lessons
from .lessons import __path__ as places


def experiments(lesson: str = "") -> tuple[Experiment, ...]:
    """Return the experiments of a lesson, or of all lessons in the order of their names."""
    return tuple(one for one in _all().values() if lesson in ("", one.lesson))


def experiment(name: str) -> Experiment:
    """Return the experiment with this id.

    Raises:
        ValueError: when there is none; the message says which there are.
    """
    found = _all().get(name)
    if found is None:
        raise ValueError(f"There is no experiment {name!r}; there are {', '.join(_all())}.")
    return found


@cache
def _all() -> dict[str, Experiment]:
    names = sorted(module.name for module in pkgutil.iter_modules(places))
    modules = [importlib.import_module(f"{lessons}.{name}") for name in names]
    return {one.id: one for module in modules for one in module.EXPERIMENTS}
