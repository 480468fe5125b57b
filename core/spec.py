"""The recipe of a run: what network, on which task, trained how, from which seed.

A spec is a frozen value of plain numbers and words. It is the cache key, the deep link and the caption
under a picture; the same spec gives the same numbers. Every spec that exists is valid: the constructors
raise `ValueError` with a sentence that says what came, what was expected and what to do.

Knows nothing about arrays, torch or the interface.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Self, get_args

Kind = Literal["rnn", "gru", "lstm"]
TaskName = Literal["recall", "sentiment"]

KINDS: tuple[Kind, ...] = get_args(Kind)
TASKS: tuple[TaskName, ...] = get_args(TaskName)


class Limit(NamedTuple):
    """Smallest and largest allowed value of a field, and what the field counts."""

    low: float
    high: float
    what: str


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "embedding_size": Limit(1, 64, "numbers in a word's vector"),
        "hidden_size": Limit(1, 128, "units"),
        "forget_bias": Limit(-10.0, 10.0, "bias of the forget gate before training"),
        "steps": Limit(1, 5000, "training steps"),
        "batch_size": Limit(1, 256, "sentences in a training step"),
        "learning_rate": Limit(1e-6, 100.0, "learning rate of Adam"),
        "clip": Limit(1e-6, 1e6, "largest gradient norm"),
        "seed": Limit(0, 2**31 - 1, "seed"),
        "gap": Limit(3, 40, "words between the subject and the word it decides"),
        "fillers": Limit(0, 40, "neutral words after the last judgement"),
    }
)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A network with one recurrent layer: word vectors, a cell of `kind`, a linear readout.

    `forget_bias` is where the LSTM's forget gate starts; other cells ignore it.
    """

    kind: Kind = "lstm"
    embedding_size: int = 16
    hidden_size: int = 32
    forget_bias: float = 1.0

    def __post_init__(self) -> None:
        _check_word("kind", self.kind, KINDS)
        _check_int("embedding_size", self.embedding_size)
        _check_int("hidden_size", self.hidden_size)
        object.__setattr__(self, "forget_bias", _checked_float("forget_bias", self.forget_bias))


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task and the lengths it trains on, from `shortest` to `longest` inclusive.

    For "recall" they are gaps in words; for "sentiment" neutral words after the last judgement.
    """

    name: TaskName = "recall"
    shortest: int = 3
    longest: int = 24

    def __post_init__(self) -> None:
        _check_word("task name", self.name, TASKS)
        limit = "gap" if self.name == "recall" else "fillers"
        _check_int("shortest", self.shortest, limit)
        _check_int("longest", self.longest, limit)
        if self.shortest > self.longest:
            raise ValueError(
                f"shortest is {self.shortest} and longest is {self.longest}: "
                "shortest must not be above longest. Swap them."
            )


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """`steps` steps of Adam on `batch_size` fresh sentences each.

    `clip` bounds the gradient norm; None leaves it as it is.
    """

    steps: int = 500
    batch_size: int = 32
    learning_rate: float = 0.005
    clip: float | None = 1.0

    def __post_init__(self) -> None:
        _check_int("steps", self.steps)
        _check_int("batch_size", self.batch_size)
        object.__setattr__(self, "learning_rate", _checked_float("learning_rate", self.learning_rate))
        if self.clip is not None:
            object.__setattr__(self, "clip", _checked_float("clip", self.clip))


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
                raise ValueError(f"{name} is {_shown(value)}; expected a {kind.__name__}.")
        _check_int("seed", self.seed)

    def to_dict(self) -> dict[str, Any]:
        """Return plain nested values, ready for JSON; `from_dict` reads them back."""
        return asdict(self)

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
        size = f"{self.model.hidden_size} units"
        return f"{self.model.kind.upper()}, {size}, {task}, {self.train.steps} steps, seed {self.seed}"


_PARTS: Mapping[str, type[ModelSpec | TaskSpec | TrainSpec]] = MappingProxyType(
    {"model": ModelSpec, "task": TaskSpec, "train": TrainSpec}
)


def default_run(kind: Kind, task_name: TaskName = "recall", seed: int = 0) -> RunSpec:
    """Return the measured recipe of a cell on a task (`python -m tests.bench.recipes` measures it again)."""
    _check_word("kind", kind, KINDS)
    _check_word("task name", task_name, TASKS)
    if task_name == "recall":
        patient = TrainSpec(steps=800, learning_rate=0.005)  # the RNN falls apart at the others' pace
        return RunSpec(
            ModelSpec(kind, embedding_size=16, hidden_size=32),
            TaskSpec("recall", shortest=3, longest=24),
            patient if kind == "rnn" else TrainSpec(steps=450, learning_rate=0.012),
            seed,
        )
    return RunSpec(
        ModelSpec(kind, embedding_size=8, hidden_size=8),
        TaskSpec("sentiment", shortest=0, longest=6),
        TrainSpec(steps=500, learning_rate=0.02),
        seed,
    )


def _part(name: str, kind: type[Any], values: Mapping[str, Any]) -> Any:
    _check_keys(name, values, kind)
    return kind(**values)


def _check_keys(name: str, values: object, kind: type[Any]) -> None:
    known = [f.name for f in fields(kind)]
    unknown = [key for key in values if key not in known] if isinstance(values, Mapping) else None
    if unknown is None:
        raise ValueError(f"{name} is {_shown(values)}; expected {', '.join(known)} and their values.")
    if unknown:
        raise ValueError(f"{name} has no {_shown(unknown[0])}; it has {', '.join(known)}. Remove it.")


def _check_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} is {_shown(value)}; choose one of {', '.join(allowed)}.")


def _check_int(name: str, value: object, limit: str | None = None) -> None:
    bounds = LIMITS[limit or name]
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not bounds.low <= value <= bounds.high:  # type: ignore[operator]
        raise ValueError(f"{name} is {_shown(value)}; choose a whole number {_range(bounds)}.")


def _checked_float(name: str, value: object) -> float:
    bounds = LIMITS[name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not bounds.low <= value <= bounds.high:  # type: ignore[operator]
        raise ValueError(f"{name} is {_shown(value)}; choose a number {_range(bounds)}.")
    return float(value)  # type: ignore[arg-type]


def _range(bounds: Limit) -> str:
    return f"from {bounds.low:g} to {bounds.high:.10g} ({bounds.what})"


def _shown(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 100:
        return "a number of more than 30 digits"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
