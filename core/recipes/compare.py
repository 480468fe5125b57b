"""Several runs beside one another: what tells them apart, what they share, which differ by the seed alone.

Knows nothing about arrays or pages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ..spec import Optimiser, RunSpec
from ..spec.changes import in_words
from ..spec.model import REMOVABLE
from ..tasks import task


def _gates(spec: RunSpec) -> str:
    kept = [gate for gate in REMOVABLE[spec.model.kind] if gate not in spec.model.without]
    if not spec.model.without:
        return "all gates"
    return " + ".join(gate.removesuffix("_gate") for gate in kept) or "no gate"


def _clip(spec: RunSpec) -> str:
    said = "no clipping" if spec.train.clip is None else f"clipped at {spec.train.clip:g}"
    return said + _at_first(spec, "clip")


def _at_first(spec: RunSpec, name: str) -> str:
    """Say that a value was changed on the way."""
    return " at first" if any(changed == name for _, changed, _ in spec.train.changes) else ""


def _window(spec: RunSpec) -> str:
    return "whole sentence" if spec.train.truncation is None else f"windows of {spec.train.truncation}"


def _decay(spec: RunSpec) -> str:
    return "no decay" if spec.train.decay is None else f"rate × {spec.train.decay:g} in the last quarter"


def _changes(spec: RunSpec) -> str:
    return "; ".join(map(in_words, spec.train.changes)) or "unchanged on the way"


_OPTIMISERS: Mapping[Optimiser, str] = MappingProxyType({"adam": "Adam", "adagrad": "AdaGrad", "sgd": "SGD"})

_WORDS: Mapping[str, Callable[[RunSpec], str]] = MappingProxyType(
    {
        "cell": lambda spec: spec.model.kind.upper(),
        "task": lambda spec: task(spec.task).title,
        "gates": _gates,
        "directions": lambda spec: "both directions" if spec.model.bidirectional else "one direction",
        "layers": lambda spec: f"{spec.model.layers} layer{'s' * (spec.model.layers > 1)}",
        "clipping": _clip,
        "forget bias": lambda spec: f"forget bias {spec.model.forget_bias:g}",
        "units": lambda spec: f"{spec.model.hidden_size} units",
        "activation": lambda spec: spec.model.activation,
        "initialisation": lambda spec: f"{spec.model.initialisation} weights",
        "radius": lambda spec: f"radius {spec.model.spectral_radius or 0:g}",
        "optimiser": lambda spec: _OPTIMISERS[spec.train.optimiser],
        "learning rate": lambda spec: f"rate {spec.train.learning_rate:g}{_at_first(spec, 'learning_rate')}",
        "decay": _decay,
        "truncation": _window,
        "steps": lambda spec: f"{spec.train.steps:,} steps",
        "batch": lambda spec: f"batch {spec.train.batch_size}",
        "word vectors": lambda spec: f"vectors of {spec.model.embedding_size}",
        "training lengths": lambda spec: f"lengths {spec.task.shortest}–{spec.task.longest}",
        "text": lambda spec: "own text" if spec.task.text else "supplied text",
        "peepholes": lambda spec: "peepholes" if spec.model.peepholes else "no peepholes",
        "initial state": lambda spec: f"{spec.model.initial_state} initial state",
        "convention": lambda spec: f"{spec.model.convention} convention",
        "connection": lambda spec: f"{spec.model.connection} layers",
        "readout": lambda spec: f"{spec.model.readout} readout",
        "seed": lambda spec: f"seed {spec.seed}",
        "on the way": _changes,
    }
)
"""What two runs may differ in, the most telling first, and how a run says it."""


def differences(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return in which respects these recipes differ, the most telling first."""
    meant = [name for name in _WORDS if name != "forget bias" or {s.model.kind for s in specs} == {"lstm"}]
    return tuple(name for name in meant if len({_WORDS[name](spec) for spec in specs}) > 1)


def names(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return a short name for each recipe: as many differences as are needed to tell them apart."""
    found = [""] * len(specs)
    for name in differences(specs):
        if len(set(found)) == len(specs):
            break
        words = [_WORDS[name](spec) for spec in specs]
        found = [f"{before} · {word}" if before else word for before, word in zip(found, words, strict=True)]
    return tuple(name or spec.model.kind.upper() for name, spec in zip(found, specs, strict=True))


def groups(specs: Sequence[RunSpec]) -> tuple[str, ...]:
    """Return a word for each recipe that two of them share if they differ by nothing but the seed."""
    return tuple(replace(spec, seed=0).key for spec in specs)


def held_constant(specs: Sequence[RunSpec]) -> str:
    """Say what differs between these recipes, and what is the same in all."""
    if not specs:
        return ""
    different = differences(specs)
    brief = len(specs) > 4 or "task" in different
    said = [_difference(name, specs, brief or name == different[0]) for name in different]
    same = [_WORDS[name](specs[0]) for name in _ALWAYS_SAID if name not in different]
    differs = f"Different: {'; '.join(said)}. " if said else ""
    return f"{differs}Held constant: {', '.join(same)}, and all that is not named."


def _difference(name: str, specs: Sequence[RunSpec], brief: bool) -> str:
    """Say that recipes differ in something, and unless `brief`, how; seeds are always listed."""
    if name == "seed":
        return f"seeds {', '.join(map(str, sorted({spec.seed for spec in specs})))}"
    words = tuple(_WORDS[name](spec) for spec in specs)
    called = names(specs)
    if brief or words == called:
        return name
    each = ", ".join(f"{who} {word}" for who, word in zip(called, words, strict=True))
    return f"{name} ({each})"


_ALWAYS_SAID = (
    "task", "cell", "units", "layers", "optimiser", "learning rate", "clipping", "steps", "batch", "seed",
)  # fmt: skip


def replaced(spec: RunSpec, part: str, name: str, value: Any) -> RunSpec:
    """Return a recipe with one field of its `part` ("model", "task", "train", or "" for the seed) changed.

    Raises:
        ValueError: if there is no such recipe.
    """
    if not part:
        return replace(spec, **{name: value})
    return replace(spec, **{part: replace(getattr(spec, part), **{name: value})})


def always_clipped(spec: RunSpec, norm: float = 1.0) -> RunSpec:
    """Return a recipe that clips from the first step to the last, and is the same otherwise."""
    changes = tuple(change for change in spec.train.changes if change[1] != "clip")
    return replace(spec, train=replace(spec.train, clip=norm, changes=changes))
