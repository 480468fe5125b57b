"""Arrays in a safetensors file; sizes and places are checked before a number is read."""

import json
from math import prod
from typing import Any, Final

import numpy as np

from ...spec.limits import shown, within
from .stored import KINDS, MOST_DIMENSIONS, Stored

MOST_HEADER: Final = 4 * 2**20
PREFIX: Final = 8


def read_safetensors(data: bytes) -> dict[str, Stored]:
    """Return the arrays by name, in the order in which they lie in the file.

    Raises:
        ValueError: with a sentence, if it is anything else.
    """
    length = int.from_bytes(data[:PREFIX], "little")
    if length > MOST_HEADER:
        raise ValueError(
            f"The file's list of arrays is too long: {length:,} bytes; the most is {MOST_HEADER:,}."
        )
    start = PREFIX + length
    if start > len(data):
        raise ValueError("The file ends in the middle of its list of arrays; it was cut off. Save it again.")
    try:
        header = json.loads(data[PREFIX:start])
    except (ValueError, RecursionError) as error:
        raise ValueError("The file is no safetensors file: its list of arrays is no JSON.") from error
    if not isinstance(header, dict):
        raise ValueError(  # noqa: TRY004 - it is the file that cannot be read
            "The file is no safetensors file: its header is no list of arrays."
        )
    header.pop("__metadata__", None)
    numbers = memoryview(data)[start:]
    found = [_stored(name, its, numbers) for name, its in header.items()]
    return {one.name: one for _, one in sorted(found, key=lambda placed: placed[0])}


def _stored(name: str, its: Any, numbers: memoryview) -> tuple[int, Stored]:
    """Return where an array begins, and the array."""
    said: dict[str, Any] = its if isinstance(its, dict) else {}
    kind, shape, ends = (said.get(key, []) for key in ("dtype", "shape", "data_offsets"))
    if type(kind) is not str or kind not in KINDS:
        raise ValueError(f"{shown(name)} holds numbers of type {shown(kind)}, which this app does not read.")
    whole = all(isinstance(part, list) and all(within(n, 0) for n in part) for part in (shape, ends))
    if not whole or len(ends) != 2 or len(shape) > MOST_DIMENSIONS:
        raise ValueError(f"The file is damaged: shape or place of {shown(name)} cannot be. Save it again.")
    begin, end = ends
    if not begin <= end <= len(numbers) or end - begin != prod(shape) * np.dtype(KINDS[kind]).itemsize:
        raise ValueError(
            f"The file is damaged or cut off: {shown(name)} is not where it should be. Save it again."
        )
    part = numbers[begin:end]
    return begin, Stored(name, tuple(shape), kind, lambda: np.frombuffer(part, KINDS[kind]).reshape(shape))
