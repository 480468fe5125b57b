"""A state_dict as `torch.save` writes it, read without torch and with nothing executed.

The file is a zip archive: `data.pkl` says names, shapes and where the numbers are (`pickled` reads it), and
`data/0`, `data/1`, ... are the numbers, as they are. Nothing in such a file is compressed; what is compressed
may be much larger than it looks, and is refused.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ...spec.limits import within
from .archive import archive_of, bytes_of
from .pickled import Calls, Kept, Name, unpickled
from .stored import KINDS, MOST_DIMENSIONS, Stored, strided

MOST_PICKLE: Final = 2 * 2**20
MOST_NUMBERS: Final = 100_000_000
"""Of one array, so that one whose strides are 0 is not endless."""

STORAGES: Final[Mapping[str, str]] = {
    "torch FloatStorage": "F32", "torch DoubleStorage": "F64", "torch HalfStorage": "F16",
    "torch BFloat16Storage": "BF16", "torch LongStorage": "I64", "torch IntStorage": "I32",
    "torch ShortStorage": "I16", "torch CharStorage": "I8", "torch ByteStorage": "U8",
    "torch BoolStorage": "BOOL",
}  # fmt: skip
NESTED: Final = ("state_dict", "model_state_dict", "model", "net", "module")
"""Where checkpoints keep the state_dict, beside the step and the optimiser."""


def read_torch(data: bytes) -> dict[str, Stored]:
    """Return the arrays of a state_dict by name, in the file's order; their numbers are read when asked for.

    Raises:
        ValueError: with a sentence, if it is anything else.
    """
    archive = archive_of(data)
    entries = {_inner(info.filename): info for info in archive.infolist()}
    if "data.pkl" not in entries:
        raise ValueError("The file is a zip archive, but no state_dict: there is no data.pkl in it.")
    if any(name.startswith("code/") for name in entries):
        raise ValueError(
            "The file is a compiled model (TorchScript). Save the weights alone: "
            "torch.save(model.state_dict(), PATH)."
        )
    if "byteorder" in entries and bytes_of(archive, entries["byteorder"]) != b"little":
        raise ValueError("The numbers in the file are in big-endian order. Save it as safetensors.")
    if entries["data.pkl"].file_size > MOST_PICKLE:
        raise ValueError("The file's list of arrays is too long. Save the state_dict alone.")
    reader = _Reader(archive, {name[5:]: info for name, info in entries.items() if name.startswith("data/")})
    calls: Calls = {
        "collections OrderedDict": dict,
        "torch._utils _rebuild_tensor_v2": reader.tensor,
        "torch._utils _rebuild_parameter": lambda tensor, *_: tensor,
    }
    built = unpickled(bytes_of(archive, entries["data.pkl"]), frozenset(STORAGES), calls)
    return _named(_state_dict(built))


@dataclass(frozen=True, slots=True, eq=False)
class _Tensor:
    """An array that has no name yet."""

    shape: tuple[int, ...]
    kind: str
    offset: int
    strides: tuple[int, ...]
    archive: zipfile.ZipFile
    entry: zipfile.ZipInfo

    def raw(self) -> NDArray[np.generic]:
        return strided(bytes_of(self.archive, self.entry), self.kind, self.offset, self.shape, self.strides)


class _Reader:
    """Makes arrays of what `data.pkl` says of them."""

    def __init__(self, archive: zipfile.ZipFile, storages: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._storages = archive, storages

    def tensor(self, kept: Kept, offset: int, shape: Any, strides: Any, *_: Any) -> _Tensor:
        """Return what `torch._utils._rebuild_tensor_v2` would; all of it lies within its storage."""
        says, name, key, _place, count = kept.what
        if (
            says != "storage"
            or not isinstance(name, Name)
            or type(key) is not str
            or key not in self._storages
        ):
            raise ValueError
        kind, entry = STORAGES[name.text], self._storages[key]
        if not within(count, 0) or entry.file_size != count * np.dtype(KINDS[kind]).itemsize:
            raise ValueError
        whole = all(
            isinstance(sides, tuple) and all(within(n, 0, MOST_NUMBERS) for n in sides)
            for sides in (shape, strides)
        )
        if not whole or not within(offset, 0) or len(shape) != len(strides) or len(shape) > MOST_DIMENSIONS:
            raise ValueError
        last = offset + sum((side - 1) * step for side, step in zip(shape, strides, strict=True))
        if prod(shape) > MOST_NUMBERS or (prod(shape) and last >= count) or offset > count:
            raise ValueError
        return _Tensor(shape, kind, offset, strides, self._archive, entry)


def _inner(name: str) -> str:
    """Return the name of an entry within the folder that torch puts everything into."""
    return name.partition("/")[2] or name


def _state_dict(built: object) -> dict[str, _Tensor]:
    """Return the arrays by name, out of a checkpoint if need be."""
    for _ in range(2):
        if not isinstance(built, dict):
            break
        found = {key: one for key, one in built.items() if isinstance(key, str) and isinstance(one, _Tensor)}
        if found:
            return found
        inside = [built[key] for key in NESTED if isinstance(built.get(key), dict)]
        built = inside[0] if inside else None
    raise ValueError(
        "There are no named arrays in the file. Save the weights of a model: "
        "torch.save(model.state_dict(), PATH)."
    )


def _named(tensors: Mapping[str, _Tensor]) -> dict[str, Stored]:
    return {name: Stored(name, one.shape, one.kind, one.raw) for name, one in tensors.items()}
