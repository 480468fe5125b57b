"""Which network is shown: the one that the link names, or that was opened last in this visit."""

from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from core import ModelSpec, Network, Reading, default_run, task
from core.figures.boards import looks_of
from core.network.imports import Imports
from pages._shell.lesson.sentences import Sentences
from pages._shell.lesson.waiting import networks
from pages._shell.own import keys
from pages._shell.server.imported import MOST, imported_networks
from pages._shell.story import page
from pages._shell.visit.address import from_link, into_link, report
from pages._shell.visit.choice import choice

KEY_LETTERS = 16
TRY = (
    "the film was not good but the music was great",
    "this movie was not good at all",
    "i like the food but not the service",
    "the cat sat on the mat",
    "a man is in the house",
)
"""Sentences that are offered if the network knows all of their words."""

MOST_WORDS = 6


class Look(NamedTuple):
    """What rows of a network are called, and the lesson and scene that explain them."""

    label: str
    lesson: tuple[str, str]


_LOOKS = {
    "unrolled": Look("unrolled", ("unrolled", "roll")),
    "gates": Look("its gates", ("lstm", "gates")),
    "memory": Look("its memory", ("lstm", "ledger")),
    "gradient": Look("its gradient", ("gradients", "trained")),
}
_OF_A_GRU = ("gru", "blend")


def network_shown() -> Imports | None:
    """Return the network that the page shows; None where there is none, or none any more, which is said."""
    if (words := from_link(keys.NETWORK, keys.LINK)) is not None:
        st.session_state[keys.NETWORK] = words[-1][:KEY_LETTERS] if words else ""
    key = st.session_state.get(keys.NETWORK, "")
    found = imported_networks().get(key) if key else None
    if found is None and (key or words):
        report(
            f"The network of this link is not on this server, or not any more: it keeps the last {MOST} that "
            "were opened, until it is started again. Open its files below."
        )
        st.session_state[keys.NETWORK] = ""
    if found is not None and st.query_params.get(keys.LINK) != key:
        into_link(keys.LINK, key)
    return found


def stand_in() -> tuple[Network, Sentences]:
    """Return the network that is shown as long as the visitor has opened none, and its sentences."""
    spec = default_run("lstm", "sentiment")
    return networks([spec])[0], task(spec.task)


def show(brought: Imports) -> None:
    """Keep a network on the server, and show it from now on."""
    imported_networks().put(brought)
    st.session_state[keys.NETWORK] = brought.network.key
    st.session_state.pop("own_sentence", None)


def layer_choice(model: ModelSpec) -> tuple[int, bool]:
    """Ask which layer and direction is shown, where there are several; return both as a trace takes them."""
    layers = {str(at): f"{at} of {model.layers}" for at in range(1, model.layers + 1)}
    ways = {"forwards": "from the start", "backwards": "from the end"}
    layer = choice("own_layer", "Layer", layers, str(model.layers), name="layer") if model.layers > 1 else "1"
    way = (
        choice("own_way", "Reading", ways, "forwards", name="reading") if model.bidirectional else "forwards"
    )
    return int(layer) - 1, way == "backwards"


def look_choice(model: ModelSpec) -> str:
    """Ask which rows stand at first; return one of `core.figures.boards.LOOKS`, "" for all signals."""
    looks = {"all": "all signals"} | {look: _LOOKS[look].label for look in looks_of(model)}
    chosen = choice("own_look", "Look at", looks, "all", name="look")
    return "" if chosen == "all" else chosen


def lesson_about(look: str, model: ModelSpec) -> None:
    """Lead to the lesson that explains these rows."""
    name, scene = _LOOKS[look].lesson if model.kind != "gru" or look != "gates" else _OF_A_GRU
    lesson = page(name)
    st.page_link(
        f"../{lesson.name}.py",
        label=f"What these rows say: **{lesson.title}**",
        icon=":material/school:",
        query_params={"scene": scene},
    )


def weights_by_part(network: Network) -> dict[str, int]:
    """Return how many weights stand in the word vectors, in the recurrent layers and in the readout."""
    vectors, readout = (
        sum(array.size for name, array in network.weights.items() if name.startswith(begin))
        for begin in ("embedding.", "readout.")
    )
    return {"vectors": vectors, "layers": network.size - vectors - readout, "readout": readout}


@dataclass(frozen=True, slots=True)
class OwnSentences:
    """The sentences that are offered for a network of which nothing is known but its words."""

    network: Network
    samples: tuple[str, ...]
    evidence: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What its sentence is called in links."""
        return "own"

    @property
    def piece(self) -> str:
        """What it reads at a timestep."""
        return "character" if self.network.spec.task.name == "characters" else "word"

    @property
    def probe(self) -> str:
        """The sentence that is shown at first."""
        return self.samples[0]

    def read(self, text: str) -> Reading:
        """Cut a text and look its words up. Raises ValueError if there is no word in it."""
        return self.network.read(text)


def sentences_for(network: Network) -> Sentences:
    """Return sentences in words that the network knows: its task's, everyday ones, or made of its words."""
    if network.speaks_its_task:
        return task(network.spec.task)
    known = [text for text in TRY if network.read(text).known.all()]
    plain = [word for word in network.vocabulary[1:] if word.isalpha()] or list(network.vocabulary)
    made = [plain[start : start + MOST_WORDS] for start in range(0, 3 * MOST_WORDS, MOST_WORDS)]
    joint = "" if network.spec.task.name == "characters" else " "
    return OwnSentences(network, (*known, *(joint.join(words) for words in made if words)))
