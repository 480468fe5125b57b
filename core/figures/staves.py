"""Staves: one signal, gradient or network along the words, described for the browser.

Pure functions of networks; nothing is computed here. The `type` of a stave names the module under
assets/stage/score/staves that draws it; all scales are fixed, nothing is fitted to the numbers that come.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..network import Network
from ..network.shapes import gates
from ..spec.limits import shown, within
from ..tasks import task
from .palette import CELL_STATE_DASH, NETWORKS, SHARED_WEIGHTS, SIGNALS, WRITERS, line_name
from .score import SignalAt

MOST_ANSWERS = 3
_MEANT = {
    "forget_gate": "1 keeps, 0 drops",
    "input_gate": "1 writes, 0 keeps out",
    "output_gate": "1 shows all",
}
"""What the ends of a mean say."""

AGAIN_DASH = "1 4"
"""Of the lines of a second network with the same cell."""


def unrolled_stave(network: Network) -> dict[str, Any]:
    """Return the unrolled network: states, word vectors, and the three matrices that all copies share.

    Raises:
        ValueError: if a decoder with other matrices takes over on the way.
    """
    model = network.spec.model
    if model.decoder:
        raise ValueError("Encoder and decoder share no weights: there is not one unrolled network.")
    shared = {"W_x": "rnn.weight_ih_l0", "W_h": "rnn.weight_hh_l0", "W_y": "readout.weight"}
    look = NETWORKS[model.kind]
    return {
        "type": "unrolled",
        "id": "unrolled",
        "label": f"unrolled {look.name}",
        "rolled": f"rolled-up {look.name}",
        "note": "a box for each timestep",
        "symbol": "",
        "hue": look.hue,
        "network": network,
        "of": SignalAt(network, "hidden"),
        "carry": SIGNALS["cell_state"] if model.kind == "lstm" else None,
        "weights": [
            {"name": name, "hue": SHARED_WEIGHTS[name], "weight": weight} for name, weight in shared.items()
        ],
    }


def heat_stave(network: Network, signal: str, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return a signal of a layer (-1: the top one) and direction as a heatmap, words × units.

    Raises:
        ValueError: if the network has no such layer or direction.
        KeyError: if it has no such signal.
    """
    return _signal("heat", SignalAt(network, signal, layer, reverse))


