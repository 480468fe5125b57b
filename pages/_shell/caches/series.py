"""What networks of a series go on with."""

from functools import lru_cache

from core import Continuation, Network, continuation, task
from core.figures.continuation import continuation_figure, continuation_in_words
from core.tasks.series import Series
from pages._shell.caches import MOST
from pages._shell.caches.sheets import Drawing


@lru_cache(maxsize=MOST)
def continuation_drawing(networks: tuple[Network, ...], count: int, begins: int) -> Drawing:
    """Return `core.figures.continuation.continuation_figure` of some networks of one series."""
    found: dict[str, Continuation] = {
        net.spec.model.kind: continuation(net, count, begins) for net in networks
    }
    this = task(networks[0].spec.task)
    if not isinstance(this, Series):
        raise TypeError(f"{this.name} is no series.")
    return Drawing(continuation_figure(found, this).to_json(), continuation_in_words(found))
