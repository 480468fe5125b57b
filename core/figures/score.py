"""The description of a score: which networks, which sentence, which staves under one another.

Plain values that travel as JSON, and none of them is a number that a network computed: the browser fetches
each network under its key, reads the sentence itself (`assets/net`) and draws what comes out
(`assets/stage/score`). A signal is described once; staves and lens name it in one table.

A page is one score, and a score is one component: it shares the time axis, the scroller and the cursor by
construction, where separate components would have to be kept in step. Pictures without a time axis are
figures.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..equations.signals import Signal, signal_of, signals_of
from ..instruments.layer_trace import check_layer
from ..network import Network
from ..network.shapes import gates
from ..spec import Activation, Imported, ModelSpec
from ..tasks import task
from .palette import drawn, palette

MOST_TELLING = 24
"""So many words are offered first where one is put in the place of another."""

SIGNS: Mapping[Activation, str] = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "identity": ""}
"""How equations write what squashes a sum; nothing where it stays as it is."""


class SignalAt(NamedTuple):
    """A signal of one layer of a network, in one of its directions.

    Raises:
        ValueError: from `checked`, if the network has no such layer or direction.
        KeyError: from `checked`, if it has no such signal.
    """

    network: Network
    name: str
    layer: int = -1
    reverse: bool = False

    def checked(self) -> "SignalAt":
        """Return it with its layer counted from the lowest; see the class for what is raised."""
        model = self.network.spec.model
        check_layer(model, self.layer, self.reverse)
        names = [signal.name for signal in signals_of(model)]
        if self.name not in names:
            raise KeyError(f"{self.name}: this network has {', '.join(names)}")
        return self._replace(layer=self.layer % model.layers)

    @property
    def signal(self) -> Signal:
        """What it is called, and its scale."""
        return signal_of(self.network.spec.model, self.name)

    @property
    def where(self) -> str:
        """Layer and direction in words, as far as the network has several."""
        model = self.network.spec.model
        layer = f"layer {self.layer % model.layers + 1} of {model.layers}" if model.layers > 1 else ""
        way = ("forwards", "backwards")[self.reverse] if model.bidirectional else ""
        return ", ".join(filter(None, (layer, way)))


def score(
    networks: Sequence[Network],
    sentence: str,
    staves: Sequence[dict[str, Any]],
    *,
    name: str,
    lens: Network | None = None,
    target: float | None = None,
) -> dict[str, Any]:
    """Put staves together over a sentence that all `networks` read.

    Args:
        networks: Those that the staves show; they are named in the caption.
        sentence: What they read, as text.
        staves: From top to bottom. "of" is the `SignalAt` that a stave shows, "network" the network.
        name: Of the picture, for files.
        lens: The network whose equations stand beside the staves, if any.
        target: The class or number that gradients ask for at the last word; None for the most probable one.
    """
    table = _Table(networks)
    return {
        "name": name,
        "sentence": sentence,
        "networks": [{"key": network.key, "from": provenance(network)} for network in networks],
        "palette": palette(),
        "staves": [table.stave(stave) for stave in staves],
        "lens": None if lens is None else _lens(lens, table),
        "target": target,
        "telling": telling(networks[0]),
        "samples": [] if networks[0].is_imported else list(task(networks[0].spec.task).samples),
        "kinds": kinds(networks[0]),
        "signals": table.told,
    }


def telling(network: Network) -> list[str]:
    """Return the words on which the answer depends, as far as the network knows them.

    In the order of its vocabulary; of more than `MOST_TELLING` so many, evenly spread, unless the task says
    which are `offered`.
    """
    asked = task(network.spec.task)
    wanted = frozenset(asked.offered) or asked.telling
    words = [word for word in network.vocabulary if word in wanted]
    chosen = np.linspace(0, len(words) - 1, min(len(words), MOST_TELLING)).round().astype(int)
    return [words[place] for place in chosen]


def kinds(network: Network) -> list[list[str]]:
    """Return those of them that may stand in one another's place, kind by kind."""
    words = telling(network)
    sets = task(network.spec.task).kinds or (frozenset(words),)
    return [kind for one in sets if (kind := [word for word in words if word in one])]


def provenance(network: Network) -> str:
    """Say where a network comes from: recipe and training step, or the file, and the key of its weights."""
    spec = network.spec
    if isinstance(spec, Imported):
        came = f"no recipe; {network.size:,} weights; from {spec.source}"
        return f"{spec.network()} · {came} · network {network.key}"
    if not network.step:
        return f"{spec.untrained()} · untrained · network {network.key}"
    return f"{spec.label()} · after {network.step:,} training steps · network {network.key}"


class _Table:
    """The networks of a score by their place, and its signals, each once, under keys."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self._places = {network.key: place for place, network in enumerate(networks)}
        self._keys: dict[tuple[int, str, int, bool], str] = {}

    def place(self, network: Network) -> int:
        """Return which of the score's networks it is."""
        return self._places[network.key]

    def key(self, at: SignalAt) -> str:
        """Return the key of a signal, which is in the table from then on."""
        at = at.checked()
        place = (self.place(at.network), at.name, at.layer, at.reverse)
        if place not in self._keys:
            self._keys[place] = str(len(self._keys))
            told = {"network": place[0], "layer": at.layer, "reverse": at.reverse}
            self.told[self._keys[place]] = drawn(at.signal) | told
        return self._keys[place]

    def stave(self, stave: dict[str, Any]) -> dict[str, Any]:
        """Return a stave with keys and places instead of networks."""
        described = dict(stave)
        for place in ("of", "forget", "output", "shown"):
            if place in stave:
                described[place] = self.key(stave[place])
        if "network" in stave:
            described["network"] = self.place(stave["network"])
        if "series" in stave:
            described["series"] = [one | {"network": self.place(one["network"])} for one in stave["series"]]
        return described


def _lens(network: Network, table: _Table) -> dict[str, Any]:
    """Return the gates in reading order, the sign of what squashes each, and the keys of all signals."""
    model = network.spec.model
    names = [signal.name for signal in signals_of(model)]
    return {
        "network": table.place(network),
        "signals": {name: table.key(SignalAt(network, name)) for name in names},
        "gates": [
            {"name": name, "squash": SIGNS[_activation(model, name)]}
            for name in names
            if name in gates(model)
        ],
    }


def _activation(model: ModelSpec, gate: str) -> Activation:
    if gate == "hidden":
        return model.activation
    return "tanh" if gate == "candidate" else "sigmoid"
