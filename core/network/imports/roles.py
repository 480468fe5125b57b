"""Which array of a file is which weight of a network: found by names and shapes, or said by hand.

A role is the name of a weight in a `Network`, such as `rnn.weight_hh_l0`. Recurrent arrays end in PyTorch's
names, whatever stands before them; several modules of one size on each other are the layers of one. Embedding
and readout have no fixed names: they are the matrices that fit on both sides of the layers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from ...spec import Kind, ModelSpec
from ...spec.limits import shown
from ..shapes import GATES, weight_shapes
from .stored import RESET_BEFORE, Stored

EMBEDDING: Final = "embedding.weight"
READOUT: Final = ("readout.weight", "readout.bias")

Arrays = Mapping[str, Stored]
Given = Mapping[str, str | None]
"""Arrays that were named by hand, by role; None leaves the role without one."""

_RECURRENT: Final = re.compile(
    r"(?:^|\.)(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)(?:_l(\d+)(_reverse)?)?$"
)
_ROLE: Final = re.compile(r"rnn\.(?:weight|bias)_[ih]h_l(\d+)(_reverse)?$")
_MOST_LAYERS: Final = 8


class Row(NamedTuple):
    """A role: what shape it needs, and the array that was taken for it.

    Attributes:
        role: The name of the weight.
        needs: The shape that it has to have.
        array: The name of the array; None if there is none, which zeros may stand for.
        shape: The shape of that array; None if there is none.
    """

    role: str
    needs: tuple[int, ...]
    array: str | None
    shape: tuple[int, ...] | None

    @property
    def fits(self) -> bool:
        """Whether the role is filled as it has to be: biases may be missing, and are zeros then."""
        return self.shape == self.needs or (self.shape is None and ".bias" in self.role)

    @property
    def problem(self) -> str:
        """What is wrong, with both shapes; nothing if it fits."""
        if self.fits:
            return ""
        if self.role == EMBEDDING and self.shape is not None and self.shape[1:] == self.needs[1:]:
            return (
                f"The vocabulary has {self.needs[0]:,} words, and {shown(self.array)} has the shape "
                f"{self.shape}: a row for each word. Put in the words that are missing, such as <pad> or "
                "<unk>, each in its place, or take out those that are too many."
            )
        if self.shape is None:
            return f"No array was found for {self.role}, which has to have the shape {self.needs}."
        return f"{shown(self.array)} has the shape {self.shape}; {self.role} has to have {self.needs}."


@dataclass(frozen=True, slots=True)
class Match:
    """What the arrays of a file were taken for.

    Attributes:
        model: The network that they make.
        words: How many words its embedding has.
        classes: How many numbers its readout has.
        rows: Every role, in PyTorch's order.
        unused: The names of the arrays that no role has taken.
    """

    model: ModelSpec
    words: int
    classes: int
    rows: tuple[Row, ...]
    unused: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about what does not fit; none if all does."""
        return tuple(row.problem for row in self.rows if row.problem)


def match(arrays: Arrays, words: int, by_hand: Given | None = None, **options: Any) -> Match:
    """Return which array is which weight.

    Args:
        arrays: Of the file.
        words: How many words the vocabulary has.
        by_hand: Arrays for some roles; they count, whatever was found.
        options: Of the model, which no array says: `activation`, `readout`.

    Raises:
        ValueError: with a sentence, if a name that was given is not there, or no recurrent layer is found.
    """
    given = dict(by_hand or {})
    if missing := [name for name in given.values() if name is not None and name not in arrays]:
        raise ValueError(f"There is no array {shown(missing[0])} in the file. It has {_listed(arrays)}.")
    taken = _recurrent(arrays) | {role: name for role, name in given.items() if name is not None}
    for role in [role for role, name in given.items() if name is None]:
        taken.pop(role, None)
    model = _model(arrays, taken, options)
    used = set(taken.values())
    free = [one for one in arrays.values() if one.name not in used and one.name not in given.values()]
    taken = _outside(arrays, free, model, words, given) | taken
    classes = arrays[taken["readout.weight"]].shape[0] if "readout.weight" in taken else 1
    shapes = weight_shapes(model, words, classes)
    if unknown := [role for role in given if role not in shapes]:
        raise ValueError(f"There is no weight {shown(unknown[0])} in this network. It has {_listed(shapes)}.")
    rows = tuple(
        Row(role, needs, taken.get(role), arrays[taken[role]].shape if role in taken else None)
        for role, needs in shapes.items()
    )
    filled = {row.array for row in rows}
    return Match(model, words, classes, rows, tuple(name for name in arrays if name not in filled))


