"""Random networks, sentences and operations that browser and core both read, the same in each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.instruments.operations import Clamp, Erase, Off, Operation, Replace
from core.network import Network
from core.network.shapes import gates
from core.spec import KINDS, REMOVABLE, ModelSpec
from core.text import Reading
from tests.making.networks import models, network, sentence

Sentence = Reading | str | list[str]
Drawn = TypeVar("Drawn")

LARGE = (
    (ModelSpec("lstm", 16, 32), 24),
    (ModelSpec("lstm", 8, 32, peepholes=True, bidirectional=True, layers=2), 32),
    (ModelSpec("gru", 16, 64), 32),
    (ModelSpec("gru", 16, 24, reset_gate="before", update_gate="writes", layers=3), 128),
    (ModelSpec("rnn", 16, 48), 128),
    (ModelSpec("rnn", 40, 40, activation="relu", initialisation="identity", connection="residual"), 128),
)
"""Models of the sizes that people look at, and the lengths of their sentences."""

ODD = (np.nan, np.inf, -np.inf, 3e38, -3e38, 1e-45)
WORDS = ("the", "Film", "was", "not", "GOOD", "zebra", "<unk>", "a", "<go>", "🙂", "\ud800", "x" * 70)


@dataclass(frozen=True)
class Case:
    """A network, what it reads, and what is done to it meanwhile."""

    network: Network
    sentence: Sentence
    operations: tuple[Operation, ...] = field(default=())


def drawn(strategy: st.SearchStrategy[Drawn], count: int) -> list[Drawn]:
    """Return examples of a strategy, the same ones in each run."""
    found: list[Drawn] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(example: Drawn) -> None:
        found.append(example)

    keep()
    return found


@st.composite
def specs(draw: st.DrawFn) -> ModelSpec:
    """Draw a model with any options; one in five has a decoder."""
    if draw(st.integers(0, 4)):
        return draw(models())
    return draw(models(bidirectional=False, connection="plain", readout="each", decoder=True))


@st.composite
def sentences(draw: st.DrawFn, net: Network) -> Sentence:
    """Draw a sentence: words looked up already, words, or a text; some words are unknown."""
    seed = draw(st.integers(0, 99))
    reading = sentence(net, draw(st.sampled_from([1, 2, 3, 5, 8, 13, 21, 32, 128])), seed)
    words = [
        WORDS[index % len(WORDS)] if index % 5 == 0 else word
        for index, word in zip(
            np.random.default_rng(seed).integers(999, size=128), reading.words, strict=False
        )
    ]
    ways: list[Sentence] = [reading, words, " ".join(words)]
    return draw(st.sampled_from(ways))


@st.composite
def clamps(draw: st.DrawFn, model: ModelSpec, steps: int) -> Clamp:
    """Draw a gate to hold."""
    units = draw(st.none() | st.lists(st.integers(0, model.hidden_size - 1), max_size=3).map(tuple))
    count = model.hidden_size if units is None else len(units)
    value = st.floats(-2, 2) | st.just(1e30)
    return Clamp(
        draw(st.sampled_from(gates(model))),
        draw(value | st.lists(value, min_size=count, max_size=count).map(tuple)),
        units,
        draw(st.integers(-steps, steps - 1)),
        draw(st.none() | st.integers(-steps - 2, steps + 2)),
        draw(st.integers(-model.layers, model.layers - 1)),
        draw(st.sampled_from(model.directions)),
    )


def switched_off(model: ModelSpec) -> st.SearchStrategy[Off]:
    """Return a strategy for a gate to switch off; nothing where the cell needs all it has."""
    names = [gate for gate in gates(model) if gate in REMOVABLE[model.kind]]
    if not names:
        return st.nothing()
    layers = st.integers(-model.layers, model.layers - 1)
    return st.builds(Off, st.sampled_from(names), layers, st.sampled_from(model.directions))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case; two in three go without an operation."""
    net = network(draw(specs()), draw(st.integers(0, 99)), draw(st.sampled_from([0.3, 1.0, 1.5])))
    read = draw(sentences(net))
    if draw(st.integers(0, 2)):
        return Case(net, read)
    steps = len((read if isinstance(read, Reading) else net.read(read)).ids)
    places = st.integers(-steps, steps - 1)
    one = st.one_of(
        clamps(net.spec.model, steps),
        switched_off(net.spec.model),
        st.builds(Erase, places),
        st.builds(Replace, places, st.sampled_from(net.vocabulary).map(str.title)),
    )
    return Case(net, read, tuple(draw(st.lists(one, min_size=1, max_size=4))))


@st.composite
def broken(draw: st.DrawFn) -> Case:
    """Draw a case whose network has weights that are not finite, or hardly."""
    case = draw(cases())
    weights = {name: array.copy() for name, array in case.network.weights.items()}
    for _ in range(draw(st.integers(1, 3))):
        array = weights[draw(st.sampled_from(sorted(weights)))]
        array.flat[draw(st.integers(0, array.size - 1))] = draw(st.sampled_from(ODD))
    return Case(Network(case.network.spec, 1, weights), case.sentence, case.operations)


def large() -> list[Case]:
    """Return networks of the sizes that people look at."""
    found = [(network(model, 7, 1.0), length) for model, length in LARGE]
    return [Case(net, sentence(net, length)) for net, length in found]


def attending() -> list[Case]:
    """Return decoders with attention: of each cell, deep ones, usual ones, with the seam in every place."""
    models = [ModelSpec(kind, 3, 4, decoder=True, attention=True, layers=n) for kind in KINDS for n in (1, 2)]
    nets = [network(model, seed) for seed, model in enumerate(models)]
    held = (Clamp(gates(models[2])[0], 0.5, start=1, stop=6), Erase(3), Replace(-1, "A"))
    texts = ("a b c d <go> d c b", "a", "<go>", "<go> b a", "c <go> c a", "a b c", "e <go> f <go> g")
    usual = network(ModelSpec("lstm", 16, 64, decoder=True, attention=True), 7, 1.0)
    return [
        *(Case(net, text) for net in nets for text in texts),
        Case(nets[2], texts[0], held),
        Case(usual, f"{'d a c h ' * 3}<go>{' h c a d' * 3}"),
    ]


def plainly(case: Case) -> dict[str, Any]:
    """Return what is read and done, as the browser has it."""
    read = case.sentence
    if isinstance(read, Reading):
        told: Any = {"words": read.words, "ids": read.ids.tolist(), "known": read.known.tolist()}
        told["dropped"] = read.dropped
    else:
        told = read
    return {"sentence": told, "operations": [_operation(one) for one in case.operations]}


def _operation(one: Operation) -> dict[str, Any]:
    return {"kind": type(one).__name__.lower(), **{name: getattr(one, name) for name in one.__slots__}}


Answering = Callable[[str, Any], Any]
"""Lets a function of `answers.js` answer a batch with assets/net, in Node or in a browser."""
