"""Every cache of the interface. Keys are small frozen values; what is kept is shared by all.

A network, which never changes, is a key by its identity: looking something up costs a microsecond, where
Streamlit's caches hash their arguments for a fifth of a millisecond. Nobody writes into what a cache gave.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core import (
    Continuation,
    GradientProfile,
    Network,
    NgramTable,
    Probe,
    ProbeScore,
    Reading,
    RunSpec,
    TaskSpec,
    Trace,
    VectorSpec,
    VectorTraining,
    WordVectors,
    as_text,
    continuation,
    count_neighbours,
    count_ngrams,
    counted_vectors,
    fit_probe,
    gradient_profile,
    initial_network,
    judge_probe,
    record,
    record_batch,
    round_trip,
    stand_ins,
    stretches_read,
    sway,
    table_score,
    task,
    train_vectors,
    write_on,
)
from core.arrays import Floats, Ints
from core.equations.forward import arrays
from core.figures import boards
from core.figures.accuracy import Curve, accuracy_figure, accuracy_in_words
from core.figures.continuation import continuation_figure, continuation_in_words
from core.figures.growth import growth
from core.figures.guessing import perplexity_figure, recall_figure
from core.figures.ink import ink as ink_of
from core.figures.lab import Ghost, lab_board
from core.figures.loop import loop as loop_of
from core.figures.others import Option, Places
from core.figures.others import others as told_by_difference
from core.figures.seeds import seeds_figure, seeds_in_words
from core.figures.twins import twins as twins_of
from core.instruments.generate import Stepper
from core.instruments.ngrams import LONGEST_GRAM, Smoothing
from core.instruments.steps import recurrent_eigenvalues, shares_by_radius, shares_by_slope
from core.instruments.summary import candidates, lowest_mean
from core.instruments.surgery import with_radius
from core.recipes.compare import held_constant, names
from core.tasks.series import Series
from core.text import encode

_MOST = 256
_MOST_FILMS = 24

KeptBySeed = tuple[tuple[str, tuple[float, ...]], ...]

OF_A_SENTENCE = ("sentence", "target", "networks")
"""The parts of a score that are sent with each sentence; the others are fetched once, under their hash."""

NO_SENTENCE = Reading((), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))
"""What options are described with that are told by their difference: their sentence is the one shown."""


class Description(NamedTuple):
    """What a score shows of any sentence, as JSON text; browsers keep it under its hash."""

    key: str
    text: str


class Sheet(NamedTuple):
    """A picture as JSON text, a signature, and what the browser fetches for it.

    The browser builds the picture anew only when its signature changes. Of a score the text says no more than
    its sentence, its networks and the hash of its description.
    """

    signature: str
    text: str
    networks: tuple[Network, ...] = ()
    description: Description | None = None


@lru_cache(maxsize=_MOST)
def trace_of(network: Network, reading: Reading) -> Trace:
    """Return what a network does on a sentence, computed once for all who ask.

    A network with other words than those of the reading looks the sentence up in its own.
    """
    return record(network, reading)


@lru_cache(maxsize=_MOST)
def profile_of(network: Network, reading: Reading, target: int) -> GradientProfile:
    """Return the gradient norms of -log p(target) at the last word."""
    return gradient_profile(trace_of(network, reading), target)


@lru_cache(maxsize=_MOST)
def board(
    networks: tuple[Network, ...],
    reading: Reading,
    parts: tuple[str, ...],
    *,
    name: str,
    readout: str = "next word",
    lens: bool = True,
    hidden: tuple[str, ...] = (),
    bars: tuple[str, ...] = (),
) -> Sheet:
    """Return `core.figures.boards.board` of a network, or of two under one another, on a sentence."""
    first, *others = networks
    against = others[0] if others else None
    text = reading.text
    made = boards.board(
        first,
        text,
        parts,
        name=name,
        readout=readout,
        lens=lens,
        against=against,
        hidden=hidden,
        bars=bars,
    )
    return _score(made, networks)


def own_board(network: Network, sentence: str, *, layer: int, reverse: bool) -> Sheet:
    """Return `core.figures.boards.own_board` of a network that a visitor brought.

    It is made anew each time: a network that is kept here would stay when the server has let go of it.
    """
    answer = "next word" if network.classes == network.vocabulary else "answer so far"
    made = boards.own_board(network, sentence, name="own", readout=answer, layer=layer, reverse=reverse)
    return _score(made, (network,))


@lru_cache(maxsize=_MOST)
def gradients(networks: tuple[Network, ...], reading: Reading, target: int, *, states: bool = True) -> Sheet:
    """Return `core.figures.boards.gradient_board` of several networks on the same sentence and answer."""
    made = boards.gradient_board(networks, reading.text, name="gradients", target=target, states=states)
    return _score(made, networks)


class Others(NamedTuple):
    """What the other options of a page's controls would show, as JSON text, and what is fetched for it.

    Without any, the text is empty.
    """

    text: str = ""
    networks: tuple[Network, ...] = ()
    descriptions: tuple[Description, ...] = ()


@lru_cache(maxsize=_MOST)
def others(
    controls: tuple[str, ...],
    shown: Places,
    options: tuple[tuple[Places, tuple[Sheet, tuple[str, ...]]], ...],
) -> Others:
    """Return `core.figures.others.others` of sheets and what is covered on them; nothing of one alone."""
    if len(options) < 2:
        return Others()
    described = {places: Option(json.loads(sheet.text), veiled) for places, (sheet, veiled) in options}
    told = told_by_difference(controls, shown, described)
    networks = dict.fromkeys(network for _, (sheet, _) in options for network in sheet.networks)
    described_by = dict.fromkeys(sheet.description for _, (sheet, _) in options if sheet.description)
    return Others(_json(told), tuple(networks), tuple(described_by))


@lru_cache(maxsize=_MOST)
def words_asked(network: Network, reading: Reading, telling: frozenset[str]) -> tuple[str, ...]:
    """Return the words among which the lowest forget gate of a network is to be guessed."""
    return tuple(candidates(lowest_mean(trace_of(network, reading), "forget_gate"), telling))


@lru_cache(maxsize=_MOST)
def probe_of(network: Network) -> tuple[Probe, ProbeScore]:
    """Return what reads the subject from a network's state, an LSTM's cell state, and how well it does."""
    fitted = fit_probe(
        network, "subject", state="cell_state" if network.spec.model.kind == "lstm" else "hidden"
    )
    return fitted, judge_probe(fitted, network)


@lru_cache(maxsize=_MOST)
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


@lru_cache(maxsize=_MOST)
def twins(networks: tuple[Network, ...], reading: Reading) -> dict[str, Any]:
    """Return `core.figures.twins.twins` of networks of recall on a sentence."""
    return twins_of(networks, reading.words)


@lru_cache(maxsize=_MOST)
def loop(network: Network, reading: Reading) -> dict[str, Any]:
    """Return `core.figures.loop.loop` of a plain RNN on a text."""
    return loop_of(trace_of(network, reading))


@lru_cache(maxsize=_MOST)
def weights_by_length(network: Network, count: int) -> dict[str, Any]:
    """Return `core.figures.growth.growth` up to sentences twice as long as `count`."""
    return growth(network, 2 * count)


@lru_cache(maxsize=_MOST)
def untrained(spec: RunSpec) -> Network:
    """Return the network of a recipe before training."""
    return initial_network(spec)


class Drawing(NamedTuple):
    """A Plotly figure as JSON text, and what it says in words."""

    text: str
    alt: str


def accuracy_drawing(curves: Mapping[str, Curve], spec: TaskSpec) -> Drawing:
    """Return `core.figures.accuracy.accuracy_figure` of some networks on one task."""
    return _accuracy_drawing(tuple((kind, tuple(curve)) for kind, curve in curves.items()), spec)


@lru_cache(maxsize=_MOST)
def _accuracy_drawing(known: tuple[tuple[str, Curve], ...], spec: TaskSpec) -> Drawing:
    this, curves = task(spec), dict(known)
    return Drawing(accuracy_figure(curves, this).to_json(), accuracy_in_words(curves, this))


@lru_cache(maxsize=_MOST)
def eigenvalues_of(network: Network) -> tuple[complex, ...]:
    """Return the eigenvalues of an RNN's recurrent matrix."""
    return tuple(recurrent_eigenvalues(network))


