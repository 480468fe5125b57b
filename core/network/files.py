"""Networks as files: safetensors with recipe and words in the header, and recipes alone as JSON.

A file is read by rule and never executed: sizes are checked before anything is parsed, then the header, the
recipe, and last the name, kind and shape of every weight. Every error is one sentence. Weights that are
not finite are taken as they are, like a `Network` does. Knows no torch.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn, cast

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, deserialize

from ..spec import Imported, RunSpec
from ..spec.limits import shown
from ..tasks import task
from . import Answer, Network
from .shapes import weight_shapes

__all__ = ["LONGEST_NAME", "OpenedNetwork", "from_file", "spec_from_json", "spec_to_json", "to_file"]

MOST_HEADER: Final = 4 * 2**20
"""A recipe may carry a visitor's own text; without one a header has a few kilobytes."""
MOST_BYTES: Final = 80 * 2**20
"""More than the largest network has, `core.spec.limits.MOST_IMPORTED_WEIGHTS` in 32 bits, and the header."""
LONGEST_NAME: Final = 80
FORMAT: Final = "1"
PREFIX: Final = 8
DTYPE: Final = "F32"


@dataclass(frozen=True, slots=True)
class OpenedNetwork:
    """The content of a file: a network, and the name that its owner gave it, which is plain text."""

    network: Network
    name: str


def to_file(network: Network, name: str) -> bytes:
    """Return a network as a safetensors file; the same network and name give the same bytes.

    Raises:
        ValueError: if the name is empty, longer than `LONGEST_NAME` or not one line of readable characters.
    """
    metadata = {
        "unrolled": FORMAT,
        "name": _checked_name(name),
        "spec": spec_to_json(network.spec),
        "step": str(network.step),
        "vocabulary": json.dumps(network.vocabulary, ensure_ascii=False),
        "classes": json.dumps(network.classes, ensure_ascii=False),
        "answer": network.answer,
    }
    header: dict[str, Any] = {"__metadata__": metadata}
    end = 0
    for key, array in network.weights.items():
        offsets = [end, end := end + array.nbytes]
        header[key] = {"dtype": DTYPE, "shape": array.shape, "data_offsets": offsets}
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % PREFIX)
    arrays = (array.astype("<f4", copy=False).tobytes() for array in network.weights.values())
    return b"".join([len(text).to_bytes(PREFIX, "little"), text, *arrays])


def from_file(data: bytes) -> OpenedNetwork:
    """Read what `to_file` wrote, to the bit.

    Raises:
        ValueError: with a sentence, if the bytes are anything else.
    """
    metadata = _metadata(data)
    spec = spec_from_json(metadata["spec"])
    step = _checked_step(metadata["step"], spec)
    name = _checked_name(metadata["name"])
    words = _words(metadata, spec)
    shapes = weight_shapes(spec.model, len(words[0]), len(words[1]))
    return OpenedNetwork(Network(spec, step, _weights(data, shapes), *words), name)


def spec_to_json(spec: RunSpec) -> str:
    """Return a recipe as JSON."""
    return json.dumps(spec.to_dict(), ensure_ascii=False)


def spec_from_json(text: str | bytes) -> RunSpec:
    """Read what `spec_to_json` wrote: a recipe, or what is known of a network that came without one.

    Raises:
        ValueError: with a sentence, if it is no JSON or no recipe that can be.
    """
    if len(text) > MOST_HEADER:
        raise ValueError(f"The recipe is too long: {_size(len(text))}; the most is {_size(MOST_HEADER)}.")
    try:
        values = _json(text)
        imported = isinstance(values, Mapping) and "source" in values
        spec = Imported.from_dict(values) if imported else RunSpec.from_dict(values)
        spec_to_json(spec).encode()
    except (ValueError, RecursionError) as error:  # no JSON, no Unicode text, or no spec
        why = str(error) if type(error) is ValueError else "It is no readable JSON."
        raise ValueError(f"The recipe cannot be used. {why}") from error
    return spec


def _metadata(data: bytes) -> Mapping[str, str]:
    """Return the texts in the header of a file of this app, all of which are there."""
    metadata = _header(data).get("__metadata__")
    if not isinstance(metadata, dict) or "unrolled" not in metadata:
        raise ValueError("The file was not written by this app: its header has no “unrolled”, so no recipe.")
    if metadata["unrolled"] != FORMAT:
        raise ValueError(
            f"The file has format {shown(metadata['unrolled'])}; this version of the app reads {FORMAT!r}."
        )
    if missing := [key for key in ("spec", "step", "name") if type(metadata.get(key)) is not str]:
        raise ValueError(f"The file is broken: its header has no {missing[0]}.")
    return metadata


