"""The recipe of a run: what network, on which task, trained how, from which seed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from .changes import Change, checked_changes, in_words
from .limits import LIMITS, VECTOR_SIZES, check_int, check_word, checked_float, shown
from .model import ADDED, ModelSpec, options

TaskName = Literal[
    "recall", "agreement", "sentiment", "brackets", "anbn", "adding", "total", "xor", "tagging",
    "characters", "words", "reversal",
]  # fmt: skip
Optimiser = Literal["adam", "adagrad", "sgd"]

TASKS: tuple[TaskName, ...] = get_args(TaskName)
READS_TEXT = ("characters", "words")
"""The tasks that can learn from the visitor's own text."""


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task and the lengths it trains on, from `shortest` to `longest` inclusive.

    What they count, and how far they go, stands in `LIMITS` under the task's name. `text` is the visitor's
    own, for a language model to learn; empty for the text that is supplied.
    """

    name: TaskName = "recall"
    shortest: int = 3
    longest: int = 24
    text: str = field(default="", repr=False, metadata=ADDED)

    def __post_init__(self) -> None:
        check_word("task name", self.name, TASKS)
        check_int("shortest", self.shortest, self.name)
        check_int("longest", self.longest, self.name)
        if self.shortest > self.longest:
            raise ValueError(
                f"shortest is {self.shortest} and longest is {self.longest}: "
                "shortest must not be above longest. Swap them."
            )
        _check_text(self.name, self.text)


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """`steps` steps of the optimiser on `batch_size` fresh sentences each.

    `clip` bounds the gradient norm; None leaves it as it is. `truncation` cuts the gradient between windows
    of so many timesteps, counted from the end of each sentence (Williams and Peng 1990); None cuts nothing.
    `changes` (step, name, value) say what is different on the way: from the moment when so many steps are
    finished, "learning_rate" or "clip" has that value. They stand in order of their steps. In the last
    quarter of the steps the learning rate is `decay` times what it was; None leaves it.
    """

    steps: int = 500
    batch_size: int = 32
    learning_rate: float = 0.005
    clip: float | None = 1.0
    optimiser: Optimiser = field(default="adam", metadata=ADDED)
    truncation: int | None = field(default=None, metadata=ADDED)
    changes: tuple[Change, ...] = field(default=(), metadata=ADDED)
    decay: float | None = field(default=None, metadata=ADDED)

    def __post_init__(self) -> None:
        check_word("optimiser", self.optimiser, get_args(Optimiser))
        if self.truncation is not None:
            check_int("truncation", self.truncation)
        check_int("steps", self.steps)
        check_int("batch_size", self.batch_size)
        object.__setattr__(self, "learning_rate", checked_float("learning_rate", self.learning_rate))
        if self.clip is not None:
            object.__setattr__(self, "clip", checked_float("clip", self.clip))
        if self.decay is not None:
            object.__setattr__(self, "decay", checked_float("decay", self.decay))
        object.__setattr__(self, "changes", checked_changes(self.changes, self.steps))

    @property
    def decays_at(self) -> int:
        """How many steps are finished when the learning rate decays, if it does."""
        return self.steps - self.steps // 4

    def in_force(self, step: int) -> tuple[float, float | None]:
        """Return learning rate and clip of the step that follows `step` finished ones."""
        rate, clip, left = self.learning_rate, self.clip, self.decay
        for at, name, value in (*self.changes, (self.steps, "", None)):
            if left is not None and self.decays_at <= min(at, step):
                rate, left = left * rate, None
            if at <= step and name == "clip":
                clip = value
            elif at <= step and value is not None:
                rate = value
        return rate, clip


@dataclass(frozen=True, slots=True)
class RunSpec:
    """Everything a training run depends on."""

    model: ModelSpec = field(default_factory=ModelSpec)
    task: TaskSpec = field(default_factory=TaskSpec)
    train: TrainSpec = field(default_factory=TrainSpec)
    seed: int = 0

    def __post_init__(self) -> None:
        for name, kind in _PARTS.items():
            value = getattr(self, name)
            if type(value) is not kind:
                raise ValueError(f"{name} is {shown(value)}; expected a {kind.__name__}.")
        check_int("seed", self.seed)
        if self.model.bidirectional and self.train.truncation is not None:
            raise ValueError(
                "truncation does not go with bidirectional: the second direction reads from the end, so "
                "there is no window to cut. Leave one of them out."
            )

        if self.model.decoder and self.task.name != "reversal":
            raise ValueError(
                f"decoder is True, and {self.task.name} has no answer of several words for it to write: only "
                "reversal has. Choose reversal, or leave the decoder out."
            )
        if self.model.decoder and self.train.truncation is not None:
            raise ValueError(
                "truncation does not go with a decoder: what it has to learn lies behind the cut. Leave one "
                "of them out."
            )
        given = VECTOR_SIZES.get(self.task.name, self.model.embedding_size)
        if self.model.embedding_size != given:
            raise ValueError(
                f"embedding_size is {self.model.embedding_size}, and the words of {self.task.name} stand for "
                f"{given} numbers each, which are given and not learnt. Choose embedding_size {given}."
            )

    def to_dict(self) -> dict[str, Any]:
        """Return plain nested values, ready for JSON; `from_dict` reads them back."""
        parts = {name: _values(getattr(self, name)) for name in _PARTS}
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
        text = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def label(self) -> str:
        """Return a short caption, such as "LSTM, 32 units, recall 3-9, 500 steps, seed 0"."""
        task = f"{self.task.name} {self.task.shortest}-{self.task.longest}"
        task += " of own text" if self.task.text else ""
        size = f"{self.model.hidden_size} units"
        steps = f"{self.train.steps:,} steps"
        if self.train.optimiser != "adam":
            steps += f" of {self.train.optimiser.upper()}"
        if self.train.clip != _USUAL_CLIP:
            clip = self.train.clip
            steps += ", no clipping" if clip is None else f", clipped at {clip:g}"
        if self.train.truncation is not None:
            steps += f" in windows of {self.train.truncation}"
        if self.train.decay is not None:
            steps += f", rate × {self.train.decay:g} in the last quarter"
        changes = [in_words(change) for change in self.train.changes]
        parts = [self.model.kind.upper(), size, *options(self.model), task, steps, *changes]
        parts.append(f"seed {self.seed}")
        return ", ".join(parts)


_USUAL_CLIP = 1.0

_PARTS: Mapping[str, type[ModelSpec | TaskSpec | TrainSpec]] = MappingProxyType(
    {"model": ModelSpec, "task": TaskSpec, "train": TrainSpec}
)


def _check_text(name: TaskName, text: object) -> None:
    """Refuse a text of the visitor's that no language model can learn from."""
    if not isinstance(text, str):
        raise ValueError(  # noqa: TRY004 - as every other value that a spec refuses
            f"text is {shown(text)}; expected your own text with words in it, or nothing."
        )
    if text and not text.strip():
        raise ValueError("Your text has no words in it, only spaces. Put some in, or leave it empty.")
    if text and name not in READS_TEXT:
        raise ValueError(f"text does not go with {name}: only {' and '.join(READS_TEXT)} learn from a text.")
    low, high, _ = LIMITS["text"]
    if text and not low <= len(text) <= high:
        raise ValueError(
            f"Your text has {len(text):,} characters; choose one of {low:,.0f} to {high:,.0f}. "
            + ("Add more of it." if len(text) < low else "Cut it down.")
        )


def _values(part: ModelSpec | TaskSpec | TrainSpec) -> dict[str, Any]:
    return {
        f.name: getattr(part, f.name)
        for f in fields(part)
        if not ("added" in f.metadata and getattr(part, f.name) == f.default)
    }


def _part(name: str, kind: type[Any], values: Mapping[str, Any]) -> Any:
    _check_keys(name, values, kind)
    return kind(**values)


def _check_keys(name: str, values: object, kind: type[Any]) -> None:
    known = [f.name for f in fields(kind)]
    unknown = [key for key in values if key not in known] if isinstance(values, Mapping) else None
    if unknown is None:
        raise ValueError(f"{name} is {shown(values)}; expected {', '.join(known)} and their values.")
    if unknown:
        raise ValueError(f"{name} has no {shown(unknown[0])}; it has {', '.join(known)}. Remove it.")
