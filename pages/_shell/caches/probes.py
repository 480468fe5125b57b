"""What reads the subject of a sentence from a network's state, and what it finds below each word."""

import threading
from functools import lru_cache
from typing import Any

from core import Network, Probe, ProbeScore, Reading, fit_probe, judge_probe
from core.figures.ink import ink as ink_of
from pages._shell.caches import MOST
from pages._shell.caches.networks import trace_of

_MOST_PROBES = 32
_fitting = threading.Lock()


def probe_of(network: Network) -> tuple[Probe, ProbeScore]:
    """Return what reads the subject from a network's state, an LSTM's cell state, and how well it does.

    One is fitted at a time, and once for all who ask meanwhile.

    Raises:
        ValueError: if the network's task has no subject.
    """
    with _fitting:
        return _probe_of(network)


@lru_cache(maxsize=_MOST_PROBES)
def _probe_of(network: Network) -> tuple[Probe, ProbeScore]:
    fitted = fit_probe(
        network, "subject", state="cell_state" if network.spec.model.kind == "lstm" else "hidden"
    )
    return fitted, judge_probe(fitted, network)


@lru_cache(maxsize=MOST)
def ink(networks: tuple[Network, ...], reading: Reading, *, lines: bool = False) -> dict[str, Any]:
    """Return `core.figures.ink.ink` of these networks, which the picture "ink" draws.

    Args:
        networks: Networks of recall.
        reading: What they read.
        lines: Whether it tells of held-out sentences, too.
    """
    probes, scores = zip(*map(probe_of, networks), strict=True)
    traces = [trace_of(network, reading) for network in networks]
    return ink_of(traces, probes, scores if lines else ())
