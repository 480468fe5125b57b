"""The recipe of a run: what network, on which task, trained how, from which seed.

A spec is a frozen value of plain numbers and words. It is the cache key, the deep link and the caption
under a picture; the same spec gives the same numbers. Every spec that exists is valid: the constructors
raise `ValueError` with a sentence that says what came, what was expected and what to do.

Knows nothing about arrays, torch or the interface.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Self, get_args

Kind = Literal["rnn", "gru", "lstm"]
TaskName = Literal["recall", "sentiment"]
Activation = Literal["tanh", "relu", "sigmoid", "identity"]
Initialisation = Literal["uniform", "orthogonal", "identity", "gaussian"]
InitialState = Literal["zeros", "random", "learnt"]
Convention = Literal["pytorch", "textbook"]
Connection = Literal["plain", "residual", "highway", "dense"]
Readout = Literal["each", "last", "mean", "max"]
Optimiser = Literal["adam", "adagrad", "sgd"]

KINDS: tuple[Kind, ...] = get_args(Kind)
TASKS: tuple[TaskName, ...] = get_args(TaskName)
REMOVABLE: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {"rnn": (), "gru": ("reset_gate",), "lstm": ("input_gate", "forget_gate", "output_gate")}
)
"""The gates that a cell can do without."""


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
        "layers": Limit(1, 4, "layers"),
        "spectral_radius": Limit(0.0, 10.0, "largest size of an eigenvalue of the recurrent weights"),
        "steps": Limit(1, 5000, "training steps"),
        "batch_size": Limit(1, 256, "sentences in a training step"),
        "learning_rate": Limit(1e-6, 100.0, "learning rate"),
        "clip": Limit(1e-6, 1e6, "largest gradient norm"),
        "truncation": Limit(1, 128, "timesteps that a gradient goes back"),
        "seed": Limit(0, 2**31 - 1, "seed"),
        "gap": Limit(3, 40, "words between the subject and the word it decides"),
        "fillers": Limit(0, 40, "neutral words after the last judgement"),
    }
)


_ADDED: Mapping[str, bool] = MappingProxyType({"added": True})
"""Marks fields that a spec's values leave out at their default, so that old keys stay what they are."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A network: word vectors, recurrent layers of one `kind` of cell, a linear readout.

    Attributes:
        kind: The cell.
        embedding_size: Numbers in a word's vector.
        hidden_size: Units of each layer and direction.
        forget_bias: Where the LSTM's forget gate starts; other cells ignore it.
        activation: What squashes the RNN's state.
        initialisation: How each gate's recurrent matrix is drawn; "identity" is the IRNN's (Le et al. 2015).
        spectral_radius: To which each of these matrices is then scaled; None leaves it.
        initial_state: Zeros, a random state that stays as drawn, or one that is learnt.
        convention: The GRU's. "pytorch": an update gate near 1 keeps, the reset gate stands after the matrix
            product. "textbook" (Chung et al. 2014): an update gate near 1 writes, the reset gate stands
            before the product.
        without: Gates that are left out: held open at 1, with no weights. A GRU without its reset gate is
            the simplified one; an LSTM may lack any of its three gates.
        peepholes: Whether the LSTM's gates see the cell state (Gers and Schmidhuber 2000).
        bidirectional: Whether a second direction reads each layer's input from its end.
        layers: How many layers stand on each other.
        connection: What goes around each layer: nothing, the sum of input and output ("residual"), a gated
            mixture ("highway", Srivastava et al. 2015), or both side by side ("dense").
        readout: What the answer is read from: each step's output, the last, the mean or the largest so far.

    Raises:
        ValueError: if a value is out of range or does not go with the others.
    """

    kind: Kind = "lstm"
    embedding_size: int = 16
    hidden_size: int = 32
    forget_bias: float = 1.0
    activation: Activation = field(default="tanh", metadata=_ADDED)
    initialisation: Initialisation = field(default="uniform", metadata=_ADDED)
    spectral_radius: float | None = field(default=None, metadata=_ADDED)
    initial_state: InitialState = field(default="zeros", metadata=_ADDED)
    convention: Convention = field(default="pytorch", metadata=_ADDED)
    without: tuple[str, ...] = field(default=(), metadata=_ADDED)
    peepholes: bool = field(default=False, metadata=_ADDED)
    bidirectional: bool = field(default=False, metadata=_ADDED)
    layers: int = field(default=1, metadata=_ADDED)
    connection: Connection = field(default="plain", metadata=_ADDED)
    readout: Readout = field(default="each", metadata=_ADDED)

    def __post_init__(self) -> None:
        _check_word("kind", self.kind, KINDS)
        for name, words in _MODEL_WORDS.items():
            _check_word(name, getattr(self, name), words)
        for name in ("embedding_size", "hidden_size", "layers"):
            _check_int(name, getattr(self, name))
        for name in ("peepholes", "bidirectional"):
            _check_bool(name, getattr(self, name))
        object.__setattr__(self, "forget_bias", _checked_float("forget_bias", self.forget_bias))
        if self.spectral_radius is not None:
            radius = _checked_float("spectral_radius", self.spectral_radius)
            object.__setattr__(self, "spectral_radius", radius)
        object.__setattr__(self, "without", _checked_gates(self.kind, self.without))
        _check_together(self)

    @property
    def directions(self) -> tuple[bool, ...]:
        """Whether each direction of a layer reads from the end: (False,) or (False, True)."""
        return (False, True) if self.bidirectional else (False,)

    @property
    def width(self) -> int:
        """Numbers that a layer's states hold at each timestep, both directions together."""
        return self.hidden_size * len(self.directions)


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
    """`steps` steps of the optimiser on `batch_size` fresh sentences each.

    `clip` bounds the gradient norm; None leaves it as it is. `truncation` cuts the gradient between windows
    of so many timesteps, counted from the end of each sentence (Williams and Peng 1990); None cuts nothing.
    """

    steps: int = 500
    batch_size: int = 32
    learning_rate: float = 0.005
    clip: float | None = 1.0
    optimiser: Optimiser = field(default="adam", metadata=_ADDED)
    truncation: int | None = field(default=None, metadata=_ADDED)

    def __post_init__(self) -> None:
        _check_word("optimiser", self.optimiser, get_args(Optimiser))
        if self.truncation is not None:
            _check_int("truncation", self.truncation)
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
        if self.model.bidirectional and self.train.truncation is not None:
            raise ValueError(
                "truncation does not go with bidirectional: the second direction reads from the end, so "
                "there is no window to cut. Leave one of them out."
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
        size = f"{self.model.hidden_size} units"
        steps = f"{self.train.steps} steps"
        if self.train.optimiser != "adam":
            steps += f" of {self.train.optimiser.upper()}"
        if self.train.truncation is not None:
            steps += f" in windows of {self.train.truncation}"
        parts = [self.model.kind.upper(), size, *_options(self.model), task, steps, f"seed {self.seed}"]
        return ", ".join(parts)


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


_MODEL_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activation": get_args(Activation),
        "initialisation": get_args(Initialisation),
        "initial_state": get_args(InitialState),
        "convention": get_args(Convention),
        "connection": get_args(Connection),
        "readout": get_args(Readout),
    }
)


