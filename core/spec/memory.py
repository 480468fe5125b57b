"""How much memory a training takes, estimated from sizes before anything is made.

A worker trains within what it is given (`UNROLLED_WORKER_MEMORY`), and a network's file may not be endless: a
recipe that cannot fit is refused, with a sentence that says what to lower. The estimate was fitted to the
measured peaks of trainings of every cell, with one layer to eight (`tests/core/spec/test_memory.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from .model import ModelSpec
from .tasks import TASKS, TaskSpec
from .train import TrainSpec

MOST_MEGABYTES: Final = 700
"""What a worker of 1024 MB has for a training: Python and torch take 180, some is lost between arrays."""

MOST_WEIGHTS: Final = 5_600_000
"""So that a network's file stays below 24 MB."""

_BLOCKS = {"rnn": 1, "gru": 3, "lstm": 4}
_FLOAT = 4
_PER_WEIGHT = 10
"""Floats for each weight: itself, its gradient, the optimiser's two, and a snapshot's copies in 64 bits."""

_BASE = 30
_EXAM = 24_000
"""Words in the largest exam, which is read in one go."""

_CLASSES, _OWN_WORDS = 250, 1000
"""Answers of the largest readout; and of a text that is not small, whose words are all answers."""


def check_fits(model: ModelSpec, task: TaskSpec, train: TrainSpec) -> None:
    """Refuse a training that no worker can do, or whose network no file can hold; say what would do."""
    if (count := weights(model, task)) > MOST_WEIGHTS:
        fits = _lower(lambda m, t, _: weights(m, t) <= MOST_WEIGHTS, model, task, train)
        raise ValueError(
            f"The network would have {count / 1e6:.1f} million weights; the most is "
            f"{MOST_WEIGHTS / 1e6:.1f} million. {fits}"
        )
    if (needed := megabytes(model, task, train)) > MOST_MEGABYTES:
        fits = _lower(lambda *parts: megabytes(*parts) <= MOST_MEGABYTES, model, task, train)
        raise ValueError(
            f"The training would need about {needed:,.0f} MB; a worker has {MOST_MEGABYTES} for it. {fits}"
        )


def weights(model: ModelSpec, task: TaskSpec) -> int:
    """Return how many weights a network has at most."""
    blocks, units = _BLOCKS[model.kind], model.hidden_size
    widths = _widths(model)
    cells = sum(blocks * units * (width + units + 4) for width in widths[:-1]) * len(model.directions)
    around = (model.width + 1) * model.width * model.layers if model.connection == "highway" else 0
    ends = _words(task) * widths[0] + _classes(task) * (widths[-1] + 1)
    return cells * (2 if model.decoder else 1) + around + ends


def megabytes(model: ModelSpec, task: TaskSpec, train: TrainSpec) -> float:
    """Return about how many MB a training takes at its peak."""
    blocks, units, both = _BLOCKS[model.kind], model.hidden_size, len(model.directions)
    widths = _widths(model)
    kept = sum(both * ((blocks + 2) * units + below) + (both - 1) * 3 * units for below in widths[:-1])
    kept += (2 * blocks + 3) * units + widths[-1]  # what the way back adds while it is in one layer
    if model.connection == "highway":
        kept += 3 * model.width * model.layers
    if model.connection == "dense":
        kept += 2 * widths[-1]
    if model.attention:  # scores and weights over at most all words
        kept += 2 * TASKS[task.name].timesteps(task.longest) + 2 * model.width
    if TASKS[task.name].reads_text and not TASKS[task.name].numbers:  # it answers with a word after each
        kept += 3 * _classes(task)
    words = train.batch_size * TASKS[task.name].timesteps(task.longest)
    exam = max(below + above + (blocks + 3) * units for below, above in pairwise(widths))
    most = max(words * kept, _EXAM * exam)
    return _BASE + _FLOAT * (most + _PER_WEIGHT * weights(model, task)) / 1e6


def _words(task: TaskSpec) -> int:
    words = TASKS[task.name].words
    return max(_OWN_WORDS, words) if _is_large(task) else words


def _classes(task: TaskSpec) -> int:
    return _OWN_WORDS if _is_large(task) else _CLASSES


def _is_large(task: TaskSpec) -> bool:
    return bool(task.text) or (task.name == "words" and task.corpus != "rhymes")


def _widths(model: ModelSpec) -> list[int]:
    """Return how many numbers each layer reads, and last the readout."""
    top = 2 * model.width if model.attention else model.width
    if model.connection == "dense":
        return [model.embedding_size + layer * model.width for layer in range(model.layers + 1)]
    return [model.embedding_size] + [model.width] * (model.layers - 1) + [top]


def _lower(fits: Callable[[ModelSpec, TaskSpec, TrainSpec], bool], *recipe: Any) -> str:
    """Say what of a recipe would have to be lower, each by itself."""
    found = [f"{name} to {value}" for name, value in _that_fit(fits, *recipe)]
    one = " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
    return f"Lower {one}." if found else "Lower hidden_size and layers."


def _that_fit(
    fits: Callable[[ModelSpec, TaskSpec, TrainSpec], bool], model: ModelSpec, task: TaskSpec, train: TrainSpec
) -> Iterator[tuple[str, int]]:
    """Yield what would do by itself: a field, and its largest value with which a recipe fits."""
    options: list[tuple[str, int, Callable[[int], tuple[ModelSpec, TaskSpec, TrainSpec]]]] = [
        ("batch_size", train.batch_size, lambda n: (model, task, replace(train, batch_size=n))),
        ("hidden_size", model.hidden_size, lambda n: (replace(model, hidden_size=n), task, train)),
        ("layers", model.layers, lambda n: (replace(model, layers=n), task, train)),
    ]
    for name, now, other in options:
        if name == "hidden_size" and model.connection in ("residual", "highway"):
            continue  # the embedding size would have to follow
        best = next((n for n in range(now - 1, 0, -1) if fits(*other(n))), 0)
        if best:
            yield name, best
