"""What is fitted to the networks of *Deeper and both ways*, once for all who ask."""

from functools import lru_cache
from statistics import fmean

from core import Network, Probe, Trace
from core.arrays import Floats
from core.experiments.lessons.deeper import courses, probes
from core.experiments.lessons.deeper_layers import (
    NUMBERS,
    fit_layer,
    half_probes,
    read_layer,
    subject_number,
    verb_number,
)
from core.tasks.two_sided import meanings, unseen
from pages._shell.caches import MOST

_FEW = 80


@lru_cache(maxsize=MOST)
def clue_probes(network: Network) -> tuple[Probe, Probe]:
    """Return what reads a clue from each direction of a network."""
    return probes(network)


@lru_cache(maxsize=MOST)
def wrong_by_layer(trace: Trace) -> tuple[Floats, ...]:
    """Return how probable each layer makes it that subject and verb do not agree, at each word."""
    network = trace.network
    return tuple(read_layer(_read_out(network, at), trace, at) for at in range(network.spec.model.layers))


@lru_cache(maxsize=MOST)
def plural_by_half(trace: Trace) -> tuple[Floats, Floats]:
    """Return how probable a plural is: of the subject from the left, of the verb from the right.

    Both are read from the first layer.
    """
    left, right = (probe.read(trace)[:, probe.classes.index(NUMBERS[1])] for probe in _halves(trace.network))
    return left, right


@lru_cache(maxsize=MOST)
def wrong_by_half(trace: Trace) -> tuple[Floats, Floats]:
    """Return `wrong_by_layer` of the first layer's state from the left alone, and of that from the right."""
    left, right = (
        read_layer(_read_out(trace.network, 0, reverse), trace, 0, reverse) for reverse in (False, True)
    )
    return left, right


@lru_cache(maxsize=MOST)
def _halves(network: Network) -> tuple[Probe, Probe]:
    return half_probes(network, subject_number)[0], half_probes(network, verb_number)[1]


_read_out = lru_cache(maxsize=MOST)(fit_layer)


@lru_cache(maxsize=MOST)
def waited(network: Network) -> tuple[float, int]:
    """Return after how many words answers that are taken back stand: in the mean, and at most."""
    waits = [course.waits for course in courses(network, unseen(meanings)[:_FEW]) if course.taken_back]
    return (fmean(waits), max(waits)) if waits else (0.0, 0)
