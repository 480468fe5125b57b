"""Measuring an experiment from Python: in this process, or in processes of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..jobs import Desk, LocalEngine, Quotas
from .experiment import Experiment
from .training import Measured, Seed, SeedRun, measured_of

_LOOK_EVERY = 1.0
_WATCHER = "measure"


class Found(NamedTuple):
    """What a seed gives: a number a line, and the seconds of one processor that it took."""

    seed: int
    values: tuple[float, ...]
    seconds: float


def measured(experiment: Experiment, seed: int) -> tuple[float, ...]:
    """Return what a seed gives, a number a line, trained and measured in this process."""
    return _here(experiment, seed).values


def measure(experiment: Experiment, seeds: Iterable[int], *, workers: int = 2) -> Iterator[Found]:
    """Yield what seeds give, as they come.

    Args:
        experiment: The experiment.
        seeds: The seeds.
        workers: Processes that train, one seed each at a time; 0 trains here. What has no recipes is always
            measured here.

    Raises:
        RuntimeError: when a seed could not be measured; the message says why.
    """
    asked = tuple(dict.fromkeys(seeds))
    if not workers or not any(map(experiment.recipes, asked)):
        for seed in asked:
            yield _found(seed, _here(experiment, seed))
        return
    with Desk(LocalEngine(workers, 1), Quotas(workers, len(asked)), keep=len(asked)) as desk:
        waiting = {Seed(experiment, seed).key: seed for seed in asked}
        moved = threading.Event()
        end = desk.listen(waiting, moved.set)
        try:
            for seed in asked:
                desk.submit(Seed(experiment, seed), _WATCHER)
            while waiting:
                moved.wait(_LOOK_EVERY)
                moved.clear()
                for key in tuple(waiting):
                    view = desk.look(key, _WATCHER)
                    if view is None or view.active:
                        continue
                    last = measured_of(view)
                    if view.state != "done" or last is None:
                        raise RuntimeError(f"{experiment.id}, seed {waiting[key]}: {view.message}")
                    yield _found(waiting.pop(key), last)
        finally:
            end()


def _here(experiment: Experiment, seed: int) -> Measured:
    recipe = Seed(experiment, seed)
    run = SeedRun(recipe)
    run.train(recipe.steps)
    return run.snapshot()


def _found(seed: int, last: Measured) -> Found:
    return Found(seed, last.values, last.seconds)
