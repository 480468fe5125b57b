"""Files that Keras writes itself: `.weights.h5`, `.h5` and `.keras`, whose arrays get their names back.

Keras 3 counts the arrays of a layer ("layers/lstm/cell/vars/0") and calls layers by their class, counted in
the model's order; Keras 2 has names ("lstm/lstm/lstm_cell/kernel:0") and lists its layers beside them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from ...spec.limits import shown
from .archive import archive_of, bytes_of
from .hdf5 import Hdf5
from .stored import Stored

CONFIG: Final = "config.json"
MODEL_CONFIG: Final = "model_config"
WEIGHTS: Final = "model.weights.h5"
_USUAL: Final[Mapping[str, Mapping[str, object]]] = {
    "LSTM": {"activation": "tanh", "recurrent_activation": "sigmoid", "go_backwards": False},
    "GRU": {"activation": "tanh", "recurrent_activation": "sigmoid", "go_backwards": False},
    "SimpleRNN": {"go_backwards": False},
    "Bidirectional": {"merge_mode": "concat"},
}
"""The settings of layers that the arrays do not tell, as they have to be: others would be read wrongly."""
_ASIDE: Final = re.compile(r"(^|/)(optimizer|optimizer_weights|seed_generator|_?metrics)(_\d+)?/")
_FOLDERS: Final = ("layers/", "_layer_checkpoint_dependencies/", "model_weights/")
_COUNTED: Final = re.compile(r"(?P<folder>.+)/vars/(?P<at>\d+)$")
_CELL: Final = ("kernel", "recurrent_kernel", "bias")
_RECURRENT: Final = re.compile(r"/recurrent_kernel(:\d+)?$")


def read_keras(data: bytes) -> dict[str, Stored]:
    """Return the arrays of a whole `.keras` model, under the paths of its variables.

    Raises:
        ValueError: with a sentence, if it is damaged or of another kind, or a layer has settings that the
            cells here have not.
    """
    archive = archive_of(data)
    if CONFIG in archive.namelist():
        _check_settings(CONFIG, bytes_of(archive, archive.getinfo(CONFIG)))
    return read_h5(bytes_of(archive, archive.getinfo(WEIGHTS)))


def read_h5(data: bytes) -> dict[str, Stored]:
    """Return the arrays of a file of weights, layer by layer; what an optimiser keeps is left aside.

    A whole model (`.h5`) says the settings of its layers, a file of weights does not.

    Raises:
        ValueError: with a sentence, if it is damaged or of another kind, or a layer has settings that the
            cells here have not.
    """
    file = Hdf5(data)
    for config in file.listed("", MODEL_CONFIG):
        _check_settings(MODEL_CONFIG, config.encode())
    within = {_inside(name): one for name, one in file.arrays().items() if not _ASIDE.search(name)}
    said = file.listed("", "layer_names") or file.listed("model_weights", "layer_names")
    if not said:
        _check_order(within)
    order = {layer: at for at, layer in enumerate(said)}

    def place(name: str) -> tuple[int, list[tuple[str, int]]]:
        return order.get(name.partition("/")[0], len(order)), [_counted(part) for part in name.split("/")]

    named = {_name(name, within): within[name] for name in sorted(within, key=place)}
    return {name: replace(one, name=name) for name, one in named.items()}


def _check_settings(name: str, config: bytes) -> None:
    """Raise ValueError if the description of a model is no JSON, or a layer of it is not as it has to be."""
    try:
        described = json.loads(config)
    except (ValueError, RecursionError):
        raise ValueError(f"{name} in the file is not JSON; expected a model that Keras saved.") from None
    for layer in _dictionaries(described):
        kind, settings = layer.get("class_name"), layer.get("config")
        usual = _USUAL.get(kind, {}) if isinstance(kind, str) else {}
        for setting, expected in usual.items():
            found = settings.get(setting, expected) if isinstance(settings, dict) else expected
            if found != expected:
                raise ValueError(
                    f"A {kind} layer has {setting} {shown(found)}; only {shown(expected)} can be read here."
                )


def _dictionaries(described: Any) -> Iterator[dict[Any, Any]]:
    """Yield all dictionaries in what JSON described, however deep."""
    left = [described]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield one
            left += one.values()
        elif isinstance(one, list):
            left += one


def _check_order(arrays: Mapping[str, Stored]) -> None:
    """Raise ValueError if several recurrent layers have names that do not say which stands on which."""
    cells = [name.removesuffix("/vars/1") for name in arrays if name.endswith("cell/vars/1")]
    layers = cells or [name for name in arrays if _RECURRENT.search(name)]
    if len({_counted(layer.partition("/")[0])[0] for layer in layers}) > 1:
        raise ValueError(
            "The file does not say which recurrent layer stands on which: "
            f"{', '.join(map(shown, layers[:4]))}. Save the weights in the model's order: "
            "np.savez(PATH, **{one.path: one.numpy() for one in model.weights})."
        )


def _name(name: str, arrays: Mapping[str, Stored]) -> str:
    """Return what an array is called in its layer, by its count and the shapes beside it."""
    found = _COUNTED.match(name)
    if not found:
        return name
    folder, at = found["folder"], int(found["at"])
    shapes = [one.shape for key in range(4) if (one := arrays.get(f"{folder}/vars/{key}"))]
    if folder.endswith("cell") and at < len(_CELL):
        return f"{folder}/{_CELL[at]}"
    if len(shapes) == 2 and len(shapes[0]) == 2 and shapes[1] == shapes[0][1:]:
        return f"{folder}/{('kernel', 'bias')[at]}"
    if len(shapes) == 1 and len(shapes[0]) == 2:
        return f"{folder}/{'kernel' if 'dense' in folder else 'embeddings'}"
    return name


def _inside(name: str) -> str:
    """Return a path without the folder that all layers lie in."""
    return next((name.removeprefix(folder) for folder in _FOLDERS if name.startswith(folder)), name)


def _counted(part: str) -> tuple[str, int]:
    """Return the stem and the count of a name: the first of its kind has none.

    >>> sorted(["lstm_10", "lstm_2", "lstm"], key=_counted)
    ['lstm', 'lstm_2', 'lstm_10']
    """
    stem, _, count = part.rpartition("_")
    return (stem, int(count)) if stem and count.isdecimal() and len(count) < 9 else (part, 0)
