"""Arrays in HDF5 as h5py writes it unless told otherwise: the file's first version, nothing compressed.

A reader of our own, because the others come with compiled ones for what is compressed, and this part of
the format is small: a tree of groups (names in a heap, sorted in a B-tree), and arrays that lie in one piece.
What is in pieces, compressed or elsewhere is refused, so nothing is ever larger than the file. Each place is
checked before it is read, and the steps are counted, because a group may hold itself. After the HDF5 File
Format Specification, version 3 (The HDF Group).
"""

from collections.abc import Iterator
from math import prod
from struct import unpack_from
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...spec.limits import shown
from .stored import KINDS, MOST_DIMENSIONS, Stored

SIGNATURE: Final = b"\x89HDF\r\n\x1a\n"
MOST_STEPS: Final = 20_000
"""Groups, arrays and nodes of trees that are looked at, each as often as it is met."""
MOST_DEPTH: Final = 16
MOST_NAME: Final = 255
MOST_HEADER: Final = 2**20

_SPACE, _TYPE, _LAYOUT, _FILTERS, _NOTE, _MORE, _GROUP = 0x01, 0x03, 0x08, 0x0B, 0x0C, 0x10, 0x11
_CONTIGUOUS: Final = 1
_NOWHERE: Final = 2**64 - 1
_DAMAGED: Final = "The file is damaged or cut off: its HDF5 points to where nothing is. Save it again."
_OTHER: Final = "Save the weights with model.save_weights(PATH), which compresses nothing."
_FLOATS: Final = {
    2: (0, 16, 10, 5, 0, 10, 15), 4: (0, 32, 23, 8, 0, 23, 127), 8: (0, 64, 52, 11, 0, 52, 1023)
}  # fmt: skip
"""How numbers of 16, 32 and 64 bits have sign, exponent and mantissa in IEEE 754."""

Messages = list[tuple[int, int, int]]
"""Of an object: type, place and size of each."""


