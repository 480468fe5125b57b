"""Staves: one signal, gradient or network drawn along the tokens.

Pure functions of a Trace or a gradient profile. The `type` of a stave names the module under
assets/stage/score/staves that draws it; all scales are fixed, nothing is fitted to the numbers that come.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..arrays import packed
from ..instruments.gradient import GradientProfile
from ..instruments.trace import Trace
from ..spec.limits import shown, within
from .palette import CELL_STATE_DASH, NETWORKS, SHARED_WEIGHTS, SIGNALS
from .score import SignalAt


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
        "rolled": f"rolled-up {look.name}",
        "note": "the same weights in every copy",
        "symbol": "",
        "hue": look.hue,
        "of": SignalAt(trace, "hidden"),
        "inputs": packed(trace.inputs),
        "initial": packed(trace.initial_hidden[None]),
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


def heat_stave(trace: Trace, signal: str, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return a signal of a layer (-1: the top one) and direction as a heatmap, tokens × units.

    Raises:
        ValueError: if the network has no such layer or direction.
        KeyError: if it has no such signal.
    """
    return _signal("heat", SignalAt(trace, signal, layer, reverse))


def lines_stave(trace: Trace, signal: str, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return a signal as one line a unit; on its own scale, or as far as a whole number if that has no ends.

    Raises:
        ValueError: if the network has no such layer or direction.
        KeyError: if it has no such signal.
    """
    stave = _signal("lines", SignalAt(trace, signal, layer, reverse))
    drawn = stave["of"].signal
    bound = {} if drawn.scale == "squashed" else {"bound": drawn.high}
    return (
        stave
        | bound
        | {
            "id": f"lines-{stave['id']}",
            "note": "the cursor's unit bold",
            "hint": "keep others with k",
        }
    )


def readout_stave(trace: Trace, label: str, most: int = 3) -> dict[str, Any]:
    """Return the likeliest classes after each token, with their probabilities; or the number.

    A probability or number that is not finite is None: there is none to show, and no class is the likeliest.
    """
    if trace.network.answer == "number":
        best: list[list[list[Any]]] = [[_number(y)] for y in trace.answers[:, 0]]
        return _readout(label, best) | {"number": True}
    classes = trace.network.classes
    if not within(most, 1):
        raise ValueError(f"most is {shown(most)}; choose a whole number from 1 on.")
    count = min(most, len(classes))
    ranked = np.argsort(-trace.probabilities, axis=1, kind="stable")[:, :count]
    if count == len(classes):  # all of them: keep their order, so that a bar stays in its place
        ranked = np.broadcast_to(np.arange(count), (len(trace), count))
    nothing = [["NaN", None], *[["", None]] * (count - 1)]
    best = [
        [[classes[index], float(row[index])] for index in order] if np.isfinite(row).all() else nothing
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


def _number(answer: np.floating[Any]) -> list[Any]:
    if np.isfinite(answer):
        return [f"{answer:.2f}", float(answer)]
    return ["NaN" if np.isnan(answer) else "∞" if answer > 0 else "−∞", None]


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
                "dash": look.dash if state == "hidden" else CELL_STATE_DASH,
                "mark": look.mark,
                "values": packed(values[:, None], "f64"),
            }
        )
    return {
        "type": "profile",
        "id": "profile",
        "label": "gradient norm",
        "note": f"L = {'(y − {})²' if numbers else '−log p(“{}”)'} at the last word".format(answer),
        "series": series,
    }


def _signal(kind: str, place: SignalAt) -> dict[str, Any]:
    layer = place.trace.layer(place.layer, place.reverse)
    if place.name not in layer.signals:
        raise KeyError(f"{place.name}: this network has {', '.join(layer.signals)}")
    signal, where = place.signal, place.where
    return {
        "type": kind,
        "id": "-".join([signal.name, *where.replace(",", "").split()]),
        "label": f"{signal.label}, {where}" if where else signal.label,
        "note": signal.note,
        "of": place,
    }
