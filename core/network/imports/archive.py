"""Zip archives in which nothing is compressed, as `torch.save` and `np.savez` write them."""

import io
import zipfile
from itertools import pairwise
from typing import Final

from ...spec.limits import shown

MOST_ENTRIES: Final = 2000


def is_keras_archive(data: bytes) -> bool:
    """Whether a zip archive is a `.keras` file, by the names of its entries; nothing in it is read."""
    try:
        return "model.weights.h5" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def archive_of(data: bytes) -> zipfile.ZipFile:
    """Return a zip archive in which nothing is compressed, encrypted or there twice."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise ValueError(
            "The file is damaged or cut off: it is no whole zip archive. Save it again."
        ) from error
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if len(infos) > MOST_ENTRIES:
        raise ValueError(f"The file has {len(infos):,} entries; the most is {MOST_ENTRIES:,}.")
    for info in infos:
        if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
            raise ValueError(
                f"{shown(info.filename)} is compressed, and may be larger than it looks. Save the file with "
                "torch.save, np.savez or Keras, which compress nothing."
            )
        inside = 0 <= info.header_offset <= len(data) - info.file_size
        if info.file_size != info.compress_size or not inside:
            raise ValueError(
                f"{shown(info.filename)} claims to be larger than the file. Save the file again."
            )
    if any(one.header_offset + one.file_size > two.header_offset for one, two in pairwise(infos)):
        raise ValueError("The entries of the file lie over one another. Save the file again.")
    return archive


def bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return an entry. Raises ValueError if it is not what was put in."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
        raise ValueError(
            "The file is damaged: its numbers are not those that were saved. Save it again."
        ) from error
