"""What the stage draws: traces and gradients as staves on one time axis, in plain values that travel as JSON.

A stave is a dictionary whose `type` names the module under assets/stage/staves that draws it. Nothing is computed here but the choice of
the likeliest classes; arrays travel as base64 of float32, norms of gradients as float64.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import NETWORKS, SHARED_WEIGHTS, SIGNALS, SYMBOLS, palette
from core.instruments.gradient import GradientProfile
from core.instruments.trace import Trace
from core.network import GATES

SCALES: Mapping[str, str] = {
    "forget_gate": "gate", "input_gate": "gate", "output_gate": "gate", "reset_gate": "gate", "update_gate": "gate",
    "candidate": "tanh", "hidden": "tanh", "cell_state": "cell",
}
NOTES: Mapping[str, str] = {
    "forget_gate": "1 keeps what was there, 0 drops it", "input_gate": "1 writes the candidate, 0 keeps it out",
    "output_gate": "1 shows the cell state, 0 hides it", "candidate": "what would be written",
    "cell_state": "what is kept", "hidden": "what is shown", "reset_gate": "0 forgets while proposing",
    "update_gate": "1 keeps the old state (PyTorch's convention)",
}
ROUND = "sigmoid"


def array(values: NDArray[Any], dtype: str = "f32") -> dict[str, Any]:
    """Encode numbers for the browser: dtype "f32" or "f64", shape, base64 of little-endian bytes."""
    with np.errstate(over="ignore"):
        plain = np.ascontiguousarray(values, dtype="<f4" if dtype == "f32" else "<f8")
    return {"dtype": dtype, "shape": list(plain.shape), "data": base64.b64encode(plain.tobytes()).decode("ascii")}


def name_of(signal: str) -> str:
    """Return a signal's name for readers: "forget gate"."""
    return signal.replace("_", " ")


def score(trace: Trace, staves: Sequence[dict[str, Any]], *, name: str, lens: bool = True) -> dict[str, Any]:
    """Put staves together over the tokens of `trace`; with `lens`, everything its equations need comes along."""
    return {
        "name": name,
        "tokens": [{"text": word, "known": bool(known)} for word, known in zip(trace.words, trace.known, strict=True)],
        "units": int(trace.hidden.shape[1]),
        "palette": palette(),
        "staves": list(staves),
        "model": lens_model(trace) if lens else None,
        "caption": provenance(trace),
    }


def provenance(trace: Trace) -> str:
    """Say where a picture comes from: recipe, training step, sentence."""
    network = trace.network
    state = f"after {network.step} training steps" if network.step else "untrained"
    return f"Unrolled · {network.spec.label()} · {state} · network {network.key} · “{' '.join(trace.words)}”"


def lens_model(trace: Trace) -> dict[str, Any]:
    """Return the gates in reading order, each with its sum taken apart, and the weights behind it."""
    kind = trace.network.spec.model.kind
    order = [name for name in trace.signals if name in trace.parts]
    gates = [
        {
            "name": name,
            "label": name_of(name),
            "symbol": "n" if kind == "gru" and name == "candidate" else SYMBOLS[name],
            "activation": "tanh" if name in ("hidden", "candidate") else ROUND,
            "offset": GATES[kind].index(name),
            "input": array(trace.parts[name].input),
            "recurrent": array(trace.parts[name].recurrent),
            "bias": array(trace.parts[name].bias[:, None]),
        }
        for name in order
    ]
    return {
        "kind": kind,
        "hidden_size": trace.network.spec.model.hidden_size,
        "gates": gates,
        "signals": {name: array(values) for name, values in trace.signals.items()},
        "inputs": array(trace.inputs),
        "initial_hidden": array(trace.initial_hidden[None]),
        "weight_input": array(trace.network.weights["rnn.weight_ih_l0"]),
        "weight_hidden": array(trace.network.weights["rnn.weight_hh_l0"]),
    }


def unrolled_stave(trace: Trace) -> dict[str, Any]:
    """Return the unrolled network: states, word vectors, and the three matrices that all copies share."""
    weights = trace.network.weights
    shared = {"W_x": "rnn.weight_ih_l0", "W_h": "rnn.weight_hh_l0", "W_y": "readout.weight"}
    look = NETWORKS[trace.network.spec.model.kind]
    return {
        "type": "unrolled",
        "id": "unrolled",
        "label": f"unrolled {look.name}",
        "note": "the same weights in every copy",
        "hue": look.hue,
        "values": array(trace.hidden),
        "inputs": array(trace.inputs),
        "initial": array(trace.initial_hidden[None]),
        "weights": [
            {"name": name, "hue": SHARED_WEIGHTS[name], "shape": "×".join(map(str, weights[key].shape)), "count": int(weights[key].size)}
            for name, key in shared.items()
        ],
    }


def heat_stave(trace: Trace, signal: str) -> dict[str, Any]:
    """Return a signal as a heatmap, tokens × units, on its fixed scale."""
    return _signal(trace, signal, "heat") | {"scale": SCALES[signal]}


def lines_stave(trace: Trace, signal: str) -> dict[str, Any]:
    """Return a signal as one line a unit over time; tanh signals on [-1, 1], the cell state on a whole number."""
    bound = {} if SCALES[signal] == "cell" else {"bound": 1}
    return _signal(trace, signal, "lines") | bound | {"id": f"lines-{signal}", "note": "the cursor's unit bold; keep others with k"}


def readout_stave(trace: Trace, label: str, most: int = 3) -> dict[str, Any]:
    """Return the likeliest classes after each token, with their probabilities."""
    classes = trace.network.classes
    count = min(most, len(classes))
    ranked = np.argsort(-trace.probabilities, axis=1, kind="stable")[:, :count]
    if count == len(classes):  # all of them: keep their order, so that a bar stays in its place
        ranked = np.broadcast_to(np.arange(count), (len(trace), count))
    best = [[[classes[index], _finite(row[index])] for index in order] for order, row in zip(ranked, trace.probabilities, strict=True)]
    return {"type": "readout", "id": "readout", "label": label, "hue": SHARED_WEIGHTS["W_y"], "best": best, "reveal": True}


def _finite(probability: np.floating[Any]) -> float:
    return float(probability) if np.isfinite(probability) else 0.0


def profile_stave(profiles: Sequence[tuple[str, str, GradientProfile]], answer: str) -> dict[str, Any]:
    """Return gradient norms for each timestep, one line for each (kind, "hidden" or "cell_state", profile)."""
    series = []
    for kind, state, profile in profiles:
        look = NETWORKS[kind]
        values = profile.hidden if state == "hidden" else profile.cell_state
        if values is None:
            raise ValueError(f"A {look.name} has no cell state; ask for hidden.")
        series.append({
            "name": f"{look.name} {'h' if state == 'hidden' else 'c'}",
            "hue": look.hue if state == "hidden" else SIGNALS["cell_state"],
            "dash": look.dash if state == "hidden" else "12 3 2 3",
            "mark": look.mark,
            "values": array(values[:, None], "f64"),
        })
    return {"type": "profile", "id": "profile", "label": "gradient norm at each word", "note": f"L = −log p(“{answer}”) at the last word", "series": series}


def _signal(trace: Trace, signal: str, kind: str) -> dict[str, Any]:
    symbol = "n" if signal == "candidate" and trace.network.spec.model.kind == "gru" else SYMBOLS[signal]
    return {"type": kind, "id": signal, "label": name_of(signal), "symbol": symbol, "note": NOTES[signal], "hue": SIGNALS[signal], "values": array(trace[signal])}
