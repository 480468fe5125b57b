"""The recipe of a run: what network, on which task, trained how, from which seed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Self

from .changes import in_words
from .limits import Limit, shown
from .memory import check_fits
from .model import ModelSpec, by_convention, by_option
from .option import Control, Setting, check_fields, option, settings
from .tasks import OWN_TEXT, TASKS, TaskSpec
from .train import TrainSpec

_LONG = 200_000
"""A longer text of a visitor's own is in the key by its digest: keys are asked for at every turn."""


@dataclass(frozen=True, slots=True)
class RunSpec:
    """Everything a training run depends on."""

    model: ModelSpec = field(default_factory=ModelSpec)
    task: TaskSpec = field(default_factory=TaskSpec)
    train: TrainSpec = field(default_factory=TrainSpec)
    seed: int = field(
        default=0,
        metadata=option(
            link="seed",
            rank=250,
            about="seed",
            says="seed {}",
            limit=Limit(0, 2**31 - 1, "seed"),
            control=Control("first", "Seed"),
            help="Draws the first weights and the sentences",
            original=True,
            always_said=True,
        ),
    )

    def __post_init__(self) -> None:
        for name, kind in _PARTS.items():
            value = getattr(self, name)
            if type(value) is not kind:
                raise ValueError(f"{name} is {shown(value)}; expected a {kind.__name__}.")
        check_fields(self, _OPTIONS)
        if self.model.bidirectional and self.train.truncation is not None:
            raise ValueError(
                "truncation does not go with bidirectional: the second direction reads from the end, so "
                "there is no window to cut. Leave one of them out."
            )
        if self.model.decoder and not TASKS[self.task.name].writes:
            having = " or ".join(name for name, facts in TASKS.items() if facts.writes)
            raise ValueError(
                f"decoder is True, and {self.task.name} has no answer of several words for it to write. "
                f"Choose {having}, or leave the decoder out."
            )
        if self.model.decoder and self.train.truncation is not None:
            raise ValueError(
                "truncation does not go with a decoder: what it has to learn lies behind the cut. Leave one "
                "of them out."
            )
        if self.model.bidirectional and TASKS[self.task.name].goes_on:
            raise ValueError(
                f"bidirectional does not go with {self.task.name}: a second direction would read what is "
                "asked for. Leave it out."
            )
        given = TASKS[self.task.name].numbers or self.model.embedding_size
        if self.model.embedding_size != given:
            raise ValueError(
                f"embedding_size is {self.model.embedding_size}, and the words of {self.task.name} stand for "
                f"{given} numbers each, which are given and not learnt. Choose embedding_size {given}."
            )
        check_fits(self.model, self.task, self.train)

    def to_dict(self) -> dict[str, Any]:
        """Return plain nested values, ready for JSON; `from_dict` reads them back."""
        parts = {name: _values(self, name) for name in _PARTS}
        return {**parts, "seed": self.seed}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote; what is left out takes its default.

        Raises:
            ValueError: on a key that no spec has, or a value that is out of range or of the wrong kind.
        """
        _check_keys("run", values, cls)
        parts = {name: _part(name, kind, values[name]) for name, kind in _PARTS.items() if name in values}
        rest = {name: values[name] for name in values if name not in _PARTS}
        return cls(**parts, **rest)

    @property
    def key(self) -> str:
        """16 hex digits that two specs share only if they are equal."""
        values = self.to_dict()
        if len(self.task.text) > _LONG:
            values["task"]["text"] = hashlib.sha256(
                self.task.text.encode("utf-8", "surrogatepass")
            ).hexdigest()
        text = json.dumps(values, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def steps(self) -> int:
        """Training steps, as the desk counts them."""
        return self.train.steps

    @property
    def trainer(self) -> str:
        """What trains it, "module:class" in the processes that do: see `core.jobs.engine.Recipe`."""
        return f"{__package__.rpartition('.')[0]}.nets.run:Run"

    def label(self) -> str:
        """Return a caption, such as "LSTM, 32 units, recall 3-9, 500 steps, seed 0".

        It names whatever is not a field's default.
        """
        training = (
            f"{self.train.steps:,} steps",
            *self._unusual("train"),
            *map(in_words, self.train.changes),
        )
        return ", ".join((*self._network(), *training, f"seed {self.seed}"))

    def untrained(self) -> str:
        """Return the caption of the network before its training: "LSTM, 32 units, recall 3-9, seed 0"."""
        return ", ".join((*self._network(), f"seed {self.seed}"))

    def _network(self) -> tuple[str, ...]:
        task = f"{self.task.name} {self.task.shortest}-{self.task.longest}"
        return (
            self.model.kind.upper(),
            f"{self.model.hidden_size} units",
            *self._unusual("model"),
            f"{task} of own {self.task.own}" if self.task.own else task,
            *self._unusual("task"),
        )

    def _unusual(self, part: str) -> list[str]:
        """Return the options of a part that are not at their default, in words, the most telling first."""
        there = sorted((one for one in OPTIONS if one.part == part), key=lambda one: one.option.rank)
        apart = ("kind", "hidden_size", "name", "shortest", "longest", "text", "steps", "changes")
        return [
            one.in_caption(one.of(self))
            for one in there
            if one.of(self) != one.default and one.name not in apart
        ]


_PARTS: Mapping[str, type[ModelSpec | TaskSpec | TrainSpec]] = MappingProxyType(
    {"model": ModelSpec, "task": TaskSpec, "train": TrainSpec}
)


_OPTIONS = settings(RunSpec)
OPTIONS: tuple[Setting, ...] = (
    *(replace(one, part=part) for part, kind in _PARTS.items() for one in settings(kind)),
    *_OPTIONS,
)
"""Every option of a recipe, in the order of its parts and their fields."""

LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        **{one.name: one.option.limit for one in OPTIONS if one.option.limit},
        **{name: facts.lengths for name, facts in TASKS.items()},
        "text": OWN_TEXT,
    }
)
"""How far each number goes: a field by its name, a task's lengths by the task's, a text of one's own."""


def _values(run: RunSpec, part: str) -> dict[str, Any]:
    there = ((one, one.of(run)) for one in OPTIONS if one.part == part)
    values = {one.name: value for one, value in there if one.option.original or value != one.default}
    return by_convention(values) if part == "model" else values


def _part(name: str, kind: type[Any], values: Any) -> Any:
    if kind is ModelSpec and isinstance(values, Mapping):
        values = by_option(values)
    _check_keys(name, values, kind)
    return kind(**values)


def _check_keys(name: str, values: object, kind: type[Any]) -> None:
    known = [f.name for f in fields(kind)]
    unknown = [key for key in values if key not in known] if isinstance(values, Mapping) else None
    if unknown is None:
        raise ValueError(f"{name} is {shown(values)}; expected {', '.join(known)} and their values.")
    if unknown:
        raise ValueError(f"{name} has no {shown(unknown[0])}; it has {', '.join(known)}. Remove it.")
