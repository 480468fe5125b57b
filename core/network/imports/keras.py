"""Weights as Keras names and orders them, turned into PyTorch's.

Keras multiplies from the other side, so every matrix is turned round. An LSTM's blocks are i, f, c, o: those
of PyTorch, whose g is Keras's c. A GRU's are z, r, h where PyTorch has r, z, n; with `reset_after` it has two
rows of biases, without it one, and its reset gate stands before the product. In both, z near 1 keeps.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .stored import RESET_BEFORE, Stored

_RECURRENT: Final = "recurrent_kernel"
_WAY: Final = re.compile(r"(forward|backward)_[^/]*(?:/[^/]*)?$")

Numbers = NDArray[np.generic]


def is_keras(arrays: Mapping[str, Stored]) -> bool:
    """Whether the names are those of Keras: a recurrent layer has a `recurrent_kernel`."""
    return any(_plain(name).endswith(_RECURRENT) for name in arrays)


def from_keras(arrays: Mapping[str, Stored]) -> dict[str, Stored]:
    """Return the arrays under names like PyTorch's, with blocks and sides in its order.

    Names are paths such as "lstm/lstm_cell/kernel", as `variable.path` has them; others stay as they are.
    """
    named = {_plain(name): one for name, one in arrays.items()}
    layers = {name.removesuffix(_RECURRENT): one for name, one in named.items() if name.endswith(_RECURRENT)}
    turned: list[Stored] = []
    for name, one in named.items():
        folder, part = name[: name.rfind("/") + 1], name[name.rfind("/") + 1 :]
        if folder in layers:
            turned += _of_layer(folder, part, one, layers[folder], named.get(f"{folder}bias"))
        elif part == "kernel":
            turned.append(_turned(f"{folder[:-1]}.weight", one))
        elif part == "bias":
            turned.append(replace(one, name=f"{folder[:-1]}.bias"))
        else:
            turned.append(one)
    return {one.name: one for one in turned}


def _of_layer(folder: str, part: str, one: Stored, recurrent: Stored, bias: Stored | None) -> list[Stored]:
    """Return what becomes of an array of a recurrent layer: a bias of two rows becomes two."""
    units = recurrent.shape[0] if recurrent.shape else 0
    gru = len(recurrent.shape) == 2 and recurrent.shape[1] == 3 * units
    way = _WAY.search(folder.rstrip("/"))
    module = folder[: way.start()].rstrip("/") if way else folder.rstrip("/")
    end = "_l0_reverse" if way and way[1] == "backward" else "_l0"

    def ordered(values: Numbers) -> Numbers:
        """Put the first two blocks of a GRU, z and r, the other way round."""
        if not gru:
            return values
        z, r, n = np.split(values, 3)
        return np.concatenate([r, z, n])

    if part == "kernel":
        return [_turned(f"{module}.weight_ih{end}", one, ordered)]
    if part == _RECURRENT:
        before = gru and bias is not None and len(bias.shape) == 1
        made = _turned(f"{module}.weight_hh{end}", one, ordered)
        return [replace(made, says=RESET_BEFORE) if before else made]
    if part == "bias" and len(one.shape) == 2 and one.shape[0] == 2:
        return [_row(f"{module}.bias_{name}{end}", one, at, ordered) for at, name in enumerate(("ih", "hh"))]
    if part == "bias":
        return [replace(one, name=f"{module}.bias_ih{end}", raw=lambda: ordered(one.raw()))]
    return [one]


def _turned(name: str, one: Stored, then: Callable[[Numbers], Numbers] = lambda values: values) -> Stored:
    """Return a matrix turned round; an array that is no matrix stays as it is, and fits nowhere."""
    if len(one.shape) != 2:
        return one
    return replace(one, name=name, shape=one.shape[::-1], raw=lambda: then(one.raw().T))


def _row(name: str, one: Stored, at: int, then: Callable[[Numbers], Numbers]) -> Stored:
    return replace(one, name=name, shape=one.shape[1:], raw=lambda: then(one.raw()[at]))


def _plain(name: str) -> str:
    """Return a name without the ":0" that older versions put behind it."""
    return name.partition(":")[0]