@lru_cache(maxsize=_MOST)
def radius_shares(
    network: Network, reading: Reading, target: int, radii: tuple[float, ...]
) -> tuple[tuple[float, ...], ...]:
    """Return `core.instruments.steps.shares_by_radius`, rounded to four digits."""
    return tuple(map(_rounded, shares_by_radius(network, reading.text, target, radii)))


@lru_cache(maxsize=_MOST)
def slope_shares(network: Network, reading: Reading, target: int) -> Mapping[str, tuple[float, ...]]:
    """Return `core.instruments.steps.shares_by_slope` of an RNN whose matrix has a spectral radius of 1."""
    profile = profile_of(with_radius(network, 1.0), reading, target)
    return {name: _rounded(found) for name, found in shares_by_slope(profile).items()}


def _rounded(found: Floats) -> tuple[float, ...]:
    return tuple(float(f"{share:.4g}") for share in found)


def shares_drawing(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> Drawing:
    """Return `core.figures.seeds.seeds_figure` of what each line keeps, a number a seed."""
    return _shares_drawing(
        *(tuple((line, tuple(found)) for line, found in one.items()) for one in (before, after))
    )


@lru_cache(maxsize=_MOST)
def _shares_drawing(before: KeptBySeed, after: KeptBySeed) -> Drawing:
    return Drawing(seeds_figure(dict(before), dict(after)).to_json(), seeds_in_words(dict(after)))


@lru_cache(maxsize=_MOST)
def perplexity_drawing(
    table: tuple[float, ...], networks: tuple[tuple[str, float], ...], band: tuple[float, float]
) -> Drawing:
    """Return `core.figures.guessing.perplexity_figure` of tables and networks on one text."""
    said = [f"N = {n}: {value:.2f}" for n, value in enumerate(table, start=1)]
    said += [f"{kind.upper()}: {value:.2f}" for kind, value in networks]
    figure = perplexity_figure(table, dict(networks), band)
    return Drawing(figure.to_json(), f"Perplexity per letter. {'; '.join(said)}.")


@lru_cache(maxsize=_MOST)
def recall_drawing(
    table: tuple[float, ...], networks: tuple[tuple[str, float], ...], chance: float
) -> Drawing:
    """Return `core.figures.guessing.recall_figure` of tables and networks on one task."""
    said = [f"N = {n}: {100 * value:.0f} %" for n, value in enumerate(table, start=1)]
    said += [f"{kind.upper()}: {100 * value:.0f} %" for kind, value in networks]
    figure = recall_figure(table, dict(networks), chance)
    return Drawing(figure.to_json(), f"Right last words. {'; '.join(said)}.")


@lru_cache(maxsize=_MOST)
def continuation_drawing(networks: tuple[Network, ...], count: int, begins: int) -> Drawing:
    """Return `core.figures.continuation.continuation_figure` of some networks of one series."""
    found: dict[str, Continuation] = {
        net.spec.model.kind: continuation(net, count, begins) for net in networks
    }
    this = task(networks[0].spec.task)
    if not isinstance(this, Series):
        raise TypeError(f"{this.name} is no series.")
    return Drawing(continuation_figure(found, this).to_json(), continuation_in_words(found))


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
    text = _json({"text": as_text(read), "size": size})
    table = count_ngrams(read, LONGEST_GRAM, size)
    return Counted(table, Description(hashlib.sha256(text.encode()).hexdigest()[:16], text))


class Swayed(NamedTuple):
    """By how much the last guess on a sentence moves when each of its words is another, (T,)."""

    table: Floats
    network: Floats


@lru_cache(maxsize=_MOST)
def swayed(network: Network, spec: RunSpec, reading: Reading, order: int) -> Swayed:
    """Return what the guesses of a table of `order`-grams and of a network hang on."""
    table, words = counted(spec).table, network.vocabulary
    others = stand_ins(table, reading.ids)

    def by_table(rows: Ints) -> Floats:
        return np.array([table.probabilities(row[len(row) + 1 - order :]) for row in rows])

    def by_network(rows: Ints) -> Floats:
        traces = record_batch(network, [[words[one] for one in row] for row in rows], np.float32)
        return np.array([trace.probabilities[-1] for trace in traces])

    return Swayed(*(sway(guess, reading.ids, others) for guess in (by_table, by_network)))


class Sample(NamedTuple):
    """What was written at a temperature, and after how many letters it comes round; 0 if it does not."""

    temperature: float
    ids: tuple[int, ...]
    round_trip: int


@lru_cache(maxsize=_MOST)
def samples(
    spec: RunSpec,
    network: Network | None,
    order: int,
    begin: str,
    temperatures: tuple[float, ...],
    length: int,
) -> tuple[Sample, ...]:
    """Return what a network, or without one a table, writes with the same numbers at each temperature."""
    numbers = np.random.default_rng(spec.seed).random(length)
    found = []
    for temperature in temperatures:
        after = _network_after(network) if network else _table_after(counted(spec).table, order)
        ids = write_on(after, task(spec.task).read(begin).ids, numbers, temperature)
        found.append(Sample(temperature, tuple(ids.tolist()), round_trip(ids)))
    return tuple(found)


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


@lru_cache(maxsize=_MOST)
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


@lru_cache(maxsize=_MOST)
def table_scores(spec: RunSpec, smoothing: Smoothing) -> tuple[float, ...]:
    """Return what tables for N = 1, 2, … reach in the exam of a recipe's task."""
    read, this = stretches_read(spec), task(spec.task)
    tables = [count_ngrams(read, n, len(this.vocabulary), smoothing) for n in range(1, LONGEST_GRAM + 1)]
    return tuple(table_score(table, this) for table in tables)


@lru_cache(maxsize=_MOST)
def lab_sheet(
    specs: tuple[RunSpec, ...], keys: tuple[str, ...], continued: tuple[str, ...], ghosts: tuple[Ghost, ...]
) -> Sheet:
    """Return `core.figures.lab.lab_board` of these runs and the earlier ones behind them."""
    told = lab_board(
        specs,
        names(specs),
        keys=keys,
        continued=continued,
        ghosts=ghosts,
        held_constant=held_constant(specs),
    )
    return _sheet(told)


class WordFilm(NamedTuple):
    """A training of word vectors, looked at some times.

    Attributes:
        steps: Batches that were done.
        losses: The mean loss of the batches since the last look, in nats.
        read: The vectors of words that are read.
        guessed: Those of words that are guessed.
    """

    steps: tuple[int, ...]
    losses: tuple[float, ...]
    read: tuple[WordVectors, ...]
    guessed: tuple[WordVectors, ...]


@lru_cache(maxsize=_MOST_FILMS)
def word_film(sentences: tuple[tuple[str, ...], ...], spec: VectorSpec, looks: tuple[int, ...]) -> WordFilm:
    """Return a training as it was after so many batches, from the first vectors to the last ones."""
    training = VectorTraining(sentences, spec)
    steps, losses, read, guessed = [], [], [], []
    for step in sorted({0, *looks, spec.steps}):
        before = training.step
        training.advance(step - before)
        steps.append(training.step)
        losses.append(float(np.mean(training.losses[before:] or [np.log(len(training.words))])))
        read.append(training.vectors())
        guessed.append(training.vectors("guessed"))
    return WordFilm(tuple(steps), tuple(losses), tuple(read), tuple(guessed))


@lru_cache(maxsize=_MOST_FILMS)
def word_vectors(sentences: tuple[tuple[str, ...], ...], spec: VectorSpec | None) -> WordVectors:
    """Return the vectors of the words of a text, trained to the end or, without a spec, counted."""
    if spec is None:
        return counted_vectors(count_neighbours(sentences))
    return train_vectors(sentences, spec)


def _score(made: dict[str, Any], networks: tuple[Network, ...]) -> Sheet:
    """Return the sheet of a score: what changes with a sentence, and under its hash what does not."""
    lasting = _json({name: part for name, part in made.items() if name not in OF_A_SENTENCE})
    description = Description(hashlib.sha256(lasting.encode()).hexdigest()[:16], lasting)
    sent = {"description": description.key, **{name: made[name] for name in OF_A_SENTENCE}}
    return _sheet(sent, networks, description)


def _sheet(
    made: dict[str, Any], networks: tuple[Network, ...] = (), description: Description | None = None
) -> Sheet:
    text = _json(made)
    signature = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    return Sheet(signature, text, networks, description)


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, separators=(",", ":"))
