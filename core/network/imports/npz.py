"""Arrays as `np.savez` writes them: a zip archive of arrays, whose headers are read first."""

import io
import zipfile
from collections.abc import Mapping
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...spec.limits import shown
from .archive import archive_of, bytes_of
from .stored import KINDS, MOST_DIMENSIONS, Stored

MOST_HEADER: Final = 4096
_BF16: Final = "BF16"
_KIND_OF: Final[Mapping[np.dtype[np.generic], str]] = {
    np.dtype(how): kind for kind, how in KINDS.items() if kind != _BF16
}


def read_npz(data: bytes) -> dict[str, Stored]:
    """Return the arrays by name, in the file's order; their numbers are read when asked for.

    Raises:
        ValueError: with a sentence, if it is anything else.
    """
    archive = archive_of(data)
    return {(one := _stored(archive, entry)).name: one for entry in archive.infolist()}


def is_npz(data: bytes) -> bool:
    """Whether a zip archive has arrays of NumPy in it. Raises ValueError if it is damaged."""
    return any(entry.filename.endswith(".npy") for entry in archive_of(data).infolist())


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Stored:
    name = entry.filename.removesuffix(".npy")
    damaged = f"The file is damaged: {shown(name)} is no array of NumPy. Save it again with np.savez."
    try:
        with archive.open(entry) as opened:
            begin = io.BytesIO(opened.read(MOST_HEADER + 16))
        version = np.lib.format.read_magic(begin)
        read = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, by_columns, dtype = read(begin, max_header_size=MOST_HEADER)
    except (ValueError, EOFError, OSError, RuntimeError, zipfile.BadZipFile) as error:
        raise ValueError(damaged) from error
    if dtype not in _KIND_OF:
        raise ValueError(f"{shown(name)} holds numbers of type {shown(str(dtype))}; weights are floats.")
    start = begin.tell()
    if len(shape) > MOST_DIMENSIONS or entry.file_size - start != prod(shape) * dtype.itemsize:
        raise ValueError(damaged)

    def raw() -> NDArray[np.generic]:
        numbers = np.frombuffer(bytes_of(archive, entry), dtype, offset=start)
        return numbers.reshape(shape, order="F" if by_columns else "C")

    return Stored(name, tuple(shape), _KIND_OF[dtype], raw)
