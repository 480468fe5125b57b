"""A run's spec as one short line of text, for links: "recall-lstm-h64-seed7".

What is left out is the default recipe's. The text is read by rule, never evaluated; what it says goes through
the spec's own checks.
"""

import re
from dataclasses import replace
from typing import cast, get_args

from core.spec import Kind, RunSpec, TaskName, default_run

MOST_LETTERS = 120
_FIELD = re.compile(r"(seed|[hesbrcfgl])(-?\d{1,12}(?:\.\d{1,12})?(?:e-?\d{1,3})?|none)")


def to_recipe(spec: RunSpec) -> str:
    """Return the line for a spec; `from_recipe` gives the same spec back."""
    default = _fields(default_run(spec.model.kind, spec.task.name))
    changed = [f"{name}{value}" for name, value in _fields(spec).items() if value != default[name]]
    return "-".join([spec.task.name, spec.model.kind, *changed])


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
    for part in parts[2:]:
        match = _FIELD.fullmatch(part)
        if match is None:
            raise ValueError(
                f"“{part[:20]}” is no setting of a network; expected one such as h64 (units) or seed7."
            )
        values[match[1]] = match[2]
    return _changed(spec, values)


def _fields(spec: RunSpec) -> dict[str, str]:
    return {
        "h": str(spec.model.hidden_size),
        "e": str(spec.model.embedding_size),
        "f": _number(spec.model.forget_bias),
        "g": str(spec.task.shortest),
        "l": str(spec.task.longest),
        "s": str(spec.train.steps),
        "b": str(spec.train.batch_size),
        "r": _number(spec.train.learning_rate),
        "c": "none" if spec.train.clip is None else _number(spec.train.clip),
        "seed": str(spec.seed),
    }


def _number(value: float) -> str:
    return f"{value:.12g}"


def _changed(spec: RunSpec, values: dict[str, str]) -> RunSpec:
    def whole(name: str, before: int) -> int:
        text = values.get(name, str(before))
        if not text.isdecimal():
            raise ValueError(f"{name}{text[:20]} is not a whole number.")
        return int(text)

    def real(name: str, before: float | None) -> float | None:
        text = values.get(name)
        return before if text is None else None if text == "none" else float(text)

    rate, bias = real("r", spec.train.learning_rate), real("f", spec.model.forget_bias)
    if rate is None or bias is None:
        raise ValueError(
            "Only the clipping (c) can be none; the learning rate (r) and the forget bias (f) are numbers."
        )
    return RunSpec(
        model=replace(
            spec.model,
            hidden_size=whole("h", spec.model.hidden_size),
            embedding_size=whole("e", spec.model.embedding_size),
            forget_bias=bias,
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
        ),
        seed=whole("seed", spec.seed),
    )
