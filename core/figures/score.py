"""What the stage gets: staves over the tokens of one sentence, the equations' numbers, their origin.

Plain values that travel as JSON. Nothing is computed here; arrays travel as base64 of float32, norms of
gradients as float64.
"""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..instruments.trace import Part, Trace
from ..network import Network
from .palette import SYMBOLS, palette


def array(values: NDArray[Any], dtype: str = "f32") -> dict[str, Any]:
    """Encode numbers for the browser: dtype "f32" or "f64", shape, base64 of little-endian bytes."""
    with np.errstate(over="ignore"):
        plain = np.ascontiguousarray(values, dtype="<f4" if dtype == "f32" else "<f8")
    return {
        "dtype": dtype,
        "shape": list(plain.shape),
        "data": base64.b64encode(plain.tobytes()).decode("ascii"),
    }


def name_of(signal: str) -> str:
    """Return a signal's name for readers: "forget gate", "hidden state"."""
    return "hidden state" if signal == "hidden" else signal.replace("_", " ")


def score(
    traces: Sequence[Trace], staves: Sequence[dict[str, Any]], *, name: str, lens: Trace | None = None
) -> dict[str, Any]:
    """Put staves together over the tokens that all `traces` read.

    Args:
        traces: Where the staves come from; they are named in the caption.
        staves: From top to bottom.
        name: Of the picture, for files.
        lens: The trace whose equations stand beside the staves, if any.
    """
    first = traces[0]
    sources = "; ".join(provenance(trace.network) for trace in traces)
    tokens = zip(first.words, first.known, strict=True)
    return {
        "name": name,
        "tokens": [{"text": word, "known": bool(known)} for word, known in tokens],
        "units": max(trace.hidden.shape[1] for trace in traces),
        "palette": palette(),
        "staves": list(staves),
        "model": None if lens is None else lens_model(lens),
        "caption": f"Unrolled · {sources} · “{' '.join(first.words)}”",
    }


def provenance(network: Network) -> str:
    """Say where a network comes from: recipe, training step, and the key of its weights."""
    state = f"after {network.step:,} training steps" if network.step else "untrained"
    return f"{network.spec.label()} · {state} · network {network.key}"


def lens_model(trace: Trace) -> dict[str, Any]:
    """Return the gates in reading order, each with its sum taken apart, and the weights behind it."""
    kind = trace.network.spec.model.kind
    order = [name for name in trace.signals if name in trace.parts]
    gates = [
        {
            "name": name,
            "label": name_of(name),
            "symbol": "n" if kind == "gru" and name == "candidate" else SYMBOLS[name],
            "activation": _activation(trace, name),
            "offset": trace.top.scan.cell.gates.index(name),
            "input": array(trace.parts[name].input),
            "recurrent": array(trace.parts[name].recurrent),
            "bias": array(trace.parts[name].bias[:, None]),
            **_peephole(trace.parts[name]),
        }
        for name in order
    ]
    return {
        "kind": kind,
        "hidden_size": trace.network.spec.model.hidden_size,
        "gates": gates,
        "signals": {name: array(values) for name, values in trace.signals.items()},
        "inputs": array(trace.top.scan.inputs[:, 0]),
        "initial_hidden": array(trace.initial_hidden[None]),
        "weight_input": array(trace.top.scan.weights.weight_ih),
        "weight_hidden": array(trace.top.scan.weights.weight_hh),
    }


def _peephole(part: Part) -> dict[str, Any]:
    """Return the share of the cell state, if the gate sees it."""
    return {} if isinstance(part.peephole, float) else {"peephole": array(part.peephole)}


def _activation(trace: Trace, gate: str) -> str:
    if gate == "hidden":
        return trace.network.spec.model.activation
    return "tanh" if gate == "candidate" else "sigmoid"