def _check_together(model: ModelSpec) -> None:
    """Refuse options that contradict each other."""
    for name, kind, usual in (
        ("activation", "rnn", "tanh"),
        ("convention", "gru", "pytorch"),
        ("peepholes", "lstm", False),
    ):
        value = getattr(model, name)
        if model.kind != kind and value != usual:
            raise ValueError(
                f"{name} is {_shown(value)} and kind is {model.kind}: only the {kind.upper()} has this "
                f"option. Leave it out, or choose {kind}."
            )
    if model.peepholes and len(model.without) == len(REMOVABLE["lstm"]):
        raise ValueError(
            "peepholes are there for gates, and without leaves none. Turn the peepholes off, or keep a gate."
        )
    if model.connection in ("residual", "highway") and model.embedding_size != model.width:
        raise ValueError(
            f"A {model.connection} connection adds a layer's input to its output, and their widths differ: "
            f"embedding_size is {model.embedding_size}, a layer's output has {model.width} numbers. "
            f"Choose embedding_size {model.width}, or dense."
        )


def _checked_gates(kind: Kind, gates: object) -> tuple[str, ...]:
    """Return the gates to leave out, in the cell's order."""
    allowed = REMOVABLE[kind]
    if not isinstance(gates, tuple | list) or any(gate not in allowed for gate in gates):
        can = f"any of {', '.join(allowed)}" if allowed else "nothing, as this cell has no gates"
        raise ValueError(f"without is {_shown(gates)}; a {kind.upper()} can do without {can}.")
    return tuple(gate for gate in allowed if gate in gates)


def _options(model: ModelSpec) -> list[str]:
    """Return the options of a model that are not the usual ones, in words."""
    words = [f"{model.layers} layers"] if model.layers > 1 else []
    words += ["both directions"] if model.bidirectional else []
    words += ["peepholes"] if model.peepholes else []
    words += [f"no {gate.replace('_', ' ')}" for gate in model.without]
    words += [model.activation] if model.activation != "tanh" else []
    words += [f"{model.initialisation} weights"] if model.initialisation != "uniform" else []
    words += [] if model.spectral_radius is None else [f"radius {model.spectral_radius:g}"]
    words += [f"{model.initial_state} initial state"] if model.initial_state != "zeros" else []
    words += ["textbook convention"] if model.convention == "textbook" else []
    words += [model.connection] if model.connection != "plain" else []
    words += [f"{model.readout} readout"] if model.readout != "each" else []
    return words


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


def _check_bool(name: str, value: object) -> None:
    if value is not True and value is not False:
        raise ValueError(f"{name} is {_shown(value)}; choose True or False.")


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
