"""A run's spec as one short line of text, for links: "recall-lstm-h64-layers2-without.forget_gate-seed7".

What is left out is the default recipe's. The text is read by rule, never evaluated; what it says goes through
the spec's own checks.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast, get_args

from ..spec import Change, Kind, ModelSpec, RunSpec, TaskName, TrainSpec
from . import default_run

MOST_LETTERS = 900
_FIELD = re.compile(
    r"(seed|layers|radius|truncation|decay|[hesbrcfgl])(-?\d{1,12}(?:\.\d{1,20})?(?:e-?\d{1,3})?|none)"
)
_WORD = re.compile(r"([a-z_]+)\.([a-z_]+)")
_CHANGE = re.compile(r"at(\d{1,9})\.(rate|clip)(\d{1,12}(?:\.\d{1,20})?(?:e-?\d{1,3})?|none)")
_FLAG = ("peepholes", "bidirectional")
_WORDS: Mapping[str, type] = MappingProxyType(
    {
        "activation": ModelSpec,
        "initialisation": ModelSpec,
        "initial_state": ModelSpec,
        "convention": ModelSpec,
        "connection": ModelSpec,
        "readout": ModelSpec,
        "optimiser": TrainSpec,
    }
)
"""Settings that are words, and the part of the spec they belong to: "activation.relu"."""


def to_recipe(spec: RunSpec) -> str:
    """Return the line for a spec; `from_recipe` gives the same spec back.

    Raises:
        ValueError: if the spec has the visitor's own text, which no link can hold.
    """
    if spec.task.text:
        raise ValueError("A link cannot hold your own text. Download the network instead.")
    default = _fields(default_run(spec.model.kind, spec.task.name))
    changed = [f"{name}{value}" for name, value in _fields(spec).items() if value != default[name]]
    changes = [
        f"at{step}.{'clip' if name == 'clip' else 'rate'}{_number(value)}"
        for step, name, value in spec.train.changes
    ]
    return "-".join([spec.task.name, spec.model.kind, *changed, *_options(spec), *changes])


def from_recipe(text: str) -> RunSpec:
    """Read a line that `to_recipe` wrote.

    Raises:
        ValueError: with a sentence, if the text is not such a line or names a spec that cannot be.
    """
    parts = re.split(r"-(?=[a-z])", text[:MOST_LETTERS])
    if (
        len(text) > MOST_LETTERS
        or len(parts) < 2
        or parts[0] not in get_args(TaskName)
        or parts[1] not in get_args(Kind)
    ):
        raise ValueError(
            f"“{text[:40]}” names no network; expected a task and a cell, such as recall-lstm-h64."
        )
    spec = default_run(cast(Kind, parts[1]), cast(TaskName, parts[0]))
    values: dict[str, str] = {}
    model: dict[str, Any] = {}
    train: dict[str, Any] = {}
    for part in parts[2:]:
        number, word, change = (pattern.fullmatch(part) for pattern in (_FIELD, _WORD, _CHANGE))
        if change is not None:
            train["changes"] = (*train.get("changes", ()), _change(*change.groups()))
        elif number is not None:
            values[number[1]] = number[2]
        elif part in _FLAG:
            model[part] = True
        elif part in ("decoder.yes", "decoder.no"):
            model["decoder"] = part == "decoder.yes"
        elif word is not None and word[1] == "without":
            model["without"] = (*model.get("without", ()), word[2])
        elif word is not None and word[1] in _WORDS:
            (model if _WORDS[word[1]] is ModelSpec else train)[word[1]] = word[2]
        else:
            raise ValueError(
                f"“{part[:20]}” is no setting of a network; expected one such as h64 (units) or seed7."
            )
    return _changed(spec, values, model, train)


def _options(spec: RunSpec) -> list[str]:
    """Return the settings that are words."""
    found = [flag for flag in _FLAG if getattr(spec.model, flag)]
    found += [f"without.{gate}" for gate in spec.model.without]
    if spec.model.decoder != default_run(spec.model.kind, spec.task.name).model.decoder:
        found.append(f"decoder.{'yes' if spec.model.decoder else 'no'}")
    for name, part in _WORDS.items():
        value = getattr(spec.model if part is ModelSpec else spec.train, name)
        if value != part.__dataclass_fields__[name].default:  # type: ignore[attr-defined]
            found.append(f"{name}.{value}")
    return found


def _fields(spec: RunSpec) -> dict[str, str]:
    return {
        "h": str(spec.model.hidden_size),
        "e": str(spec.model.embedding_size),
        "f": _number(spec.model.forget_bias),
        "layers": str(spec.model.layers),
        "radius": _number(spec.model.spectral_radius),
        "truncation": _number(spec.train.truncation),
        "decay": _number(spec.train.decay),
        "g": str(spec.task.shortest),
        "l": str(spec.task.longest),
        "s": str(spec.train.steps),
        "b": str(spec.train.batch_size),
        "r": _number(spec.train.learning_rate),
        "c": _number(spec.train.clip),
        "seed": str(spec.seed),
    }


def _change(step: str, name: str, value: str) -> Change:
    return (
        int(step),
        "clip" if name == "clip" else "learning_rate",
        None if value == "none" else float(value),
    )


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.12g}"


def _changed(spec: RunSpec, values: dict[str, str], model: dict[str, Any], train: dict[str, Any]) -> RunSpec:
    def whole(name: str, before: int) -> int:
        text = values.get(name, str(before))
        if not text.isdecimal():
            raise ValueError(f"{name}{text[:20]} is not a whole number.")
        return int(text)

    def real(name: str, before: float | None) -> float | None:
        text = values.get(name)
        return before if text is None else None if text == "none" else float(text)

    rate, bias = real("r", spec.train.learning_rate), real("f", spec.model.forget_bias)
    window = values.get("truncation")
    if rate is None or bias is None:
        raise ValueError(
            "Only clipping (c), decay, radius and truncation can be none; "
            "the learning rate (r) and the forget bias (f) are numbers."
        )
    return RunSpec(
        model=replace(
            spec.model,
            hidden_size=whole("h", spec.model.hidden_size),
            embedding_size=whole("e", spec.model.embedding_size),
            forget_bias=bias,
            layers=whole("layers", spec.model.layers),
            spectral_radius=real("radius", spec.model.spectral_radius),
            **model,
        ),
        task=replace(
            spec.task, shortest=whole("g", spec.task.shortest), longest=whole("l", spec.task.longest)
        ),
        train=replace(
            spec.train,
            steps=whole("s", spec.train.steps),
            batch_size=whole("b", spec.train.batch_size),
            learning_rate=rate,
            clip=real("c", spec.train.clip),
            decay=real("decay", spec.train.decay),
            truncation=None if window is None or window == "none" else whole("truncation", 0),
            **train,
        ),
        seed=whole("seed", spec.seed),
    )
