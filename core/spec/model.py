"""The recipe of a network: its cell, its sizes, and every option that may be chosen.

Options that contradict each other are refused. Knows nothing about arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from .limits import Limit, check_word, shown
from .option import Control, check_cell, check_fields, option, settings
from .tasks import TASKS

Kind = Literal["rnn", "gru", "lstm"]
Activation = Literal["tanh", "relu", "sigmoid", "identity"]
Initialisation = Literal["uniform", "orthogonal", "identity", "gaussian"]
InitialState = Literal["zeros", "random", "learnt"]
UpdateGate = Literal["keeps", "writes"]
ResetGate = Literal["after", "before"]
Connection = Literal["plain", "residual", "highway", "dense"]
Readout = Literal["each", "last", "mean", "max"]

KINDS: tuple[Kind, ...] = get_args(Kind)
REMOVABLE: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {"rnn": (), "gru": ("reset_gate",), "lstm": ("input_gate", "forget_gate", "output_gate")}
)
"""The gates that a cell can do without."""


def gates_in_words(without: tuple[str, ...]) -> str:
    """Return which gates are left, such as "input + output"."""
    if not without:
        return "all gates"
    (gates,) = (gates for gates in REMOVABLE.values() if without[0] in gates)
    return " + ".join(gate.removesuffix("_gate") for gate in gates if gate not in without) or "no gate"


CONVENTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "pytorch": MappingProxyType({"update_gate": "keeps", "reset_gate": "after"}),
        "textbook": MappingProxyType({"update_gate": "writes", "reset_gate": "before"}),
    }
)
"""Two options of a GRU by one name, as in old links, keys and files: the textbook's (Chung et al. 2014)."""


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
        attention: Whether the decoder's readout also sees a mean of the encoder's states, weighted by how
            well each goes with the decoder's own (Luong et al. 2015, "dot").
        update_gate: Whether a GRU's update gate near 1 keeps the state (Cho et al. 2014, PyTorch, Keras,
            ONNX) or writes the candidate (Chung et al. 2014).
        reset_gate: Whether a GRU's reset gate stands after the matrix product (PyTorch, cuDNN) or before it
            (both papers).

    Raises:
        ValueError: if a value is out of range or does not go with the others.
    """

    kind: Kind = field(
        default="lstm",
        metadata=option(
            link="",
            rank=0,
            about="cell",
            says=str.upper,
            help="The cell",
            original=True,
            always_said=True,
        ),
    )
    embedding_size: int = field(
        default=16,
        metadata=option(
            link="e",
            rank=170,
            about="word vectors",
            says="vectors of {}",
            limit=Limit(1, 300, "numbers in a word's vector"),
            tasks=tuple(name for name, facts in TASKS.items() if not facts.numbers),
            control=Control("training", "Embedding size"),
            help="Numbers in a word's vector",
            original=True,
        ),
    )
    hidden_size: int = field(
        default=32,
        metadata=option(
            link="h",
            rank=70,
            about="units",
            says="{} units",
            limit=Limit(1, 256, "units"),
            control=Control("first", "Units"),
            help="Units of each layer and direction",
            original=True,
            always_said=True,
        ),
    )
    forget_bias: float = field(
        default=1.0,
        metadata=option(
            link="f",
            rank=60,
            about="forget bias",
            says="forget bias {}",
            limit=Limit(-10.0, 10.0, "bias of the forget gate before training"),
            cells=("lstm",),
            ignored=True,
            control=Control("cell", "Forget bias"),
            help="Where the forget gate's bias starts",
            original=True,
        ),
    )
    activation: Activation = field(
        default="tanh",
        metadata=option(
            link="activation",
            rank=80,
            about="activation",
            says="{}",
            cells=("rnn",),
            control=Control("cell", "Activation"),
            help="What squashes the state",
        ),
    )
    initialisation: Initialisation = field(
        default="uniform",
        metadata=option(
            link="initialisation",
            rank=90,
            about="initialisation",
            says="{} weights",
            control=Control("states", "Recurrent weights"),
            help="How each recurrent matrix is drawn; identity is the IRNN's",
        ),
    )
    spectral_radius: float | None = field(
        default=None,
        metadata=option(
            link="radius",
            rank=100,
            about="radius",
            says="radius {}",
            off="radius as drawn",
            limit=Limit(0.0, 10.0, "largest size of an eigenvalue of the recurrent weights"),
            control=Control("states", "Spectral radius", 0.1, "as drawn"),
            help="To which each recurrent matrix is then scaled",
        ),
    )
    initial_state: InitialState = field(
        default="zeros",
        metadata=option(
            link="initial_state",
            rank=210,
            about="initial state",
            says="{} initial state",
            control=Control("states", "Initial state"),
            help="Random is drawn once from the seed and never trained",
        ),
    )
    without: tuple[str, ...] = field(
        default=(),
        metadata=option(
            link="without",
            rank=20,
            about="gates",
            says=gates_in_words,
            caption=lambda without: ", ".join(f"no {gate.replace('_', ' ')}" for gate in without),
            cells=("gru", "lstm"),
            control=Control("cell", "Gates"),
            help="Gates that are left out; an absent one stands at 1. A GRU without its reset gate is the "
            "simplified one",
        ),
    )
    peepholes: bool = field(
        default=False,
        metadata=option(
            link="peepholes",
            rank=200,
            about="peepholes",
            says="peepholes",
            off="no peepholes",
            cells=("lstm",),
            control=Control("cell", "Peepholes"),
            help="Whether the gates see the cell state",
        ),
    )
    bidirectional: bool = field(
        default=False,
        metadata=option(
            link="bidirectional",
            rank=30,
            about="directions",
            says="both directions",
            off="one direction",
            control=Control("cell", "Both directions"),
            help="Whether a second direction reads from the end",
        ),
    )
    layers: int = field(
        default=1,
        metadata=option(
            link="layers",
            rank=40,
            about="layers",
            says=lambda layers: f"{layers} layer{'s' * (layers > 1)}",
            limit=Limit(1, 8, "layers"),
            control=Control("cell", "Layers"),
            help="Layers on each other",
            always_said=True,
        ),
    )
    connection: Connection = field(
        default="plain",
        metadata=option(
            link="connection",
            rank=230,
            about="connection",
            says="{} layers",
            control=Control("states", "Around each layer"),
            help="residual: input + output; highway: a gated mixture; dense: both side by side. Residual and "
            "highway need an embedding size equal to the width of a layer",
        ),
    )
    readout: Readout = field(
        default="each",
        metadata=option(
            link="readout",
            rank=240,
            about="readout",
            says="{} readout",
            control=Control("states", "Read from"),
            help="What answers: each state at its word; last, mean or max of the states so far",
        ),
    )
    decoder: bool = field(
        default=False,
        metadata=option(
            link="decoder",
            rank=35,
            about="decoder",
            says="decoder",
            off="no decoder",
            tasks=tuple(name for name, facts in TASKS.items() if facts.writes),
            control=Control("cell", "Decoder"),
            help="Whether a second network writes the answer, from the last state of the first",
        ),
    )
    attention: bool = field(
        default=False,
        metadata=option(
            link="attention",
            rank=36,
            about="attention",
            says="attention",
            off="no attention",
            tasks=tuple(name for name, facts in TASKS.items() if facts.writes),
            control=Control("cell", "Attention"),
            help="Whether each answer also sees a mean of the encoder's states, weighted by how well they go "
            "with the decoder's",
        ),
    )
    update_gate: UpdateGate = field(
        default="keeps",
        metadata=option(
            link="update_gate",
            rank=220,
            about="update gate",
            says="update gate {}",
            cells=("gru",),
            control=Control("cell", "Update gate"),
            help="Near 1 it keeps the state (PyTorch) or writes the candidate (Chung et al. 2014)",
        ),
    )
    reset_gate: ResetGate = field(
        default="after",
        metadata=option(
            link="reset_gate",
            rank=221,
            about="reset gate",
            says="reset {} the product",
            cells=("gru",),
            control=Control("cell", "Reset gate"),
            help="It stands after the matrix product (PyTorch) or before it (Cho et al. 2014)",
        ),
    )

    def __post_init__(self) -> None:
        check_fields(self, _OPTIONS)
        object.__setattr__(self, "without", _checked_gates(self.kind, self.without))
        check_cell(self, _OPTIONS, self.kind)
        _check_together(self)

    @property
    def directions(self) -> tuple[bool, ...]:
        """Whether each direction of a layer reads from the end: (False,) or (False, True)."""
        return (False, True) if self.bidirectional else (False,)

    @property
    def width(self) -> int:
        """Numbers that a layer's states hold at each timestep, both directions together."""
        return self.hidden_size * len(self.directions)