def _words(metadata: Mapping[str, str], spec: RunSpec) -> tuple[tuple[str, ...], tuple[str, ...], Answer]:
    """Return vocabulary, classes and answer; of a file from before these were written, those of its task."""
    if "vocabulary" not in metadata and not isinstance(spec, Imported):
        asked = task(spec.task)
        return asked.vocabulary, asked.classes, asked.answer
    vocabulary, classes = (_list_of_words(metadata, name) for name in ("vocabulary", "classes"))
    return vocabulary, classes, cast(Answer, metadata.get("answer"))


def _list_of_words(metadata: Mapping[str, str], name: str) -> tuple[str, ...]:
    try:
        words = _json(metadata[name])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"The file is broken: its header has no list of words as {name}.") from error
    if not isinstance(words, list) or not words:
        raise ValueError(f"The file is broken: its header has {shown(words)} as {name}, and no words.")
    return tuple(words)


def _header(data: bytes) -> dict[str, Any]:
    """Return the header, parsed only when its size is known to be within bounds."""
    if not data:
        raise ValueError("The file is empty.")
    if len(data) > MOST_BYTES:
        raise ValueError(f"The file has {_size(len(data))}; a network has at most {_size(MOST_BYTES)}.")
    if data[PREFIX : PREFIX + 1] != b"{":
        raise ValueError("The file is no safetensors file. Choose one that was downloaded here.")
    length = int.from_bytes(data[:PREFIX], "little")
    if length > MOST_HEADER:
        raise ValueError(f"The header claims {_size(length)}; the most is {_size(MOST_HEADER)}.")
    if PREFIX + length > len(data):
        raise ValueError("The file ends in the middle of its header; it was cut off. Download it again.")
    try:
        header: dict[str, Any] = _json(data[PREFIX : PREFIX + length])
    except (ValueError, RecursionError) as error:
        raise ValueError("The file is no safetensors file: its header is no JSON.") from error
    return header


def _weights(data: bytes, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a file, which are those that are expected, by name and shape."""
    # Before safetensors looks: to it the bytes of a weight that the header does not name are damage.
    named = [name for name in _header(data) if name != "__metadata__"]
    if missing := [name for name in shapes if name not in named]:
        raise ValueError(f"The file has no weights {_names(missing)}, which its recipe needs.")
    if extra := [name for name in named if name not in shapes]:
        raise ValueError(f"The file has weights {_names(extra)}, which its recipe has no place for.")
    try:
        tensors = dict(deserialize(data))  # type: ignore[no-untyped-call]
    except SafetensorError as error:
        raise ValueError("The weights in the file are damaged or cut off. Download it again.") from error
    weights: dict[str, NDArray[np.float32]] = {}
    for name, shape in shapes.items():
        tensor = tensors[name]
        if tensor["dtype"] != DTYPE:
            raise ValueError(f"{name} holds numbers of type {tensor['dtype']}; a network has {DTYPE}.")
        if tuple(tensor["shape"]) != shape:
            raise ValueError(
                f"{name} has shape {shown(tuple(tensor['shape']))}; the recipe in the file needs {shape}."
            )
        weights[name] = np.frombuffer(tensor["data"], "<f4").reshape(shape)
    return weights


def _checked_step(text: str, spec: RunSpec) -> int:
    most = spec.train.steps
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise ValueError(f"step is {shown(text)}; the recipe in the file has steps from 0 to {most}.")
    return int(text)


def _checked_name(name: str) -> str:
    if not 0 < len(name.strip()) <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise ValueError(
            f"The name is {shown(name)}; choose one line of 1 to {LONGEST_NAME} readable characters."
        )
    return name


def _json(text: str | bytes) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise json.JSONDecodeError(f"{constant} is no JSON", constant, 0)

    return json.loads(text, parse_constant=refuse)


def _names(names: list[str]) -> str:
    rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(map(shown, names[:3])) + rest


def _size(count: int) -> str:
    for power, unit in ((40, "TB"), (30, "GB"), (20, "MB")):
        if count >= 2**power:
            return f"{count / 2**power:.3g} {unit}" if count < 2**50 else "an endless number of bytes"
    return f"{count} bytes"
