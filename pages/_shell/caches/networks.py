"""What a network does on a sentence, and what it was before training."""

from functools import lru_cache

from core import GradientProfile, Network, Reading, RunSpec, Trace, gradient_profile, initial_network, record
from core.instruments.summary import candidates, lowest_mean
from pages._shell.caches import MOST


@lru_cache(maxsize=MOST)
def trace_of(network: Network, reading: Reading) -> Trace:
    """Return what a network does on a sentence, computed once for all who ask.

    A network with other words than those of the reading looks the sentence up in its own.
    """
    return record(network, reading)


@lru_cache(maxsize=MOST)
def profile_of(network: Network, reading: Reading, target: int) -> GradientProfile:
    """Return the gradient norms of -log p(target) at the last word."""
    return gradient_profile(trace_of(network, reading), target)


@lru_cache(maxsize=MOST)
def untrained(spec: RunSpec) -> Network:
    """Return the network of a recipe before training."""
    return initial_network(spec)


@lru_cache(maxsize=MOST)
def words_asked(network: Network, reading: Reading, telling: frozenset[str]) -> tuple[str, ...]:
    """Return the words among which the lowest forget gate of a network is to be guessed."""
    return tuple(candidates(lowest_mean(trace_of(network, reading), "forget_gate"), telling))
