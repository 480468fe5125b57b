"""A run's spec as one short line of text, for links: "recall-lstm-h64-layers2-without.forget_gate-seed7".

What is left out is the default recipe's. How an option is written follows from its declaration beside its
field: its word and a number ("h64", "cnone"), a dot and a word ("activation.relu"), or its word alone: yes.
The text is read by rule, never evaluated; what it says goes through the spec's own checks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast, get_args

from ..spec import OPTIONS, Change, Kind, RunSpec, TaskName
from ..spec.model import CONVENTIONS, by_convention, by_option
from ..spec.option import Setting, number
from . import default_run

MOST_LETTERS = 1200
_ORDER = (
    "h", "e", "f", "layers", "radius", "truncation", "decay", "g", "l", "s", "b", "r", "c", "seed",
    "peepholes", "bidirectional", "without", "decoder",
    "activation", "initialisation", "initial_state", "convention", "connection", "readout", "optimiser", "at",
)  # fmt: skip
"""As lines have always been written; a new option stands behind these and need not be named here."""

_SAID: Mapping[str, Setting] = MappingProxyType({one.option.link: one for one in OPTIONS if one.option.link})
"""Every option that a line can say, by its word."""

_NUMBERS = [link for link, one in _SAID.items() if one.form in ("whole", "real")]
_NULLABLE = [link for link in _NUMBERS if _SAID[link].nothing]
_NUMBER = r"-?\d{1,12}(?:\.\d{1,20})?(?:e-?\d{1,3})?|none"
_FIELD = re.compile(rf"({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})({_NUMBER})")
_CHANGE = re.compile(rf"at(\d{{1,9}})\.(rate|clip)({_NUMBER})")


def to_line(spec: RunSpec) -> str:
    """Return the line for a spec; `from_line` gives the same spec back.

    Raises:
        ValueError: if the spec has the visitor's own text, which no link can hold.
    """
    if spec.task.own:
        raise ValueError(f"A link cannot hold your own {spec.task.own}. Download the network instead.")
    default = default_run(spec.model.kind, spec.task.name)
    words = {
        link: list(_written(one, one.of(spec)))
        for link, one in _SAID.items()
        if one.of(spec) != one.of(default)
    }
    both = by_convention({name: getattr(spec.model, name) for name in CONVENTIONS["textbook"]})
    if "convention" in both:
        words = {link: said for link, said in words.items() if link not in CONVENTIONS["textbook"]}
        words["convention"] = [f"convention.{both['convention']}"]
    order = [*_ORDER, *(link for link in words if link not in _ORDER)]
    changed = [word for link in order for word in words.get(link, ())]
    return "-".join([spec.task.name, spec.model.kind, *changed])


def from_line(text: str) -> RunSpec:
    """Read a line that `to_line` wrote.

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
    values: dict[str, dict[str, Any]] = {one.part: {} for one in OPTIONS}
    for part in parts[2:]:
        _read(part, values)
    spec = default_run(cast(Kind, parts[1]), cast(TaskName, parts[0]))
    # All at once: one by one, some might not go together.
    changed = {part: replace(getattr(spec, part), **new) for part, new in values.items() if part}
    return replace(spec, **changed, **values[""])


def _written(one: Setting, value: Any) -> Iterator[str]:
    """Yield what a line says of a value that is not the default recipe's."""
    link = one.option.link
    if one.form in ("whole", "real"):
        yield link + _number(value)
    elif one.form == "switch":
        yield link if value else f"{link}.no"
    elif one.form == "word":
        yield f"{link}.{value}"
    elif one.name == "changes":
        for step, name, new in value:
            yield f"{link}{step}.{'clip' if name == 'clip' else 'rate'}{_number(new)}"
    else:
        yield from (f"{link}.{word}" for word in value)


def _number(value: float | None) -> str:
    return "none" if value is None else number(value)


def _read(part: str, values: dict[str, dict[str, Any]]) -> None:
    """Put what a part of a line says into `values`, by part of the spec and name of the field."""
    if change := _CHANGE.fullmatch(part):
        before = values["train"].get("changes", ())
        values["train"]["changes"] = (*before, _change(*change.groups()))
        return
    if numbered := _FIELD.fullmatch(part):
        one = _SAID[numbered[1]]
        values[one.part][one.name] = _read_number(one, numbered[2])
        return
    link, _, word = part.partition(".")
    there = _SAID.get(link)
    if link == "convention" and word:
        values["model"] |= by_option({link: word})
    elif there and there.form == "switch" and word in ("", "yes", "no"):
        values[there.part][there.name] = word != "no"
    elif there and there.form == "word" and word:
        values[there.part][there.name] = word
    elif there and there.name == "without" and word:
        values["model"]["without"] = (*values["model"].get("without", ()), word)
    else:
        raise ValueError(
            f"“{part[:20]}” is no setting of a network; expected one such as h64 (units) or seed7."
        )


def _read_number(one: Setting, text: str) -> float | None:
    if text == "none":
        if not one.nothing:
            raise ValueError(f"{one.name} cannot be none; only {', '.join(_NULLABLE)} can. Give a number.")
        return None
    if one.form == "real":
        return float(text)
    if not text.isdecimal():
        raise ValueError(f"{one.name} is {text[:20]}; expected a whole number.")
    return int(text)


def _change(step: str, name: str, value: str) -> Change:
    number = None if value == "none" else float(value)
    return int(step), "clip" if name == "clip" else "learning_rate", number
