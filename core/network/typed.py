"""A network typed by hand, as on an exercise sheet: one to three units, weights and inputs as numbers.

What it reads are the inputs themselves: each different one is a word whose vector is its numbers, so
"1,0 0.5,2" is a sentence of two words. Its answer is the number y = W_y h + b_y.
"""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

import numpy as np

from ..arrays import Floats32
from ..spec import KINDS, READS, Imported, Kind, ModelSpec
from ..spec.limits import check_word, shown, within
from ..text import UNKNOWN
from .network import Network
from .shapes import GATES

MOST_UNITS: Final = 3
MOST_NUMBERS: Final = 3
"""In an input."""
MOST_TIMESTEPS: Final = 12
LARGEST: Final = 1e6

Inputs = tuple[tuple[float, ...], ...]


class GateWeights(NamedTuple):
    """The weights of a gate of H units that reads E numbers: (H, E), (H, H) and (H,), as texts or numbers."""

    inputs: Any
    recurrent: Any
    bias: Any


def typed_network(
    kind: Kind,
    units: int,
    inputs: str | Sequence[Sequence[float]],
    gates: Mapping[str, GateWeights],
    readout: tuple[Any, Any],
) -> Network:
    """Return the network that reads these inputs with these weights; its sentence is `sentence_of(inputs)`.

    Args:
        kind: The cell.
        units: How many it has.
        inputs: Numbers for each timestep, or such as "1 2 3" or "1,0 0,1".
        gates: The weights of each of `GATES[kind]`, such as "forget_gate": numbers, or texts such as
            "1 0; 0 1" with a row for each unit.
        readout: W_y (1, H) and b_y.

    Raises:
        ValueError: with a sentence, if something is no number, too large, too many or of another shape.
    """
    check_word("kind", kind, KINDS)
    if not within(units, 1, MOST_UNITS):
        raise ValueError(f"units is {shown(units)}; choose a whole number from 1 to {MOST_UNITS}.")
    read = inputs_of(inputs)
    if missing := [gate for gate in GATES[kind] if gate not in gates]:
        raise ValueError(f"There are no weights of the {missing[0].replace('_', ' ')}.")
    size = len(read[0])
    stacked = [
        [
            _matrix(given, rows, columns, f"{part} of the {gate.replace('_', ' ')}")
            for part, given, rows, columns in (
                ("W_x", gates[gate].inputs, units, size),
                ("W_h", gates[gate].recurrent, units, units),
                ("b", gates[gate].bias, 1, units),
            )
        ]
        for gate in GATES[kind]
    ]
    into, recurrent, bias = (np.concatenate(parts, axis=0) for parts in zip(*stacked, strict=True))
    vectors = dict(zip(map(word_of, read), read, strict=True))
    weights: dict[str, Floats32] = {
        "embedding.weight": np.array([(0.0,) * size, *vectors.values()], np.float32),
        "rnn.weight_ih_l0": into,
        "rnn.weight_hh_l0": recurrent,
        "rnn.bias_ih_l0": bias.ravel(),
        "rnn.bias_hh_l0": np.zeros(bias.size, np.float32),
        "readout.weight": _matrix(readout[0], 1, units, "W_y"),
        "readout.bias": _matrix(readout[1], 1, 1, "b_y").ravel(),
    }
    model = ModelSpec(kind, embedding_size=size, hidden_size=units)
    spec = Imported(model=model, task=READS["adding"], source="typed by hand")
    return Network(spec, 0, weights, (UNKNOWN, *vectors), ("y",), "number")


def inputs_of(given: str | Sequence[Sequence[float]]) -> Inputs:
    """Return the numbers of each timestep.

    >>> inputs_of("1,0  −0.5,2")
    ((1.0, 0.0), (-0.5, 2.0))

    Raises:
        ValueError: with a sentence, if some are no numbers, too many, or not as many as at the first.
    """
    parts = [part.split(",") for part in given.split()] if isinstance(given, str) else list(given)
    read = tuple(tuple(number_of(one, "An input") for one in part) for part in parts)
    if not 1 <= len(read) <= MOST_TIMESTEPS:
        raise ValueError(
            f"There are {len(read)} inputs; give 1 to {MOST_TIMESTEPS}, with spaces between them, "
            "such as 1 2 3."
        )
    sizes = {len(part) for part in read}
    if len(sizes) > 1 or not 1 <= len(read[0]) <= MOST_NUMBERS:
        raise ValueError(
            f"The inputs have {' and '.join(map(str, sorted(sizes)))} numbers; give each as many, "
            f"1 to {MOST_NUMBERS}, with commas between them, such as 1,0 0,1."
        )
    return read


def word_of(numbers: Sequence[float]) -> str:
    """Return an input as it is written in a sentence, such as "1,0.5"."""
    return ",".join(f"{number:.9g}" for number in numbers)


def sentence_of(inputs: str | Sequence[Sequence[float]]) -> str:
    """Return the inputs as the sentence that the network reads."""
    return " ".join(map(word_of, inputs_of(inputs)))


def _matrix(given: Any, rows: int, columns: int, what: str) -> Floats32:
    """Return numbers as an array of this shape."""
    if isinstance(given, str):
        parts = [re.split(r"[\s,]+", row.strip()) for row in given.strip().split(";")]
    else:
        parts = np.atleast_2d(np.array(given, dtype=object)).tolist()
    numbers = [[number_of(one, what) for one in row] for row in parts]
    if len(numbers) != rows or any(len(row) != columns for row in numbers):
        example = "; ".join(" ".join("0" for _ in range(columns)) for _ in range(rows))
        raise ValueError(
            f"{what} is {shown(given)}; expected {rows} row{'s' * (rows > 1)} of {columns} "
            f"number{'s' * (columns > 1)}, such as {example}."
        )
    return np.array(numbers, np.float32)


def number_of(given: Any, what: str) -> float:
    """Return a number that was typed; `what` it is stands in the sentence that refuses any other text."""
    text = given.strip().replace("−", "-").replace("–", "-") if isinstance(given, str) else given
    try:
        number = float(text)
    except (TypeError, ValueError):
        raise ValueError(f"{what} is {shown(given)}; expected a number, such as -0.5.") from None
    if not isfinite(number) or abs(number) > LARGEST:
        raise ValueError(f"{what} is {shown(given)}; choose a number from -{LARGEST:g} to {LARGEST:g}.")
    return number
