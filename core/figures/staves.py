"""Staves: one signal, gradient or network drawn along the tokens.

Pure functions of a Trace or a gradient profile. The `type` of a stave names the module under
assets/stage/score/staves that draws it; all scales are fixed, nothing is fitted to the numbers that come.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..equations.squash import ends
from ..instruments.gradient import GradientProfile
from ..instruments.trace import Trace
from .palette import NETWORKS, SHARED_WEIGHTS, SIGNALS, SYMBOLS
from .score import array, name_of

SCALES: Mapping[str, str] = {
    "forget_gate": "gate",
    "input_gate": "gate",
    "output_gate": "gate",
    "reset_gate": "gate",
    "update_gate": "gate",
    "candidate": "tanh",
    "hidden": "tanh",
    "cell_state": "cell",
}
NOTES: Mapping[str, str] = {
    "forget_gate": "1 keeps what was there, 0 drops it",
    "input_gate": "1 writes the candidate, 0 keeps it out",
    "output_gate": "1 shows the cell state, 0 hides it",
    "candidate": "what would be written",
    "cell_state": "what is kept; coloured by tanh(c)",
    "hidden": "what is shown",
    "reset_gate": "0 forgets while proposing",
    "update_gate": "1 keeps the old state (PyTorch's convention)",
}


def unrolled_stave(trace: Trace) -> dict[str, Any]:
    """Return the unrolled network: states, word vectors, and the three matrices that all copies share.

    Raises:
        ValueError: if a decoder with other matrices takes over on the way.
    """
    if trace.network.spec.model.decoder:
        raise ValueError("Encoder and decoder share no weights: there is not one unrolled network.")
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
        "carry": None if trace.cell_state is None else SIGNALS["cell_state"],
        "weights": [
            {
                "name": name,
                "hue": SHARED_WEIGHTS[name],
                "shape": "×".join(map(str, weights[key].shape)),
                "count": int(weights[key].size),
            }
            for name, key in shared.items()
        ],
    }


def heat_stave(trace: Trace, signal: str) -> dict[str, Any]:
    """Return a signal as a heatmap, tokens × units, on its fixed scale."""
    return _signal(trace, signal, "heat") | {"scale": _scale(trace, signal)}


def lines_stave(trace: Trace, signal: str) -> dict[str, Any]:
    """Return a signal as one line a unit; tanh signals on [-1, 1], the cell state up to a whole number."""
    bound = {} if _scale(trace, signal) == "cell" else {"bound": 1}
    return (
        _signal(trace, signal, "lines")
        | bound
        | {"id": f"lines-{signal}", "note": "the cursor's unit bold; keep others with k"}
    )


def readout_stave(trace: Trace, label: str, most: int = 3) -> dict[str, Any]:
    """Return the likeliest classes after each token, with their probabilities; or the number."""
    if trace.network.answer == "number":
        best: list[list[list[Any]]] = [[[f"{y:.2f}", _finite(y)]] for y in trace.answers[:, 0]]
        return _readout(label, best) | {"number": True}
    classes = trace.network.classes
    count = min(most, len(classes))
    ranked = np.argsort(-trace.probabilities, axis=1, kind="stable")[:, :count]
    if count == len(classes):  # all of them: keep their order, so that a bar stays in its place
        ranked = np.broadcast_to(np.arange(count), (len(trace), count))
    best = [
        [[classes[index], _finite(row[index])] for index in order]
        for order, row in zip(ranked, trace.probabilities, strict=True)
    ]
    return _readout(label, best)


def _readout(label: str, best: list[list[list[Any]]]) -> dict[str, Any]:
    return {
        "type": "readout",
        "id": "readout",
        "label": label,
        "hue": SHARED_WEIGHTS["W_y"],
        "best": best,
        "reveal": True,
    }


def _finite(answer: np.floating[Any]) -> float:
    return float(answer) if np.isfinite(answer) else 0.0


def profile_stave(profiles: Sequence[tuple[str, str, GradientProfile]], answer: str) -> dict[str, Any]:
    """Return gradient norms at each timestep, a line for each (kind, "hidden" or "cell_state", profile)."""
    series = []
    numbers = any(profile.asked.number for _, _, profile in profiles)
    for kind, state, profile in profiles:
        look = NETWORKS[kind]
        values = profile.hidden if state == "hidden" else profile.cell_state
        if values is None:
            raise ValueError(f"A {look.name} has no cell state; ask for hidden.")
        series.append(
            {
                "name": f"{look.name} {'h' if state == 'hidden' else 'c'}",
                "hue": look.hue if state == "hidden" else SIGNALS["cell_state"],
                "dash": look.dash if state == "hidden" else "12 3 2 3",
                "mark": look.mark,
                "values": array(values[:, None], "f64"),
            }
        )
    return {
        "type": "profile",
        "id": "profile",
        "label": "gradient norm",
        "note": f"L = {'(y − {})²' if numbers else '−log p(“{}”)'} at the last word".format(answer),
        "series": series,
    }


def _signal(trace: Trace, signal: str, kind: str) -> dict[str, Any]:
    symbol = "n" if signal == "candidate" and trace.network.spec.model.kind == "gru" else SYMBOLS[signal]
    return {
        "type": kind,
        "id": signal,
        "label": name_of(signal),
        "symbol": symbol,
        "note": _note(trace, signal),
        "hue": SIGNALS[signal],
        "values": array(trace[signal]),
    }


def _scale(trace: Trace, signal: str) -> str:
    """Return the scale of a signal; what has no ends, such as a ReLU's state, is drawn like a cell state."""
    return SCALES[signal] if np.isfinite(ends(trace.network.spec.model, signal)).all() else "cell"


def _note(trace: Trace, signal: str) -> str:
    if signal == "update_gate" and trace.network.spec.model.convention == "textbook":
        return "1 writes the candidate (the textbooks' convention)"
    return NOTES[signal]
