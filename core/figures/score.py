"""The data of a score: staves over the tokens of one sentence, the equations' numbers, their origin.

Plain values that travel as JSON. Nothing is computed here; arrays travel as base64 of float32, norms of
gradients as float64. A signal travels once: staves and lens name it in one table.

A page is one score, and a score is one component: it shares the time axis, the scroller and the cursor by
construction, where separate components would have to be kept in step. Pictures without a time axis are
figures.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..arrays import Floats, packed
from ..equations.signals import Signal, signal_of
from ..instruments.trace import Part, Trace
from ..network import Network
from ..spec import Activation
from .palette import drawn, palette

SIGNS: Mapping[Activation, str] = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "identity": ""}
"""How equations write what squashes a sum; nothing where it stays as it is."""


class SignalAt(NamedTuple):
    """A signal of one layer of a network, in one of its directions, on the sentence of a trace."""

    trace: Trace
    name: str
    layer: int = -1
    reverse: bool = False

    @property
    def signal(self) -> Signal:
        """What it is called, and its scale."""
        return signal_of(self.trace.network.spec.model, self.name)

    @property
    def values(self) -> Floats:
        """Its numbers, (T, H)."""
        return self.trace.layer(self.layer, self.reverse)[self.name]

    @property
    def where(self) -> str:
        """Layer and direction in words, as far as the network has several."""
        model = self.trace.network.spec.model
        layer = f"layer {self.layer % model.layers + 1} of {model.layers}" if model.layers > 1 else ""
        way = ("forwards", "backwards")[self.reverse] if model.bidirectional else ""
        return ", ".join(filter(None, (layer, way)))


def score(
    traces: Sequence[Trace], staves: Sequence[dict[str, Any]], *, name: str, lens: Trace | None = None
) -> dict[str, Any]:
    """Put staves together over the tokens that all `traces` read.

    Args:
        traces: Where the staves come from; they are named in the caption.
        staves: From top to bottom; "of" is the `SignalAt` that a stave shows, if it shows one.
        name: Of the picture, for files.
        lens: The trace whose equations stand beside the staves, if any.
    """
    first, table = traces[0], _Table()
    sources = "; ".join(provenance(trace.network) for trace in traces)
    tokens = zip(first.words, first.known, strict=True)
    return {
        "name": name,
        "tokens": [{"text": word, "known": bool(known)} for word, known in tokens],
        "units": max(trace.hidden.shape[1] for trace in traces),
        "palette": palette(),
        "staves": [stave | {"of": table.key(stave["of"])} if "of" in stave else stave for stave in staves],
        "model": None if lens is None else _lens_model(lens, table),
        "signals": table.told,
        "caption": f"Unrolled · {sources} · “{' '.join(first.words)}”",
    }


def provenance(network: Network) -> str:
    """Say where a network comes from: recipe, training step, and the key of its weights."""
    state = f"after {network.step:,} training steps" if network.step else "untrained"
    return f"{network.spec.label()} · {state} · network {network.key}"


class _Table:
    """The signals of a score, each once, under keys that staves and lens name them by."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self._keys: dict[SignalAt, str] = {}

    def key(self, place: SignalAt) -> str:
        """Return the key of a signal, which is in the table from then on."""
        model = place.trace.network.spec.model
        place = place._replace(layer=place.layer % model.layers)
        if place not in self._keys:
            self._keys[place] = str(len(self._keys))
            self.told[self._keys[place]] = drawn(place.signal) | {"values": packed(place.values)}
        return self._keys[place]


def _lens_model(trace: Trace, table: _Table) -> dict[str, Any]:
    """Return the gates in reading order, each with its sum taken apart, and the weights behind it.

    `squash` is the sign of what squashes a sum; `writes` and `reset` are a GRU's options, `reset` None where
    there is no reset gate.
    """
    gates = [
        {
            "name": name,
            "of": table.key(SignalAt(trace, name)),
            "squash": SIGNS[_activation(trace, name)],
            "offset": trace.top.scan.cell.gates.index(name),
            "input": packed(trace.parts[name].input),
            "recurrent": packed(trace.parts[name].recurrent),
            "bias": packed(trace.parts[name].bias[:, None]),
            **_peephole(trace.parts[name]),
        }
        for name in trace.signals
        if name in trace.parts
    ]
    model = trace.network.spec.model
    reset = model.reset_gate if "reset_gate" in trace.signals else None
    memory = trace.initial_cell
    return {
        "kind": model.kind,
        "hidden_size": model.hidden_size,
        "writes": model.update_gate == "writes",
        "reset": reset,
        "gates": gates,
        "signals": {name: table.key(SignalAt(trace, name)) for name in trace.signals},
        "inputs": packed(trace.top.scan.inputs[:, 0]),
        "initial_hidden": packed(trace.initial_hidden[None]),
        "initial_cell": None if memory is None else packed(memory[None]),
        "weight_input": packed(trace.top.scan.weights.weight_ih),
        "weight_hidden": packed(trace.top.scan.weights.weight_hh),
    }


def _peephole(part: Part) -> dict[str, Any]:
    """Return the share of the cell state, if the gate sees it."""
    return {} if isinstance(part.peephole, float) else {"peephole": packed(part.peephole)}


def _activation(trace: Trace, gate: str) -> Activation:
    if gate == "hidden":
        return trace.network.spec.model.activation
    return "tanh" if gate == "candidate" else "sigmoid"