def lines_stave(network: Network, signal: str, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return a signal as one line a unit; on its own scale, or as far as a whole number if that has no ends.

    Raises:
        ValueError: if the network has no such layer or direction.
        KeyError: if it has no such signal.
    """
    stave = _signal("lines", SignalAt(network, signal, layer, reverse))
    drawn = stave["of"].signal
    bound = {} if drawn.scale == "squashed" else {"bound": drawn.high}
    forget = {"forget": SignalAt(network, "forget_gate", layer, reverse)} if _is_kept(network, signal) else {}
    return (
        stave
        | bound
        | forget
        | {
            "id": f"lines-{stave['id']}",
            "note": "the cursor's unit bold",
            "about": "One line a unit: the cursor's unit is bold.",
        }
    )


def _is_kept(network: Network, signal: str) -> bool:
    """Return whether a forget gate says how much is kept of a signal."""
    return signal == "cell_state" and "forget_gate" in gates(network.spec.model)


def readout_stave(network: Network, label: str, most: int = MOST_ANSWERS) -> dict[str, Any]:
    """Return the `most` likeliest classes after each word, with their probabilities; or the number.

    Raises:
        ValueError: if `most` is no whole number from 1 on.
    """
    if not within(most, 1):
        raise ValueError(f"most is {shown(most)}; choose a whole number from 1 on.")
    return {
        "type": "readout",
        "id": "readout",
        "label": label,
        "hue": SHARED_WEIGHTS["W_y"],
        "network": network,
        "most": most,
        "reveal": True,
        "about": "What the network answers after each word, and how sure it is.",
    }


def profile_stave(networks: Sequence[Network]) -> dict[str, Any]:
    """Return gradient norms at each timestep: a line for each network's h, one more for an LSTM's c."""
    return {
        "type": "profile",
        "id": "profile",
        "label": "gradient norm",
        "about": "How much the loss at the last word depends on the state at each word.",
        "series": [line for network in networks for line in _lines(network)],
    }


def shares_stave(networks: Sequence[Network]) -> dict[str, Any]:
    """Return the lines of `profile_stave`, each divided by its value at the last word.

    A network that is sure of the answer has a small loss to pass back, and a network that is wrong a large
    one: only shares say whose gradient fades. What is left is written at the first word that "begins".
    """
    lines = [line for network in networks for line in _lines(network)]
    return profile_stave(networks) | {
        "id": "shares",
        "series": [line | _role(line) for line in lines],
        "label": "share of the gradient",
        "about": "How much of its gradient at the last word each state keeps on the way back.",
        "share": True,
        "begins": sorted(task(networks[0].spec.task).telling),
    }


def apart_stave(networks: Sequence[Network]) -> dict[str, Any]:
    """Return what is left of the difference between a sentence and its twin: the lines of `profile_stave`.

    The browser shows it only while the sentence has a twin. Of two networks with the same cell, the second's
    lines are dotted.
    """
    kinds: list[str] = []
    series = []
    for network in networks:
        again = network.spec.model.kind in kinds
        kinds.append(network.spec.model.kind)
        for one in _lines(network):
            name = f"{one['name']}, {'untrained' if network.is_untrained else 'other'}"
            series.append(one | ({"name": name, "dash": AGAIN_DASH} if again else {}))
    return {
        "type": "apart",
        "id": "apart",
        "label": "difference A − B",
        "symbol": "",
        "note": "its size; 1: as at the first word that differs",
        "about": "The size of the difference of the states of both sentences, as a share of its first value.",
        "series": series,
    }


def probe_stave(network: Network) -> dict[str, Any]:
    """Return what a probe reads of the subject after each word, its ink by its probability.

    The browser fetches the probe when the stave is shown; it reads the cell state where there is one.
    """
    look, cell = NETWORKS[network.spec.model.kind], network.spec.model.kind == "lstm"
    return {
        "type": "probe",
        "id": f"probe-{network.spec.model.kind}",
        "label": f"read from {look.name}",
        "symbol": "c" if cell else "h",
        "hue": SIGNALS["cell_state"] if cell else look.hue,
        "network": network,
        "about": "The subject that a linear read-out finds in the state after each word: "
        "what can be read from it, not what the network uses.",
    }


def ledger_stave(network: Network, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return who wrote what an LSTM's cell state holds at the cursor, of the cursor's unit: a bar a word.

    Raises:
        ValueError: if the network has no such layer or direction.
        KeyError: if it has no cell state.
    """
    made = _signal("ledger", SignalAt(network, "cell_state", layer, reverse))
    return made | {
        "id": "ledger",
        "label": "who wrote c",
        "note": "frame: written; filled: still left",
        "about": "What each word wrote into the cell state, what is left of it at the cursor; of one unit.",
    }


def written_stave(network: Network, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return the same of all units, as a heatmap, words × units; see `ledger_stave` for what is raised."""
    made = _signal("written", SignalAt(network, "cell_state", layer, reverse))
    return made | {
        "id": "written",
        "label": "left in all units",
        "note": "of what each word wrote into c",
        "about": "What is left at the cursor of what each word wrote into the cell state; of all units.",
    }


def memory_stave(network: Network, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return who wrote the memory after each word: a bar a word, split by writers; of all units together.

    See `ledger_stave` for what is raised.
    """
    made = _signal("memory", SignalAt(network, "cell_state", layer, reverse))
    return made | {
        "id": "memory",
        "label": "who wrote the memory",
        "note": "height: mean size; grey: other words",
        "writers": list(WRITERS),
        "about": "What is in the cell state after each word, split by the word that wrote it; of all units.",
    }


def outcomes_stave(network: Network) -> dict[str, Any]:
    """Return what is said at the end: left alone, with all forget gates held at 1 at a word, and at 0.

    It sets two tasks: make it remember, make it forget.

    Raises:
        KeyError: if the network has no cell state.
    """
    return {
        "type": "outcomes",
        "id": "outcomes",
        "label": "answer at the end",
        "hue": SIGNALS["forget_gate"],
        "network": network,
        "of": SignalAt(network, "cell_state"),
        "about": "What is said at the end: left alone, and with all forget gates held at one word.",
    }


def below_stave(network: Network) -> dict[str, Any]:
    """Return `memory_stave` as it stands below what comes of it: lower."""
    return memory_stave(network) | {"below": True}


def means_stave(network: Network, gate: str) -> dict[str, Any]:
    """Return the mean of a gate over the units: a bar a word.

    Raises:
        KeyError: if the network has no such gate.
    """
    made = _signal("means", SignalAt(network, gate))
    return made | {
        "id": f"mean-{gate}",
        "label": f"mean {made['label']}",
        "note": _MEANT.get(gate, ""),
        "about": f"The mean of the gate over the {network.spec.model.hidden_size} units, a bar a word.",
    }


def carousel_stave(network: Network) -> dict[str, Any]:
    """Return a unit's cell state, left alone, and with f = 1, i = 0 from where the gates are lowest.

    Raises:
        KeyError: if the network has no cell state.
    """
    made = _signal("carousel", SignalAt(network, "cell_state"))
    return made | {
        "id": "carousel",
        "note": "of the cursor’s unit",
        "forget": SignalAt(network, "forget_gate"),
        "about": "A unit's cell state with its forget gate at 1 and its input gate at 0, and left alone.",
    }


def lanes_stave(network: Network) -> dict[str, Any]:
    """Return what a unit holds, its output gate, and what it shows, in three lanes.

    Raises:
        KeyError: if the network has no cell state, or no output gate.
    """
    made = _signal("lanes", SignalAt(network, "cell_state"))
    return made | {
        "id": "lanes",
        "label": "held and shown",
        "symbol": "",
        "note": "",
        "output": SignalAt(network, "output_gate"),
        "shown": SignalAt(network, "hidden"),
        "about": "What a unit holds, how far its output gate is open, and what it shows, word by word.",
    }


def as_read(stave: dict[str, Any]) -> dict[str, Any]:
    """Return the stave of a signal that shows no column before its word is read."""
    return stave | {"reveal": True}


def hide(stave: dict[str, Any]) -> dict[str, Any]:
    """Return a stave that is not shown until the reader asks for it."""
    return stave | {"hidden": True}


def _lines(network: Network) -> list[dict[str, Any]]:
    """Return how a network's lines look: of its h, and of an LSTM's c."""
    states: tuple[Literal["hidden", "cell_state"], ...] = ("hidden",)
    if network.spec.model.kind == "lstm":
        states = ("hidden", "cell_state")
    return [_series(network, state) for state in states]


def _role(line: Mapping[str, Any]) -> dict[str, str]:
    """Return what a state is for, where a network has two."""
    of_two = line["network"].spec.model.kind == "lstm"
    return {"role": "memory" if line["state"] == "cell_state" else "output"} if of_two else {}


def _series(network: Network, state: Literal["hidden", "cell_state"]) -> dict[str, Any]:
    look = NETWORKS[network.spec.model.kind]
    return {
        "name": line_name(network.spec.model.kind, state),
        "network": network,
        "state": state,
        "hue": look.hue if state == "hidden" else SIGNALS["cell_state"],
        "dash": look.dash if state == "hidden" else CELL_STATE_DASH,
        "mark": look.mark,
    }


def _signal(kind: str, at: SignalAt) -> dict[str, Any]:
    signal, where = at.checked().signal, at.where
    return {
        "type": kind,
        "id": "-".join([signal.name, *where.replace(",", "").split()]),
        "label": f"{signal.label}, {where}" if where else signal.label,
        "note": signal.note,
        "of": at,
    }