_OPTIONS = settings(ModelSpec)


def by_convention(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's values with `convention` for the two options that it stands for, where both are so."""
    textbook = CONVENTIONS["textbook"]
    if any(values.get(name) != value for name, value in textbook.items()):
        return dict(values)
    return {name: value for name, value in values.items() if name not in textbook} | {
        "convention": "textbook"
    }


def by_option(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's values with the two options that a `convention` stands for; undoes `by_convention`."""
    if "convention" not in values:
        return dict(values)
    check_word("convention", values["convention"], tuple(CONVENTIONS))
    rest = {name: value for name, value in values.items() if name != "convention"}
    return {**CONVENTIONS[values["convention"]], **rest}


def _check_together(model: ModelSpec) -> None:
    """Refuse options that contradict each other."""
    if model.peepholes and len(model.without) == len(REMOVABLE["lstm"]):
        raise ValueError(
            "peepholes are there for gates, and without leaves none. Turn the peepholes off, or keep a gate."
        )
    if model.decoder and (model.bidirectional or model.connection != "plain" or model.readout != "each"):
        raise ValueError(
            "A decoder goes on from the last state of the network before it, layer by layer: it needs one "
            "direction, plain connections and the readout “each”. Choose these, or leave the decoder out."
        )
    if model.attention and not model.decoder:
        raise ValueError(
            "attention is True, and there is no decoder that could look back at the encoder's states. Choose "
            "the decoder, too, or leave attention out."
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
