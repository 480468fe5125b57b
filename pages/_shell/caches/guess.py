"""What tables and networks guess, write and reach, on a task's text and on sentences."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np

from core import (
    Network,
    NgramTable,
    Reading,
    RunSpec,
    WindowNetwork,
    WindowSpec,
    as_text,
    count_ngrams,
    record_batch,
    round_trip,
    stand_ins,
    stretches_read,
    sway,
    table_score,
    task,
    train_window,
    write_on,
)
from core.arrays import Floats, Ints
from core.equations.forward import arrays
from core.figures.guessing import perplexity_figure, recall_figure
from core.figures.stored import stored_figure
from core.instruments.generate import Stepper
from core.instruments.ngrams import LONGEST_GRAM, Smoothing
from core.instruments.sampling import without
from core.text import encode
from pages._shell.caches import MOST
from pages._shell.caches.sheets import Description, Drawing, as_json


class Counted(NamedTuple):
    """What tables count of a task's text: the table of longest grams, and the text, for the browser to count.

    Its description is JSON: `text` as `core.as_text` writes it, and `size`, how many pieces there are.
    """

    table: NgramTable
    description: Description


@lru_cache(maxsize=8)
def counted(spec: RunSpec) -> Counted:
    """Return what tables count beside the networks of a recipe."""
    read, size = stretches_read(spec), len(task(spec.task).vocabulary)
    text = as_json({"text": as_text(read), "size": size})
    table = count_ngrams(read, LONGEST_GRAM, size)
    return Counted(table, Description(hashlib.sha256(text.encode()).hexdigest()[:16], text))


class Window(NamedTuple):
    """A window network, and itself as the browser reads it."""

    network: WindowNetwork
    description: Description


_ONE_AT_A_TIME = Lock()
"""Of many who ask for the same window network at once, one has it trained."""


def window_network(spec: RunSpec, window: WindowSpec) -> Window:
    """Return a window network that has read what the networks of a recipe read."""
    with _ONE_AT_A_TIME:
        return _window_network(spec, window)


@lru_cache(maxsize=64)
def _window_network(spec: RunSpec, window: WindowSpec) -> Window:
    network = train_window(stretches_read(spec), len(task(spec.task).vocabulary), window)
    text = as_json(network.as_json())
    return Window(network, Description(hashlib.sha256(text.encode()).hexdigest()[:16], text))


@lru_cache(maxsize=MOST)
def window_score(spec: RunSpec, window: WindowSpec) -> float:
    """Return what a window network reaches in the exam of a recipe's task."""
    return table_score(window_network(spec, window).network, task(spec.task))


class Swayed(NamedTuple):
    """By how much the last guess on a sentence moves when each of its words is another, (T,)."""

    table: Floats
    window: Floats
    network: Floats


@lru_cache(maxsize=MOST)
def swayed(network: Network, spec: RunSpec, reading: Reading, window: WindowSpec) -> Swayed:
    """Return what the guesses of a table, of a window network with its N, and of a network hang on."""
    table, words, order = counted(spec).table, network.vocabulary, window.order
    neighbour = window_network(spec, window).network
    others = stand_ins(table, reading.ids)

    def by_table(rows: Ints) -> Floats:
        return np.array([table.probabilities(row[len(row) + 1 - order :]) for row in rows])

    def by_window(rows: Ints) -> Floats:
        return np.array([neighbour.probabilities(row) for row in rows])

    def by_network(rows: Ints) -> Floats:
        traces = record_batch(network, [[words[one] for one in row] for row in rows], np.float32)
        return np.array([trace.probabilities[-1] for trace in traces])

    return Swayed(*(sway(guess, reading.ids, others) for guess in (by_table, by_window, by_network)))


UNKNOWN_ID = 0
"""The unknown piece, `<unk>`, in every vocabulary."""


class Sample(NamedTuple):
    """What was written at a temperature, without `<unk>`.

    Attributes:
        temperature: 0 takes the likeliest piece each time.
        ids: What was written.
        round_trip: After how many pieces it comes round; 0 if it does not.
        unknown: How many times `<unk>` was the likeliest, and another piece was drawn.
    """

    temperature: float
    ids: tuple[int, ...]
    round_trip: int
    unknown: int


@lru_cache(maxsize=MOST)
def samples(
    spec: RunSpec,
    network: Network | None,
    order: int,
    begin: str,
    temperatures: tuple[float, ...],
    length: int,
) -> tuple[Sample, ...]:
    """Return what a network, or without one a table, writes with the same numbers at each temperature.

    The unknown piece is never drawn: it says nothing, and of some texts it is the likeliest nearly always.
    """
    numbers, first = np.random.default_rng(spec.seed).random(length), task(spec.task).read(begin).ids
    found = []
    for temperature in temperatures:
        after = _network_after(network) if network else _table_after(counted(spec).table, order)
        likeliest: list[int] = []
        ids = write_on(_without_unknown(after, likeliest), first, numbers, temperature)
        unknown = likeliest[len(first) - 1 : -1].count(UNKNOWN_ID)
        found.append(Sample(temperature, tuple(ids.tolist()), round_trip(ids), unknown))
    return tuple(found)


