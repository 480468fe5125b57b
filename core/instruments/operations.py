"""Operations on a network while it reads: hold a gate, switch it off, erase a word, put another in its place.

Plain frozen values, to be given to `record`; every instrument works on the trace that comes out, gradients
too: a clamped gate takes none. For operations on weights see `surgery`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import DTypeLike

from ..arrays import Floats
from ..equations.stack import Place
from ..network.shapes import gates
from ..spec import REMOVABLE, ModelSpec
from ..spec.limits import shown, within
from ..text import UNKNOWN, Reading
from .layer_trace import check_layer


@dataclass(frozen=True, slots=True)
class Clamp:
    """Hold a gate at a value, from timestep `start` up to but not including `stop` (None: to the end).

    Attributes:
        gate: A gate's name, such as "forget_gate", or "candidate"; in an RNN "hidden", its state.
        value: A number, or one for each unit.
        units: Which units; None for all.
        start: The first timestep, in sentence order.
        stop: The timestep after the last.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.
    """

    gate: str
    value: float | tuple[float, ...]
    units: tuple[int, ...] | None = None
    start: int = 0
    stop: int | None = None
    layer: int = -1
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Off:
    """Switch a gate off: the cell reads as if it were built without it, so the gate stands at 1 everywhere.

    A GRU's update gate cannot be switched off, in either convention: it alone decides between the old state
    and the candidate, and a cell without it would only ever keep the one or only ever take the other.

    Attributes:
        gate: A gate that the cell can do without, see `ModelSpec.without`.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.
    """

    gate: str
    layer: int = -1
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Erase:
    """Let the network read a vector of zeros at a timestep; the timestep stays."""

    timestep: int


@dataclass(frozen=True, slots=True)
class Replace:
    """Let the network read another word at a timestep."""

    timestep: int
    word: str


Operation = Clamp | Off | Erase | Replace
LARGEST = float(np.finfo(np.float64).max)


def check_gate(gate: object, names: tuple[str, ...]) -> None:
    """Refuse what is none of a network's gates."""
    if not isinstance(gate, str) or gate not in names:
        raise ValueError(f"gate is {shown(gate)}; this network has {', '.join(names)}.")


def checked_operations(operations: object) -> tuple[Operation, ...]:
    """Return operations as they are.

    Raises:
        ValueError: if it is not a list of them.
    """
    if not isinstance(operations, list | tuple) or not all(isinstance(one, Operation) for one in operations):
        raise ValueError(
            f"operations is {shown(operations)}; expected a list, such as [Erase(3)] or "
            '[Clamp("forget_gate", 1.0)].'
        )
    return tuple(operations)


def edited(reading: Reading, operations: Sequence[Operation], vocabulary: Sequence[str]) -> Reading:
    """Return the sentence with words replaced; erased ones keep their place.

    Raises:
        ValueError: if there is no such timestep, or the network does not know the word.
    """
    words, ids = list(reading.words), reading.ids.copy()
    for operation in operations:
        if isinstance(operation, Clamp | Off):
            continue
        check_timestep("timestep", operation.timestep, len(words))
        if isinstance(operation, Replace):
            if not isinstance(operation.word, str):
                raise ValueError(f"word is {shown(operation.word)}; expected a word.")  # noqa: TRY004
            word = operation.word.lower()
            if word not in vocabulary:
                raise ValueError(
                    f"word is {operation.word[:40]!r}, which this network does not know; choose one of its "
                    f"{len(vocabulary)} words, or {UNKNOWN} for any it does not know."
                )
            words[operation.timestep] = operation.word
            ids[operation.timestep] = vocabulary.index(word)
    return replace(reading, words=tuple(words), ids=ids, known=ids != 0)


def erased(operations: Sequence[Operation], steps: int) -> tuple[int, ...]:
    """Return the timesteps at which nothing is read, counted from the start."""
    return tuple(op.timestep % steps for op in operations if isinstance(op, Erase))


def held_gates(
    operations: Sequence[Operation], model: ModelSpec, steps: int, dtype: DTypeLike
) -> Mapping[Place, Floats]:
    """Return the clamped values (T, G, H) of each layer and direction that has some, NaN where free.

    A gate that is switched off is held at 1. Of two operations on one number the later counts. A direction
    that reads from the end gets its values in its own order.

    Raises:
        ValueError: if there is no such gate, layer, unit or timestep, a value is not finite, or the cell
            cannot do without a gate.
    """
    held: dict[Place, Floats] = {}
    names = gates(model)
    for operation in operations:
        if isinstance(operation, Erase | Replace):
            continue
        clamp = operation if isinstance(operation, Clamp) else _open(operation, model)
        _check_clamp(clamp, model, steps)
        place = (clamp.layer % model.layers, clamp.reverse)
        shape = (steps, len(names), model.hidden_size)
        values = held.setdefault(place, np.full(shape, np.nan, dtype))
        units = list(range(model.hidden_size)) if clamp.units is None else list(clamp.units)
        in_order = values[::-1] if clamp.reverse else values
        in_order[clamp.start : clamp.stop, names.index(clamp.gate), units] = clamp.value
    return held


def _open(off: Off, model: ModelSpec) -> Clamp:
    check_gate(off.gate, gates(model))
    removable = REMOVABLE[model.kind]
    if off.gate not in removable:
        can = f"it can do without {', '.join(removable)}" if removable else "it has no gate to switch off"
        raise ValueError(f"gate is {shown(off.gate)}; a cell of kind {model.kind} needs it, {can}.")
    return Clamp(off.gate, 1.0, layer=off.layer, reverse=off.reverse)


def _check_clamp(clamp: Clamp, model: ModelSpec, steps: int) -> None:
    names, units = gates(model), model.hidden_size
    check_gate(clamp.gate, names)
    check_layer(model, clamp.layer, clamp.reverse)
    if clamp.units is not None and not isinstance(clamp.units, tuple | list):
        raise ValueError(f"units is {shown(clamp.units)}; expected a tuple such as (0, 3), or None for all.")
    wrong = [unit for unit in clamp.units or () if not within(unit, 0, units - 1)]
    if wrong:
        raise ValueError(f"units has {shown(wrong[0])}; this network has units 0 to {units - 1}.")
    check_timestep("start", clamp.start, steps)
    if clamp.stop is not None and not within(clamp.stop, -math.inf):
        raise ValueError(f"stop is {shown(clamp.stop)}; choose the timestep after the last, or None.")
    values = clamp.value if isinstance(clamp.value, tuple) else (clamp.value,)
    count = units if clamp.units is None else len(clamp.units)
    if isinstance(clamp.value, tuple) and len(values) != count:
        raise ValueError(f"value has {len(values)} numbers for {count} units; give one, or one a unit.")
    if not all(within(value, -LARGEST, LARGEST, whole=False) for value in values):
        raise ValueError(f"value is {shown(clamp.value)}; choose a finite number.")


def check_timestep(name: str, timestep: object, steps: int) -> None:
    """Refuse what is no timestep of a sentence; -1 is the last."""
    if not within(timestep, -steps, steps - 1):
        raise ValueError(f"{name} is {shown(timestep)}; this sentence has timesteps 0 to {steps - 1}.")
