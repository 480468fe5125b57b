"""Every cache of the interface. Keys are small frozen values; what is kept is shared by all.

A network stands in a key by the hash of its recipe and weights. Nobody writes into what a cache gave.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core import GradientProfile, Network, Trace, gradient_profile, record
from core.figures import boards

_MOST = 256
_NETWORKS: dict[str | type[Any], Callable[[Any], Any]] = {Network: lambda network: network.key}


@st.cache_resource(max_entries=_MOST, show_spinner=False, hash_funcs=_NETWORKS)
def trace_of(network: Network, sentence: str) -> Trace:
    """Return what a network does on a sentence, computed once for all who ask."""
    return record(network, sentence)


@st.cache_resource(max_entries=_MOST, show_spinner=False, hash_funcs=_NETWORKS)
def profile_of(network: Network, sentence: str, target: int) -> GradientProfile:
    """Return the gradient norms of -log p(target) at the last word."""
    return gradient_profile(trace_of(network, sentence), target)


@st.cache_resource(max_entries=_MOST, show_spinner=False, hash_funcs=_NETWORKS)
def board(
    networks: tuple[Network, ...],
    sentence: str,
    parts: tuple[str, ...],
    *,
    name: str,
    readout: str = "next word",
    lens: bool = True,
) -> dict[str, Any]:
    """Return `core.figures.boards.board` of a network, or of two under one another, on a sentence."""
    traces = [trace_of(network, sentence) for network in networks]
    against = traces[1] if len(traces) > 1 else None
    made = boards.board(traces[0], parts, name=name, readout=readout, lens=lens, against=against)
    return _signed(made, networks, sentence, *parts)


@st.cache_resource(max_entries=_MOST, show_spinner=False, hash_funcs=_NETWORKS)
def gradients(networks: tuple[Network, ...], sentence: str, target: int) -> dict[str, Any]:
    """Return `core.figures.boards.gradient_board` of several networks on the same sentence and answer."""
    traces = [trace_of(network, sentence) for network in networks]
    profiles = [profile_of(network, sentence, target) for network in networks]
    made = boards.gradient_board(traces, profiles, name="gradients")
    return _signed(made, networks, sentence, target)


def _signed(made: dict[str, Any], networks: tuple[Network, ...], *rest: object) -> dict[str, Any]:
    """Add what tells this score from every other: the browser rebuilds a picture only when it changes."""
    keys = " ".join(network.key for network in networks)
    return {**made, "signature": f"{made['name']} {keys} {hash(rest):x}"}
