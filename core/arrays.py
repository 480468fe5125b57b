"""Names for the arrays that pass between modules, and arrays as JSON; shapes stand in the docstrings."""

import base64
from collections.abc import Mapping
from typing import Any

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
