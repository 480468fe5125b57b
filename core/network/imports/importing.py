"""A network that was trained elsewhere: out of a file of weights, and its words beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from ...arrays import Floats32
from ...spec import Activation, Imported, Readout
from ...spec.imported import READS, check_size
from ...spec.limits import LONGEST_SOURCE, shown
from ...text import UNKNOWN
from ..network import Network
from .archive import is_keras_archive
from .hdf5 import SIGNATURE
from .keras import from_keras, is_keras
from .keras_file import read_h5, read_keras
from .npz import is_npz, read_npz
from .roles import EMBEDDING, READOUT, Arrays, Given, Match, match
from .safe import PREFIX, read_safetensors
from .stored import Stored
from .torch_zip import read_torch
from .vocabulary import Words, reads, vocabulary_of

MOST_BYTES: Final = 200_000_000
"""Of a file: twenty million weights in 64 bits, and what is left aside."""

NEVER: Final = np.float32(-1e4)
"""The bias of a class that is never the answer: its probability is 0, to the bit."""

_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Imports:
    """A network, and what was assumed on the way, in sentences."""

    network: Network
    notes: tuple[str, ...]


def import_network(
    file: str | Path | bytes,
    vocabulary: str | Path | bytes | Sequence[str] | Mapping[str, int],
    *,
    classes: Sequence[str] | None = None,
    mapping: Given | None = None,
    ignore: Sequence[str] = (),
    activation: Activation = "tanh",
    readout: Readout = "each",
    unknown: str | None = None,
    source: str = "",
) -> Network:
    """Return a network out of a file of weights: an embedding, recurrent layers and a linear readout.

    The file is a state_dict of `nn.Embedding`, `nn.RNN`, `nn.GRU` or `nn.LSTM` and `nn.Linear`: safetensors,
    or what `torch.save` writes, of which nothing is executed. Or it is what Keras writes of such layers
    (`.weights.h5`, `.h5`, `.keras`), or `np.savez` of its weights by their paths:
    `np.savez(PATH, **{one.path: one.numpy() for one in model.weights})`. Weights are kept in 32 bits.

    Args:
        file: A path, or the bytes of the file.
        vocabulary: The words by id: a path to a text with one word a line or JSON, its bytes, or a list or
            mapping.
        classes: What the readout tells apart. Left out, they are the words where there are as many, or
            "class 0" and so on. Two names for a readout of a single number make its sigmoid two classes.
        mapping: Arrays by role, such as {"readout.weight": "head.2.weight"}, where names and shapes mislead.
        ignore: Names of arrays that the network does without.
        activation: What squashes an RNN's states; the file does not say it.
        readout: What the answer is read from; "last" takes the last state of each direction.
        unknown: The word that stands for all unknown ones, if it is not one of the usual ones.
        source: What the file is called; its name, if a path came.

    Raises:
        ValueError: with a sentence that names what does not fit, with both shapes.
    """
    data = _bytes(file, "The file")
    arrays = arrays_of(data)
    words = vocabulary_of(_text_or_list(vocabulary), unknown)
    found = match(arrays, len(words.words), mapping, activation=activation, readout=readout)
    left = [name for name in found.unused if name not in ignore]
    if left and not found.problems:
        raise ValueError(
            f"The file has arrays that the network has no place for: {_with_shapes(arrays, left)}. Its "
            "answers may "
            "depend on them. Name them in `ignore` if they do not, or say in `mapping` what they are."
        )
    called = source or (Path(file).name if isinstance(file, str | Path) else "a file")
    return built(arrays, found, words, classes, called).network


def arrays_of(data: bytes) -> dict[str, Stored]:
    """Return the arrays of a file by name; none of their numbers is read yet.

    Raises:
        ValueError: with a sentence, if it is none of the files that are read.
    """
    if not data:
        raise ValueError("The file is empty.")
    if len(data) > MOST_BYTES:
        raise ValueError(f"The file has {len(data):,} bytes; the most is {MOST_BYTES:,}.")
    if data.startswith(_ZIP) and is_keras_archive(data):
        return from_keras(read_keras(data))
    if data.startswith(_ZIP) and is_npz(data):
        arrays = read_npz(data)
        return from_keras(arrays) if is_keras(arrays) else arrays
    if data.startswith(_ZIP):
        return read_torch(data)
    if data[PREFIX : PREFIX + 1] == b"{":
        return read_safetensors(data)
    if data.startswith(SIGNATURE):
        return from_keras(read_h5(data))
    if data.startswith(b"\x80"):
        raise ValueError(
            "The file is a pickle: torch.save wrote it before version 1.6, or pickle did. It was not opened. "
            "Save the weights again: torch.save(model.state_dict(), PATH)."
        )
    raise ValueError(
        "The file is neither safetensors nor a state_dict that torch.save wrote (.pt, .pth), nor weights of "
        "Keras (.weights.h5, .h5, .keras), nor arrays that np.savez wrote (.npz)."
    )


def built(arrays: Arrays, found: Match, words: Words, classes: Sequence[str] | None, source: str) -> Imports:
    """Return the network of a match.

    Raises:
        ValueError: with a sentence, if something does not fit, is too large or has no name.
    """
    _check_rows(found, arrays)
    notes = []
    weights: dict[str, Floats32] = {}
    check_size(sum(int(np.prod(row.needs)) for row in found.rows))
    for row in found.rows:
        weights[row.role] = np.zeros(row.needs, np.float32) if row.array is None else arrays[row.array].read()
    if any(row.array is None for row in found.rows):
        notes.append("It has no " + _joined(row.role for row in found.rows if row.array is None) + ": zeros.")
    if any(row.array is not None and arrays[row.array].kind == "F64" for row in found.rows):
        notes.append("Its weights of 64 bits were rounded to 32.")
    if found.unused:
        notes.append(f"{_with_shapes(arrays, found.unused)} in the file is not used.")
    known = _unknown_first(weights, words, notes)
    named, answer = _classes(weights, known, words, classes, notes)
    spec = Imported(model=found.model, task=READS[reads(words.words)], source=_checked_source(source))
    return Imports(Network(spec, 0, weights, known, named, answer), tuple(notes))


def _check_rows(found: Match, arrays: Arrays) -> None:
    if found.problems:
        unused = f" Not used: {_with_shapes(arrays, found.unused)}." if found.unused else ""
        raise ValueError(" ".join(found.problems[:4]) + unused)


def _unknown_first(weights: dict[str, Floats32], words: Words, notes: list[str]) -> tuple[str, ...]:
    """Move the word for unknown ones to the front, or put one there, read as zeros; return the words."""
    embedding = weights[EMBEDDING]
    if words.unknown is None:
        notes.append("Its vocabulary has no word for unknown ones: they are read as a vector of zeros.")
        weights[EMBEDDING] = np.concatenate([np.zeros_like(embedding[:1]), embedding])
        return (UNKNOWN, *words.words)
    order = _to_front(words.unknown, len(words.words))
    weights[EMBEDDING] = embedding[order]
    return tuple(words.words[at] for at in order)


def _classes(
    weights: dict[str, Floats32],
    known: tuple[str, ...],
    words: Words,
    names: Sequence[str] | None,
    notes: list[str],
) -> tuple[tuple[str, ...], Any]:
    """Return the classes, and whether they are classes or a number; the readout's rows stand as these do."""
    weight, bias = (weights[role] for role in READOUT)
    count = len(bias)
    if names is not None and (isinstance(names, str) or not all(isinstance(one, str) for one in names)):
        raise ValueError(f"classes is {shown(names)}; expected a list of names.")
    if names is None and count == len(words.words) and count > 1:
        if words.unknown is None:
            weights[READOUT[0]] = np.concatenate([np.zeros_like(weight[:1]), weight])
            weights[READOUT[1]] = np.concatenate([[NEVER], bias]).astype(np.float32)
        else:
            order = _to_front(words.unknown, count)
            weights[READOUT[0]], weights[READOUT[1]] = weight[order], bias[order]
        notes.append("It answers with one of its words.")
        return known, "class"
    if names is not None and len(names) == 2 and count == 1:
        weights[READOUT[0]] = np.concatenate([np.zeros_like(weight), weight])
        weights[READOUT[1]] = np.concatenate([np.zeros_like(bias), bias])
        notes.append("The sigmoid of its only number is the probability of the second class.")
        return tuple(names), "class"
    if names is None:
        names = ["answer"] if count == 1 else [f"class {at}" for at in range(count)]
        notes.append(
            "Its answer is a number." if count == 1 else "Its classes have no names: they are counted."
        )
    if len(names) != count:
        raise ValueError(
            f"There are {len(names)} names of classes, and readout.weight has the shape {weight.shape}: one "
            "row for "
            "each. Give one name a row."
        )
    return tuple(names), "number" if count == 1 else "class"


