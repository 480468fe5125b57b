"""The recipe of a network: its cell, its sizes, and every option that may be chosen.

Options that contradict each other are refused. Knows nothing about arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from .limits import check_bool, check_int, check_word, checked_float, shown

Kind = Literal["rnn", "gru", "lstm"]
Activation = Literal["tanh", "relu", "sigmoid", "identity"]
Initialisation = Literal["uniform", "orthogonal", "identity", "gaussian"]
InitialState = Literal["zeros", "random", "learnt"]
Convention = Literal["pytorch", "textbook"]
Connection = Literal["plain", "residual", "highway", "dense"]
Readout = Literal["each", "last", "mean", "max"]

KINDS: tuple[Kind, ...] = get_args(Kind)
REMOVABLE: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {"rnn": (), "gru": ("reset_gate",), "lstm": ("input_gate", "forget_gate", "output_gate")}
)
"""The gates that a cell can do without."""

ADDED: Mapping[str, bool] = MappingProxyType({"added": True})
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
        decoder: Whether a second network of the same kind and size, with weights of its own, takes over where
            the answer begins, from the last state of the first (Sutskever et al. 2014).

    Raises:
        ValueError: if a value is out of range or does not go with the others.
    """

    kind: Kind = "lstm"
    embedding_size: int = 16
    hidden_size: int = 32
    forget_bias: float = 1.0
    activation: Activation = field(default="tanh", metadata=ADDED)
    initialisation: Initialisation = field(default="uniform", metadata=ADDED)
    spectral_radius: float | None = field(default=None, metadata=ADDED)
    initial_state: InitialState = field(default="zeros", metadata=ADDED)
    convention: Convention = field(default="pytorch", metadata=ADDED)
    without: tuple[str, ...] = field(default=(), metadata=ADDED)
    peepholes: bool = field(default=False, metadata=ADDED)
    bidirectional: bool = field(default=False, metadata=ADDED)
    layers: int = field(default=1, metadata=ADDED)
    connection: Connection = field(default="plain", metadata=ADDED)
    readout: Readout = field(default="each", metadata=ADDED)
    decoder: bool = field(default=False, metadata=ADDED)

    def __post_init__(self) -> None:
        check_word("kind", self.kind, KINDS)
        for name, words in _MODEL_WORDS.items():
            check_word(name, getattr(self, name), words)
        for name in ("embedding_size", "hidden_size", "layers"):
            check_int(name, getattr(self, name))
        for name in ("peepholes", "bidirectional", "decoder"):
            check_bool(name, getattr(self, name))
        object.__setattr__(self, "forget_bias", checked_float("forget_bias", self.forget_bias))
        if self.spectral_radius is not None:
            radius = checked_float("spectral_radius", self.spectral_radius)
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
                f"{name} is {shown(value)} and kind is {model.kind}: only the {kind.upper()} has this "
                f"option. Leave it out, or choose {kind}."
            )
    if model.peepholes and len(model.without) == len(REMOVABLE["lstm"]):
        raise ValueError(
            "peepholes are there for gates, and without leaves none. Turn the peepholes off, or keep a gate."
        )
    if model.decoder and (model.bidirectional or model.connection != "plain" or model.readout != "each"):
        raise ValueError(
            "A decoder goes on from the last state of the network before it, layer by layer: it needs one "
            "direction, plain connections and the readout “each”. Choose these, or leave the decoder out."
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
        raise ValueError(f"without is {shown(gates)}; a {kind.upper()} can do without {can}.")
    return tuple(gate for gate in allowed if gate in gates)


def options(model: ModelSpec) -> list[str]:
    """Return the options of a model that are not the usual ones, in words."""
    words = [f"{model.layers} layers"] if model.layers > 1 else []
    words += ["both directions"] if model.bidirectional else []
    words += ["decoder"] if model.decoder else []
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
