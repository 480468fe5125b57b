"""What the pictures of the unrolled RNN show: twins, a loop, weights that grow or do not."""

from functools import lru_cache
from typing import Any

from core import Network, Reading
from core.figures.growth import growth
from core.figures.loop import loop as loop_of
from core.figures.twins import twins as twins_of
from pages._shell.caches import MOST
from pages._shell.caches.networks import trace_of
from pages._shell.caches.probes import probe_of


@lru_cache(maxsize=MOST)
def twins(networks: tuple[Network, ...], reading: Reading) -> dict[str, Any]:
    """Return `core.figures.twins.twins` of networks of recall on a sentence."""
    return twins_of(networks, reading.words, [probe_of(network)[0] for network in networks])


@lru_cache(maxsize=MOST)
def loop(network: Network, reading: Reading) -> dict[str, Any]:
    """Return `core.figures.loop.loop` of a plain RNN on a text."""
    return loop_of(trace_of(network, reading))


@lru_cache(maxsize=MOST)
def weights_by_length(network: Network, count: int) -> dict[str, Any]:
    """Return `core.figures.growth.growth` up to sentences twice as long as `count`."""
    return growth(network, 2 * count)
