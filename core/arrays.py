"""Names for the arrays that pass between modules, and arrays as JSON; shapes stand in the docstrings."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats32 = NDArray[np.float32]


_TYPES = {"f32": "<f4", "f64": "<f8"}


def packed(values: NDArray[Any], dtype: str = "f32") -> dict[str, Any]:
    """Return numbers as JSON can hold them: dtype "f32" or "f64", shape, base64 of little-endian bytes."""
    with np.errstate(over="ignore"):
        plain = np.ascontiguousarray(values, dtype=_TYPES[dtype])
    return {
        "dtype": dtype,
        "shape": list(plain.shape),
        "data": base64.b64encode(plain.tobytes()).decode("ascii"),
    }


def unpacked(sent: Mapping[str, Any]) -> Floats:
    """Return the numbers that `packed` wrote, to the bit.

    Raises:
        ValueError, KeyError, TypeError: if it did not write them.
    """
    numbers = np.frombuffer(base64.b64decode(sent["data"], validate=True), _TYPES[sent["dtype"]])
    found: Floats = numbers.reshape(sent["shape"])
    return found


def checked_ids(ids: Sequence[int] | Ints, size: int) -> Ints:
    """Return pieces of a text as ids from 0 to `size` − 1, of any shape.

    Raises:
        ValueError: if one is no whole number, or none of these.
    """
    found = np.asarray(ids)
    if found.size and found.dtype.kind not in "iu":
        raise ValueError(f"The pieces are of type {found.dtype}; expected ids, whole numbers.")
    wrong = found[(found < 0) | (found >= size)]
    if len(wrong):
        raise ValueError(f"One piece is {wrong[0]}; ids run from 0 to {size - 1}.")
    return cast(Ints, found.astype(np.int64))