def _recurrent(arrays: Arrays) -> dict[str, str]:
    """Return the arrays of recurrent layers by role: modules in the file's order stand on one another."""
    modules: dict[str, dict[int, list[tuple[str, str, str]]]] = {}
    for name in arrays:
        if found := _RECURRENT.search(name):
            part, layer, reverse = found[1], int(found[2] or 0), found[3] or ""
            if part == "weight_hr":
                raise ValueError(f"{shown(name)} is a projection (proj_size), which this app does not read.")
            modules.setdefault(name[: found.start()], {}).setdefault(layer, []).append((part, reverse, name))
    stacked = [layers[at] for layers in modules.values() for at in sorted(layers)]
    return {
        f"rnn.{part}_l{layer}{reverse}": name
        for layer, parts in enumerate(stacked)
        for part, reverse, name in parts
    }


def _model(arrays: Arrays, taken: Mapping[str, str], options: Mapping[str, Any]) -> ModelSpec:
    """Return the model that the recurrent arrays make, as the matrices of the first layer say."""
    pair = [taken.get(f"rnn.{part}_l0") for part in ("weight_hh", "weight_ih")]
    if pair[0] is None or pair[1] is None:
        raise ValueError(
            "No recurrent layer was found: no arrays end in weight_ih_l0 and weight_hh_l0. "
            f"The file has {_listed(arrays)}. Say by hand which are rnn.weight_ih_l0 and rnn.weight_hh_l0."
        )
    recurrent, inputs = arrays[pair[0]], arrays[pair[1]]
    rows, units = recurrent.shape if len(recurrent.shape) == 2 else (0, 0)
    kinds: list[Kind] = [kind for kind, gates in GATES.items() if units and rows == len(gates) * units]
    if not kinds or len(inputs.shape) != 2:
        raise ValueError(
            f"{shown(recurrent.name)} has the shape {recurrent.shape} and {shown(inputs.name)} "
            f"{inputs.shape}; "
            "with H units expected are (H, H), (3 H, H) or (4 H, H), and as many rows by the numbers of a "
            "word."
        )
    layers = [int(found[1]) for role in taken if (found := _ROLE.match(role))]
    count = max(layers) + 1
    if count > _MOST_LAYERS:
        raise ValueError(f"The file has {count} recurrent layers; the most is {_MOST_LAYERS}.")
    if recurrent.says == RESET_BEFORE:
        options = {"reset_gate": "before", **options}
    return ModelSpec(
        kinds[0],
        embedding_size=inputs.shape[1],
        hidden_size=units,
        layers=count,
        bidirectional=any(role.endswith("_reverse") for role in taken),
        **options,
    )


def _outside(
    arrays: Arrays, free: Sequence[Stored], model: ModelSpec, words: int, given: Given
) -> dict[str, str]:
    """Return the arrays below and above the layers: those that fit best."""
    matrices = [one for one in free if len(one.shape) == 2]
    found: dict[str, str] = {}

    def below(one: Stored) -> int:
        fits = one.shape[1] == model.embedding_size
        return 8 * fits + 4 * (fits and one.shape[0] == words) + _sounds(one.name, arrays)

    def above(one: Stored) -> int:
        return 8 * (one.shape[1] == model.width) - _sounds(one.name, arrays)

    if EMBEDDING not in given and (best := _best(matrices, below)):
        found[EMBEDDING] = best.name
    matrices = [one for one in matrices if one.name != found.get(EMBEDDING)]
    if READOUT[0] not in given and (best := _best(matrices, above)):
        found[READOUT[0]] = best.name
    name = given.get(READOUT[0]) or found.get(READOUT[0])
    if READOUT[1] not in given and name:
        beside, rows = _bias_of(name), arrays[name].shape[:1]
        vectors = [one for one in free if len(one.shape) == 1]
        if best := _best(vectors, lambda one: 2 * (one.name == beside) + (one.shape == rows)):
            found[READOUT[1]] = best.name
    return found


def _sounds(name: str, arrays: Arrays) -> int:
    """Return whether a matrix is more likely an embedding (above 0) or a readout (below), by name alone."""
    said = name.lower()
    below = any(part in said for part in ("emb", "vector", "lookup", "wte"))
    above = any(part in said for part in ("head", "fc", "linear", "out", "decoder", "classif", "dense"))
    return 3 * below - above - 2 * (_bias_of(name) in arrays)


def _bias_of(name: str) -> str:
    return f"{name.removesuffix('weight')}bias"


def _best(candidates: Iterable[Stored], fit: Callable[[Stored], int]) -> Stored | None:
    """Return the first of those that fit best; None if none fits at all."""
    ranked = sorted(((fit(one), one) for one in candidates), key=lambda pair: -pair[0])
    return ranked[0][1] if ranked and ranked[0][0] > 0 else None


def _listed(names: Iterable[str]) -> str:
    every = [shown(name) for name in names]
    return ", ".join(every[:6]) + (f" and {len(every) - 6} more" if len(every) > 6 else "")
