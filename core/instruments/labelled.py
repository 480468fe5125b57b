"""States of a network beside what a label says: the material of a probe.

Sentences come from the network's task: drawn as for training, or those of its exam, which are never drawn.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from ..arrays import Floats, Ints
from ..network import Network
from ..tasks import Batch, Task, task
from ..text import Reading, encode
from .labels import ClassLabel
from .trace import LayerTrace, record_batch

State = Literal["hidden", "cell_state"]
Sentence = Reading | str | Sequence[str]

_DRAWN_TOGETHER = 8
"""Sentences of one draw, which share their length."""

_READ_TOGETHER = 128
"""Sentences that are read at once: of each, everything is in memory until its state is taken."""


def drawn(network: Network, count: int, seed: int = 0) -> list[Reading]:
    """Return sentences drawn as the network's task draws them for training: none of them is in the exam.

    Raises:
        ValueError: if it has no task.
    """
    asked, rng = _task_of(network), np.random.default_rng((0x9B0BE, seed))
    found: list[Reading] = []
    while len(found) < count:
        found += _readings(network, asked, asked.batch(rng, _DRAWN_TOGETHER))
    return found[:count]


def held_out(network: Network) -> list[Reading]:
    """Return all sentences of the exam of the network's task, of every length.

    Raises:
        ValueError: if it has no task.
    """
    asked = _task_of(network)
    return [
        reading for point in asked.exam_points for reading in _readings(network, asked, asked.exam(point))
    ]


def _task_of(network: Network) -> Task:
    if network.is_imported:
        raise ValueError(
            f"{network.spec.label()}: it has no task to draw sentences from. Give sentences of your own."
        )
    return task(network.spec.task)


def _readings(network: Network, asked: Task, batch: Batch) -> Iterator[Reading]:
    for row, last in zip(batch.ids, batch.last, strict=True):
        words = tuple(asked.vocabulary[index] for index in row[: last + 1])
        same = network.vocabulary == asked.vocabulary
        ids = row[: last + 1] if same else encode(words, network.vocabulary)
        yield Reading(words, ids, ids != 0)


class Labelled(NamedTuple):
    """The words of some sentences about which a label says something: states (N, H), values and lags (N,)."""

    states: Floats
    values: list[str | float]
    lags: Ints


def labelled(
    network: Network,
    sentences: Sequence[Sentence],
    says: ClassLabel,
    state: State,
    layer: int,
    reverse: bool,
) -> Labelled:
    """Read sentences and keep one state at each word about which a label says something.

    Raises:
        ValueError: if the network has no such state, or the label does not say one thing a word.
    """
    states: list[Floats] = []
    values: list[str | float] = []
    lags: list[int] = []
    for start in range(0, len(sentences) or 1, _READ_TOGETHER):
        for trace in record_batch(network, sentences[start : start + _READ_TOGETHER]):
            told = _told(says, trace.words)
            said = [timestep for timestep, value in enumerate(told) if value is not None]
            states.append(state_of(trace.layer(layer, reverse), state)[said])
            values += [value for value in told if value is not None]
            ages = _lags(told)
            lags += [ages[timestep] for timestep in said]
    return Labelled(np.concatenate(states), values, np.array(lags, np.int64))


def state_of(layer: LayerTrace, state: State) -> Floats:
    """Return the states (T, H) of a layer.

    Raises:
        ValueError: if it has no cell state.
    """
    found = layer.hidden if state == "hidden" else layer.cell_state
    if found is None:
        raise ValueError("state is 'cell_state'; only an LSTM has one. Choose hidden.")
    return found


def _told(says: ClassLabel, words: tuple[str, ...]) -> list[str | float | None]:
    """Return what a label says after each word; None where it says nothing."""
    told = list(says(words))
    if len(told) != len(words):
        raise ValueError(f"The label says {len(told)} things about {len(words)} words; give one a word.")
    return [None if one is None or one != one else one for one in told]


def _lags(told: Sequence[str | float | None]) -> list[int]:
    """Return how many words ago the label took the value that it has.

    >>> _lags([None, "dog", "dog", "dog", "cat", "cat"])
    [0, 0, 1, 2, 0, 1]
    """
    lags: list[int] = []
    for timestep, value in enumerate(told):
        same = timestep > 0 and value is not None and value == told[timestep - 1]
        lags.append(lags[-1] + 1 if same else 0)
    return lags