def _to_front(place: int, count: int) -> list[int]:
    """Return all places with one of them first.

    >>> _to_front(2, 4)
    [2, 0, 1, 3]
    """
    return [place, *(at for at in range(count) if at != place)]


def _bytes(file: object, what: str) -> bytes:
    if isinstance(file, bytes | bytearray):
        return bytes(file)
    if not isinstance(file, str | Path):
        raise ValueError(f"{what} is {shown(file)}; expected a path or bytes.")  # noqa: TRY004
    path = Path(file)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes; the most is {MOST_BYTES:,}.")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{what} {shown(str(file))} cannot be read: {error.strerror}.") from error


def _text_or_list(vocabulary: Any) -> Any:
    return _bytes(vocabulary, "The vocabulary") if isinstance(vocabulary, str | Path) else vocabulary


def _checked_source(name: str) -> str:
    readable = "".join(letter for letter in name if letter.isprintable()).strip()
    return readable[-LONGEST_SOURCE:] or "a file"


def _with_shapes(arrays: Arrays, names: Sequence[str]) -> str:
    told = [f"{shown(name)} {arrays[name].shape}" for name in names]
    return ", ".join(told[:4]) + (f" and {len(told) - 4} more" if len(told) > 4 else "")


def _joined(names: Any) -> str:
    return ", ".join(names)
