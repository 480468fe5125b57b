"""Arrays in a file: name, shape and kind are known before a number is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...arrays import Floats32

KINDS: Final[Mapping[str, str]] = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I16": "<i2",
    "I8": "i1", "U8": "u1", "BOOL": "?", "U16": "<u2", "U32": "<u4", "U64": "<u8",
}  # fmt: skip
"""How NumPy reads the numbers of each kind; it has no BF16, whose bits are the upper half of an F32's."""

FLOATS: Final = ("F64", "F32", "F16", "BF16")
MOST_DIMENSIONS: Final = 4

RESET_BEFORE: Final = "reset before"
"""What the recurrent matrix of a GRU says whose reset gate stands before the product."""


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """An array in a file.

    Attributes:
        name: As the file has it.
        shape: Its shape.
        kind: What its numbers are, one of `KINDS`.
        raw: Reads it: an array of this shape, of NumPy's type for the kind.
        says: What it says of the model, if it is not the usual: `RESET_BEFORE`, or nothing.
    """

    name: str
    shape: tuple[int, ...]
    kind: str
    raw: Callable[[], NDArray[np.generic]]
    says: str = ""

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return prod(self.shape)

    def read(self) -> Floats32:
        """Return its numbers in 32 bits; those of 64 are rounded.

        Raises:
            ValueError: if it does not hold floats.
        """
        if self.kind not in FLOATS:
            raise ValueError(f"{self.name} holds numbers of type {self.kind}; weights are floats.")
        values = self.raw()
        if self.kind == "BF16":
            return (values.astype(np.uint32) << np.uint32(16)).view(np.float32)
        with np.errstate(over="ignore"):
            return values.astype(np.float32)


def strided(
    data: bytes | memoryview, kind: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> NDArray[np.generic]:
    """Return a copy of a part of flat numbers; `offset` and `strides` count numbers.

    The caller has checked that all of it lies within.
    """
    numbers = np.frombuffer(data, KINDS[kind])
    steps = [step * numbers.itemsize for step in strides]
    return np.array(np.lib.stride_tricks.as_strided(numbers[offset:], shape, steps))
