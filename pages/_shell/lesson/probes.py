"""What can still be read from the states of a lesson's networks: the probes and what is said of them."""

from collections.abc import Sequence

import streamlit as st

from core import Network, Trace
from core.instruments.labels import subject
from core.instruments.summary import right_until
from core.spec import KINDS
from pages._shell.cache import Probed, probed
from pages._shell.lesson.findings import share_in_words
from pages._shell.plain import literal
from pages._shell.words import listed

STAVES = tuple(f"probe-{kind}" for kind in KINDS)
"""The ids of their staves."""

_LAG = 12
"""Words after the subject at which probes are compared: as many as in the default sentence."""


def probes_of(networks: Sequence[Network], wanted: bool) -> list[Probed]:
    """Return the probe of each network; none if none is wanted, for fitting them takes a while."""
    return [probed(network) for network in networks] if wanted else []


def tell_where(read: Sequence[Probed], traces: Sequence[Trace]) -> None:
    """Write over the picture up to where the subject can be read; nothing without probes."""
    if read:
        st.markdown(f"**{literal(where_read(read, traces))}**")


def tell_how_often(read: Sequence[Probed]) -> None:
    """Write under the picture how often the probes are right; nothing without probes."""
    if read:
        st.caption(literal(how_often(read)))


def where_read(read: Sequence[Probed], traces: Sequence[Trace]) -> str:
    """Say up to which word the subject can be read from each network; that there is none, if so."""
    right, words = subject(traces[0].words), traces[0].words
    found = next((one for one in right if one is not None), None)
    if found is None:
        return "There is no subject in this sentence, so there is nothing to read."
    ends: dict[str, list[str]] = {}
    for one, trace in zip(read, traces, strict=True):
        until = right_until(one.probe.says(trace), right)
        to = "not at all" if until in (None, -1) else f"up to “{words[until or 0]}”"
        to = "to the last word" if until == len(words) - 1 else to
        ends.setdefault(to, []).append(trace.network.spec.model.kind.upper())
    told = "; ".join(f"{listed(kinds)} {to}" for to, kinds in ends.items())
    return f"Where can “{found}” still be read? {told}."


def how_often(read: Sequence[Probed]) -> str:
    """Say how often probes are right on test sentences, in each network and by chance."""
    scores = [one.score for one in read]
    each = listed([f"{share_in_words(score.at(_LAG))} ({score.kind.upper()})" for score in scores])
    chance = share_in_words(float(scores[0].chance[scores[0].lags == _LAG].sum()))
    return (
        f"A linear read-out of the subject, the same one for all words, from h; in the LSTM from c. On test "
        f"sentences it is right {_LAG} words later in {each}; chance {chance}. It says what can be read from "
        "the state, not what the network uses."
    )
