"""Which gate matters: an LSTM without some of its gates, on everyday English and on tasks that need one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from ...recipes import default_run
from ...spec import RunSpec, TaskName
from ...spec.model import REMOVABLE
from ..experiment import Experiment, Line, Trained, Word

GATES = REMOVABLE["lstm"]
KEPT = tuple(kept for count in range(len(GATES) + 1) for kept in combinations(GATES, count))
"""The gates that each of the eight cells has, from none to all."""

ALL_BUT_ONE = (GATES, *(tuple(gate for gate in GATES if gate != out) for out in GATES))
"""The gates of the whole cell, and of the three that are without one, in the order of `GATES`."""

NAMES = {"input_gate": "input", "forget_gate": "forget", "output_gate": "output"}


def cell(task_name: TaskName, kept: Sequence[str], seed: int) -> RunSpec:
    """Return the recipe of an LSTM that has these gates only; the others stand at 1."""
    spec = default_run("lstm", task_name)
    without = tuple(gate for gate in GATES if gate not in kept)
    return replace(spec, model=replace(spec.model, without=without), seed=seed)


def name_of(kept: Sequence[str]) -> str:
    """Return what a cell with these gates is called."""
    if len(kept) == len(GATES):
        return "all three gates"
    if not kept:
        return "no gate"
    if len(kept) == 1:
        return f"{NAMES[kept[0]]} gate only"
    return f"without the {next(NAMES[gate] for gate in GATES if gate not in kept)} gate"


def eight(seed: int) -> tuple[RunSpec, ...]:
    """Return the eight cells on everyday English."""
    return tuple(cell("everyday", kept, seed) for kept in KEPT)


def four(task_name: TaskName, seed: int) -> tuple[RunSpec, ...]:
    """Return the whole cell and the three that are without one gate."""
    return tuple(cell(task_name, kept, seed) for kept in ALL_BUT_ONE)


def of_adding(seed: int) -> tuple[RunSpec, ...]:
    """Return the four cells that are to add two marked numbers."""
    return four("adding", seed)


def of_total(seed: int) -> tuple[RunSpec, ...]:
    """Return the four cells that are to keep a running sum."""
    return four("total", seed)


def of_counting(seed: int) -> tuple[RunSpec, ...]:
    """Return the four cells that are to count."""
    return four("anbn", seed)


def of_recall(seed: int) -> tuple[RunSpec, ...]:
    """Return the four cells that are to recall the subject."""
    return four("recall", seed)


SLOWER = (("forget_gate",), ("output_gate",))
"""The gates of the cells that are given more time."""

LONGER = 4
"""How many times as long."""


def slower(seed: int) -> tuple[RunSpec, ...]:
    """Return each of the slower cells, in the usual time, and four times as long."""
    cells = [cell("everyday", kept, seed) for kept in SLOWER]
    return tuple(
        replace(spec, train=replace(spec.train, steps=spec.train.steps * times))
        for spec in cells
        for times in (1, LONGER)
    )


def scores(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share of right answers of each cell."""
    return tuple(one.score for one in trained)


def input_is_missed(shares: Sequence[float]) -> float:
    """Return by how much the cell without its input gate is below the two others that are without one."""
    by = dict(zip(KEPT, shares, strict=True))
    no_input, no_forget, no_output = (by[kept] for kept in ALL_BUT_ONE[1:])
    return min(no_forget, no_output) - no_input


def input_is_enough(shares: Sequence[float]) -> float:
    """Return by how much the input gate alone is above either of the other two alone."""
    by = dict(zip(KEPT, shares, strict=True))
    alone_input, alone_forget, alone_output = (by[(gate,)] for gate in GATES)
    return alone_input - max(alone_forget, alone_output)


def needs_input(shares: Sequence[float]) -> float:
    """Return by how much the cell without its input gate is below all others."""
    whole, no_input, no_forget, no_output = shares
    return min(whole, no_forget, no_output) - no_input


def needs_forget(shares: Sequence[float]) -> float:
    """Return by how much the cell without its forget gate is below all others."""
    whole, no_input, no_forget, no_output = shares
    return min(whole, no_input, no_output) - no_forget


def better_without_forget(shares: Sequence[float]) -> float:
    """Return by how much the cell without its forget gate is above the whole one."""
    whole, _, no_forget, _ = shares
    return no_forget - whole


def caught_up(shares: Sequence[float]) -> float:
    """Return by how much the slower cells have become better at least, in four times as long."""
    return min(long - short for short, long in zip(shares[::2], shares[1::2], strict=True))


def least_of(shares: Sequence[float]) -> float:
    """Return the lowest share."""
    return min(shares)


_CONSTANT = "Task, sizes, training and random start are the same; a gate that is left out stands at 1."
_RIGHT = "right answers"
_MATTERS_MOST = "Of all gates the forget gate matters most."
_GREFF = "Jozefowicz et al. 2015; Greff et al. 2017"


def _of_task(
    task_name: TaskName,
    recipes: Callable[[int], tuple[RunSpec, ...]],
    claim: str,
    strength: Callable[[Sequence[float]], float],
    least: float,
    expected: Word = "mostly",
) -> Experiment:
    return Experiment(
        f"gates_out/tasks/{task_name}",
        claim,
        _CONSTANT,
        tuple(Line(name_of(kept), "lstm") for kept in ALL_BUT_ONE),
        scores,
        strength,
        least,
        recipes,
        unit=_RIGHT,
        scale="percent",
        expected=expected,
        slow=True,
        singly=True,
        said=_MATTERS_MOST,
        source=_GREFF,
    )


_EIGHT = tuple(Line(name_of(kept), "lstm") for kept in KEPT)
EXPERIMENTS = (
    Experiment(
        "gates_out/eight",
        "On everyday English the input gate is missed most of the three.",
        _CONSTANT,
        _EIGHT,
        scores,
        input_is_missed,
        0.02,
        eight,
        unit=_RIGHT,
        scale="percent",
        expected="mostly",
        slow=True,
        singly=True,
        said=_MATTERS_MOST,
        source=_GREFF,
    ),
    Experiment(
        "gates_out/eight/alone",
        "On everyday English the input gate alone is better than either of the others alone.",
        _CONSTANT,
        _EIGHT,
        scores,
        input_is_enough,
        0.1,
        eight,
        unit=_RIGHT,
        scale="percent",
        slow=True,
        singly=True,
        said="A forget gate alone is nearly as good as all three.",
        source="van der Westhuizen and Lasenby 2018",
    ),
    _of_task(
        "adding",
        of_adding,
        "To add two marked numbers out of many, a cell needs its input gate.",
        needs_input,
        0.2,
    ),
    _of_task(
        "total",
        of_total,
        "To begin a sum anew, a cell needs its forget gate.",
        needs_forget,
        0.05,
    ),
    _of_task(
        "anbn",
        of_counting,
        "A cell without a forget gate counts farther than the whole one.",
        better_without_forget,
        0.05,
    ),
    _of_task("recall", of_recall, "To recall one word, no gate is indispensable.", least_of, 0.8, "holds"),
    Experiment(
        "gates_out/time",
        "Trained four times as long, cells with only a forget or an output gate gain 10 points or more.",
        "Task, sizes and random start are the same; only the number of training steps changes.",
        tuple(
            Line(f"{name_of(kept)}, {time}", "lstm")
            for kept in SLOWER
            for time in ("usual time", "four times as long")
        ),
        scores,
        caught_up,
        0.1,
        slower,
        unit=_RIGHT,
        scale="percent",
        slow=True,
        singly=True,
        said="What a smaller cell lacks, longer training makes up for.",
    ),
)
