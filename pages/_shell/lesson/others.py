"""The other options of a lesson's controls: what each would show, so that the browser can draw it at once.

What an option shows is drawn without a sentence (`sheets.NO_SENTENCE`): it is told by what differs from the
score that is shown, and costs nothing when the sentence changes.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from core import Network, Reading, RunSpec
from core.spec import KINDS, Kind, TaskName
from core.tasks import Task
from pages._shell.caches.networks import trace_of
from pages._shell.caches.scores import gradients
from pages._shell.caches.sheets import NO_SENTENCE, Others, Sheet, others
from pages._shell.lesson.choices import WEIGHTS, Weights, network_meant
from pages._shell.lesson.sentences import answer_meant
from pages._shell.lesson.waiting import at_hand


class Shown(NamedTuple):
    """A score without a sentence, and the ids of the staves that are covered."""

    sheet: Sheet
    veiled: Collection[str] = ()


OfWeights = Mapping[Weights, tuple[Network, ...]]
"""The networks of each choice of weights, in the order of the options."""

Draw = Callable[[tuple[Network, ...]], Shown | None]
"""Says what a page shows of some networks; None for what cannot be shown at once."""


def other_cells(
    kind: Kind,
    weights: Weights,
    task_of: Callable[[Kind], TaskName],
    draws: Callable[[RunSpec], bool],
    draw: Draw,
) -> Others:
    """Return what the page would show of each cell, trained and untrained, in "cell" and "weights".

    Args:
        kind: The cell that is shown.
        weights: Its weights.
        task_of: Says with which task the page would show a cell; those with another task are left out.
        draws: Whether the page draws a network of the visitor's own.
        draw: What it shows of a network.
    """
    task_name = task_of(kind)

    def shown(other: Kind, chosen: Weights) -> Shown | None:
        specs = network_meant(task_name, [other], draws) if task_of(other) == task_name else ()
        found = at_hand(specs, trained=chosen == "trained")
        return draw(found) if found else None

    return _options({"cell": KINDS, "weights": WEIGHTS}, (kind, weights), shown)


def other_weights(key: str, chosen: Weights, networks: OfWeights, draw: Draw) -> Others:
    """Return what the page would show of the networks of each choice of weights.

    Args:
        key: Of the control.
        chosen: What is chosen.
        networks: Those of each option.
        draw: What the page shows of them.
    """
    return _options({key: tuple(networks)}, (chosen,), lambda weights: draw(networks[weights]))


def other_gradients(
    key: str, chosen: Weights, networks: OfWeights, reading: Reading, this: Task, veiled: Collection[str]
) -> Others:
    """Return `other_weights` of gradients: what their loss asks for depends on the sentence."""

    def draw(shown: tuple[Network, ...]) -> Shown:
        target = answer_meant(trace_of(shown[-1], reading), reading, this)
        return Shown(gradients(shown, NO_SENTENCE, target), veiled)

    return other_weights(key, chosen, networks, draw)


def _options(
    controls: Mapping[str, Sequence[str]], chosen: Sequence[str], shown: Callable[..., Shown | None]
) -> Others:
    found: dict[tuple[int, ...], tuple[Sheet, tuple[str, ...]]] = {}
    for option in product(*controls.values()):
        if (picture := shown(*option)) is not None:
            found[_places(controls, option)] = (picture.sheet, tuple(sorted(picture.veiled)))
    return others(tuple(controls), _places(controls, chosen), tuple(found.items()))


def _places(controls: Mapping[str, Sequence[Any]], chosen: Sequence[str]) -> tuple[int, ...]:
    pairs = zip(controls.values(), chosen, strict=True)
    return tuple(list(options).index(one) for options, one in pairs)