class Hdf5:
    """A file in HDF5. Methods raise ValueError with a sentence where it is damaged or of another kind."""

    def __init__(self, data: bytes) -> None:
        self._data, self._steps = data, 0
        if len(data) > 13 and (data[8] > 1 or data[13:15] != b"\x08\x08"):
            raise ValueError(f"The file is HDF5 of another version than Keras writes. {_OTHER}")
        self._root = self._number(64 + 4 * data[8] if len(data) > 8 else len(data))

    def arrays(self) -> dict[str, Stored]:
        """Return the arrays by their paths; none of their numbers is read."""
        return {one.name: one for one in self._within(self._root, "", 0)}

    def listed(self, folder: str, note: str) -> tuple[str, ...]:
        """Return the texts of a note that a group carries; none if there is no such group or note."""
        at = self._root
        for name in filter(None, folder.split("/")):
            found = [place for one, place in self._children(self._messages(at)) if one == name]
            if not found:
                return ()
            at = found[0]
        notes = (self._note(start, size) for kind, start, size in self._messages(at) if kind == _NOTE)
        return next((texts for name, texts in notes if name == note), ())

    def _within(self, at: int, path: str, depth: int) -> Iterator[Stored]:
        """Return all arrays of the object at a place."""
        if depth > MOST_DEPTH:
            raise ValueError(
                f"The groups of the file lie more than {MOST_DEPTH} deep in one another. {_OTHER}"
            )
        messages = self._messages(at)
        if any(kind == _LAYOUT for kind, _, _ in messages):
            yield self._array(path, messages)
            return
        for name, place in self._children(messages):
            yield from self._within(place, f"{path}/{name}" if path else name, depth + 1)

    def _messages(self, at: int) -> Messages:
        """Return what the header of an object says, over all its parts."""
        self._step()
        if self._bytes(at, 1) != b"\x01":
            raise ValueError(f"The file is HDF5 of another version than Keras writes. {_OTHER}")
        parts, found, total = [(at + 16, self._number(at + 8, 4))], [], 0
        while parts:
            start, size = parts.pop()
            total += size
            self._bytes(start, size)
            if total > MOST_HEADER:
                raise ValueError(_DAMAGED)
            end = start + size
            while start + 8 <= end:
                kind, length = self._number(start, 2), self._number(start + 2, 2)
                self._step(start + 8 + length <= end)
                if kind == _MORE:
                    parts.append((self._number(start + 8), self._number(start + 16)))
                found.append((kind, start + 8, length))
                start += 8 + length
        return found

    def _children(self, messages: Messages) -> Iterator[tuple[str, int]]:
        """Return name and place of every object in a group."""
        for kind, at, _ in messages:
            if kind == _GROUP:
                tree, heap = self._number(at), self._number(at + 8)
                self._step(self._bytes(heap, 4) == b"HEAP")
                yield from self._leaves(tree, self._number(heap + 24), 0)
            elif kind in {0x02, 0x06}:
                raise ValueError(f"The file is HDF5 of another version than Keras writes. {_OTHER}")

    def _leaves(self, at: int, names: int, depth: int) -> Iterator[tuple[str, int]]:
        """Return what hangs on a node of a group's tree."""
        sign, count = self._bytes(at, 4), self._number(at + 6, 2)
        self._step(sign in {b"TREE", b"SNOD"} and depth <= MOST_DEPTH)
        for index in range(count):
            self._step()
            if sign == b"TREE":
                yield from self._leaves(self._number(at + 32 + 16 * index), names, depth + 1)
            else:
                entry = at + 8 + 40 * index
                yield self._text(names + self._number(entry)), self._number(entry + 8)

    def _array(self, path: str, messages: Messages) -> Stored:
        """Return an array; its numbers lie in one piece."""
        places = {kind: (start, size) for kind, start, size in messages}
        if _SPACE not in places or _TYPE not in places:
            raise ValueError(_DAMAGED)
        layout = places[_LAYOUT][0]
        if _FILTERS in places or self._bytes(layout, 2) != bytes([3, _CONTIGUOUS]):
            raise ValueError(
                f"{shown(path)} is compressed or lies in pieces, and may be larger than it looks. {_OTHER}"
            )
        shape, kind = self._shape(places[_SPACE][0], path), self._kind(places[_TYPE][0], path)
        start, size = self._number(layout + 2), self._number(layout + 10)
        if size != prod(shape) * np.dtype(KINDS[kind]).itemsize:
            raise ValueError(
                f"{shown(path)} claims the shape {shape}, but has {size:,} bytes. Save it again."
            )
        if start != _NOWHERE or size:
            self._bytes(start, size)

        def raw() -> NDArray[np.generic]:
            return np.frombuffer(self._data, KINDS[kind], prod(shape), start if size else 0).reshape(shape)

        return Stored(path, shape, kind, raw)

    def _shape(self, at: int, path: str) -> tuple[int, ...]:
        version, rank = self._bytes(at, 2)
        if version not in {1, 2} or rank > MOST_DIMENSIONS:
            raise ValueError(f"{shown(path)} has {rank} dimensions; the most is {MOST_DIMENSIONS}.")
        return tuple(self._number(at + (8 if version == 1 else 4) + 8 * axis) for axis in range(rank))

    def _kind(self, at: int, path: str) -> str:
        """Return which numbers an array holds, one of `KINDS`."""
        form, bits, size = self._number(at, 1) & 15, self._number(at + 1, 1), self._number(at + 4, 4)
        if form == 0 and size in {1, 2, 4, 8} and not bits & 1:
            return f"{'I' if bits & 8 else 'U'}{8 * size}"
        described = unpack_from("<HHBBBBI", self._bytes(at + 8, 12)) if form == 1 else ()
        if size in _FLOATS and described == _FLOATS[size] and not bits & 0x41:
            return f"F{8 * size}"
        raise ValueError(
            f"{shown(path)} holds numbers of another type than weights: floats of 16 to 64 bits."
        )

    def _note(self, at: int, size: int) -> tuple[str, tuple[str, ...]]:
        """Return a note's name and its texts, if they are texts of one length; none otherwise."""
        version, lengths = self._number(at, 1), [self._number(at + 2 + 2 * index, 2) for index in range(3)]
        wide = [-(-length // 8) * 8 if version == 1 else length for length in lengths]
        start = at + (9 if version == 3 else 8)
        kind, space, first = (start + sum(wide[:index]) for index in (1, 2, 3))
        name = self._bytes(start, lengths[0]).rstrip(b"\0").decode("utf-8", "replace")
        each = self._number(kind + 4, 4)
        form = self._number(kind, 1) & 15
        if form not in {3, 9} or not each or (form == 9 and each != 16):
            return name, ()
        whole = self._bytes(first, min(prod(self._shape(space, name)) * each, max(at + size - first, 0)))
        texts = [whole[begin : begin + each] for begin in range(0, len(whole), each)]
        if form == 9:
            most = MOST_NAME if len(texts) > 1 else MOST_HEADER
            texts = [self._kept(text, most) for text in texts if len(text) == each]
        return name, tuple(text.rstrip(b"\0").decode("utf-8", "replace") for text in texts)

    def _kept(self, told: bytes, most: int) -> bytes:
        """Return a text of its own length: it lies in a heap, whose place and number in it are told."""
        length, heap, wanted = unpack_from("<IQI", told)
        at, end = heap + 16, heap + self._number(heap + 8)
        self._step(self._bytes(heap, 4) == b"GCOL")
        while at < end and self._number(at, 2) != wanted:
            self._step()
            at += 16 + -(-self._number(at + 8) // 8) * 8
        self._step(at < end and length <= self._number(at + 8))
        return self._bytes(at + 16, min(length, most))

    def _text(self, at: int) -> str:
        end = self._data.find(b"\0", at, at + MOST_NAME + 1)
        if end <= at:
            raise ValueError(_DAMAGED)
        return self._data[at:end].decode("utf-8", "replace")

    def _number(self, at: int, size: int = 8) -> int:
        return int.from_bytes(self._bytes(at, size), "little")

    def _bytes(self, at: int, size: int) -> bytes:
        """Return a part of the file, all of which is there."""
        if at + size > len(self._data):
            raise ValueError(_DAMAGED)
        return self._data[at : at + size]

    def _step(self, right: bool = True) -> None:
        """Count a step; one that is not right ends the reading."""
        self._steps += 1
        if not right or self._steps > MOST_STEPS:
            raise ValueError(_DAMAGED)
