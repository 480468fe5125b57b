"""Every cache of the interface. Keys are small frozen values; what is kept is frozen too and shared by all sessions."""

from typing import Any

import streamlit as st

from core import GradientProfile, Network, Trace, gradient_profile, record
from core.figures import score as staves

_MOST = 256


@st.cache_resource(max_entries=_MOST, show_spinner=False)
def _trace(key: str, sentence: str, _network: Network) -> Trace:
    return record(_network, sentence)


def trace_of(network: Network, sentence: str) -> Trace:
    """Return what a network does on a sentence, computed once for all who ask."""
    return _trace(network.key, sentence, network)


@st.cache_resource(max_entries=_MOST, show_spinner=False)
def _profile(key: str, sentence: str, target: int, _network: Network) -> GradientProfile:
    return gradient_profile(_trace(key, sentence, _network), target)


def profile_of(network: Network, sentence: str, target: int) -> GradientProfile:
    """Return the gradient norms of -log p(target) at the last word."""
    return _profile(network.key, sentence, target, network)


@st.cache_resource(max_entries=_MOST, show_spinner=False)
def _board(key: str, sentence: str, parts: tuple[str, ...], name: str, readout: str, lens: bool, _network: Network) -> dict[str, Any]:
    trace = _trace(key, sentence, _network)
    made = []
    for part in parts:
        if part == "unrolled":
            made.append(staves.unrolled_stave(trace))
        elif part == "readout":
            made.append(staves.readout_stave(trace, readout))
        elif part.startswith("lines-"):
            made.append(staves.lines_stave(trace, part.removeprefix("lines-")))
        else:
            made.append(staves.heat_stave(trace, part))
    return {**staves.score(trace, made, name=name, lens=lens), "signature": f"{name} {key} {hash((sentence, parts)):x}"}


def board(network: Network, sentence: str, parts: tuple[str, ...], *, name: str, readout: str = "next word", lens: bool = True) -> dict[str, Any]:
    """Return a score of one network on one sentence.

    Args:
        network: Whose states are shown.
        sentence: What it reads.
        parts: Staves from top to bottom: "unrolled", "readout", "lines-<signal>" or a signal.
        name: Of the picture, for files.
        readout: Label of the readout's stave.
        lens: Whether the equations stand beside it.
    """
    return _board(network.key, sentence, parts, name, readout, lens, network)


@st.cache_resource(max_entries=_MOST, show_spinner=False)
def _gradients(keys: tuple[str, ...], sentence: str, target: int, _networks: tuple[Network, ...]) -> dict[str, Any]:
    lines, states = [], []
    for network in _networks:
        kind = network.spec.model.kind
        trace, profile = trace_of(network, sentence), profile_of(network, sentence, target)
        lines.append((kind, "hidden", profile))
        if profile.cell_state is not None:
            lines.append((kind, "cell_state", profile))
        states.append({**staves.heat_stave(trace, "hidden"), "id": f"hidden-{kind}", "label": f"hidden, {kind.upper()}", "note": ""})
    answer = _networks[0].classes[target]
    first = trace_of(_networks[0], sentence)
    made = staves.score(first, [staves.profile_stave(lines, answer), *states], name="gradients", lens=False)
    captions = "; ".join(staves.provenance(trace_of(network, sentence)).split(" · “")[0].removeprefix("Unrolled · ") for network in _networks)
    made["caption"] = f"Unrolled · {captions} · “{' '.join(first.words)}”"
    return {**made, "signature": f"gradients {' '.join(keys)} {hash((sentence, target)):x}"}


def gradients(networks: tuple[Network, ...], sentence: str, target: int) -> dict[str, Any]:
    """Return a score of gradient norms and states of several networks on the same sentence and answer."""
    return _gradients(tuple(network.key for network in networks), sentence, target, networks)