def _without_unknown(after: Callable[[int], Floats], likeliest: list[int]) -> Callable[[int], Floats]:
    """Return what says the same without the unknown piece; notes which piece was the likeliest with it."""

    def known_after(piece: int) -> Floats:
        row = after(piece)
        likeliest.append(int(row.argmax()))
        return without(row, UNKNOWN_ID)

    return known_after


def _table_after(table: NgramTable, order: int) -> Callable[[int], Floats]:
    read: list[int] = []

    def after(piece: int) -> Floats:
        read.append(piece)
        return table.probabilities(read[max(len(read) + 1 - order, 0) :])

    return after


def _network_after(network: Network) -> Callable[[int], Floats]:
    steps = Stepper(network.spec.model, arrays(network, np.float64), 1)

    def after(piece: int) -> Floats:
        logits = steps.read(np.array([piece]))[0]
        likely: Floats = np.exp(logits - logits.max())
        return np.asarray(likely / likely.sum())

    return after


Sentences = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=MOST)
def sentence_bits(
    read: Sentences, vocabulary: tuple[str, ...], stop: str, words: tuple[str, ...], order: int
) -> tuple[float, ...]:
    """Return −log₂ P of each word of a sentence, and of the stop at its end, by a table of sentences."""
    table = _table_of(read, vocabulary, stop, order)
    bits = -table.log_probabilities(encode([stop, *words, stop], vocabulary))[1:] / np.log(2)
    return tuple(bits.tolist())


@lru_cache(maxsize=16)
def _table_of(read: Sentences, vocabulary: tuple[str, ...], stop: str, order: int) -> NgramTable:
    whole = [stop, *(word for sentence in read for word in (*sentence, stop))]
    return count_ngrams([encode(whole, vocabulary)], order, len(vocabulary))


@lru_cache(maxsize=MOST)
def table_scores(spec: RunSpec, smoothing: Smoothing) -> tuple[float, ...]:
    """Return what tables for N = 1, 2, … reach in the exam of a recipe's task."""
    read, this = stretches_read(spec), task(spec.task)
    tables = [count_ngrams(read, n, len(this.vocabulary), smoothing) for n in range(1, LONGEST_GRAM + 1)]
    return tuple(table_score(table, this) for table in tables)


@lru_cache(maxsize=8)
def stored_by(spec: RunSpec) -> tuple[int, ...]:
    """Return how many grams a table stores for N = 1, 2, …, those that it falls back on with them."""
    return tuple(np.cumsum(counted(spec).table.stored).tolist())


Reached = tuple[tuple[str, float], ...]
"""Of each kind of recurrent network what it reaches, or stores."""


@lru_cache(maxsize=MOST)
def perplexity_drawing(
    table: tuple[float, ...],
    window: tuple[float, ...],
    networks: Reached,
    band: tuple[float, float] | None,
    piece: str,
) -> Drawing:
    """Return `core.figures.guessing.perplexity_figure` of tables and networks on one text."""
    figure = perplexity_figure(table, window, dict(networks), band, piece)
    return Drawing(figure.to_json(), f"Perplexity per {piece}. {_told(table, window, networks, '.2f')}.")


@lru_cache(maxsize=MOST)
def recall_drawing(
    table: tuple[float, ...], window: tuple[float, ...], networks: Reached, chance: float
) -> Drawing:
    """Return `core.figures.guessing.recall_figure` of tables and networks on one task."""
    figure = recall_figure(table, window, dict(networks), chance)
    return Drawing(figure.to_json(), f"Right last words. {_told(table, window, networks, '.0%')}.")


@lru_cache(maxsize=MOST)
def stored_drawing(table: tuple[int, ...], window: tuple[int, ...], networks: Reached, piece: str) -> Drawing:
    """Return `core.figures.stored.stored_figure` of tables and networks on one text."""
    figure = stored_figure(table, window, dict(networks), piece)
    return Drawing(figure.to_json(), f"Stored numbers. {_told(table, window, networks, ',.0f')}.")


def _told(table: tuple[float, ...], window: tuple[float, ...], networks: Reached, form: str) -> str:
    """Return what a figure shows in words."""
    by_order = [
        f"N = {n}: table {one:{form}}, window network {other:{form}}"
        for n, (one, other) in enumerate(zip(table, window, strict=True), start=1)
    ]
    return "; ".join([*by_order, *(f"{kind.upper()}: {value:{form}}" for kind, value in networks)])
