"""Deeper and both ways: what a second and a third layer know between subject and verb, and cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

from ...arrays import Floats
from ...equations.squash import softmax
from ...instruments import Probe, Trace, fit_probe, record_batch
from ...instruments.labels import ClassLabel
from ...instruments.logistic import RIDGE, ReadOut, fit
from ...network import Network
from ...spec import RunSpec, TrainSpec
from ...tasks.two_sided import (
    AGREES,
    SUBJECTS,
    VERBS,
    learnt,
    table,
    unseen,
    verbs,
)
from ..experiment import Experiment, Line, Trained
from .deeper import DIRECTIONS, FITTED, UNITS, recipe, right_of

DEPTHS: Final = (1, 2, 3)
NUMBERS: Final = ("singular", "plural")


def of_verbs(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipes of one, two and three layers that read from the left, then of those both ways."""
    train = TrainSpec(steps=400, learning_rate=0.02)
    return tuple(
        recipe(table(verbs), train, UNITS["verbs"], layers, both=both, seed=seed)
        for both, layers in product(DIRECTIONS, DEPTHS)
    )


def layer_states(trace: Trace, layer: int, reverse: bool | None = None) -> Floats:
    """Return the states of a layer, (T, W): of one of its directions, or of all of them side by side."""
    directions = trace.network.spec.model.directions if reverse is None else (reverse,)
    return np.hstack([trace.layer(layer, one).hidden for one in directions])


def fit_layer(network: Network, layer: int, reverse: bool | None = None) -> ReadOut:
    """Return the likeliest linear read-out of `AGREES` from `layer_states` at any word of the table."""
    rows = learnt(verbs)[:FITTED]
    traces = record_batch(network, [row.words for row in rows])
    states = np.concatenate([layer_states(trace, layer, reverse) for trace in traces])
    targets = np.array([AGREES.index(tag) for row in rows for tag in row.tags])
    return fit(states, targets, len(AGREES), RIDGE)


def read_layer(read_out: ReadOut, trace: Trace, layer: int, reverse: bool | None = None) -> Floats:
    """Return how probable `layer_states` make it at each word that subject and verb do not agree, (T,)."""
    states = layer_states(trace, layer, reverse)
    wrong: Floats = softmax(states @ read_out.weights.T + read_out.bias)[:, AGREES.index("wrong")]
    return wrong


def between(words: Sequence[str]) -> tuple[int, int, bool] | None:
    """Return from where to where words stand between subject and verb, and whether these agree; or None."""
    number = {word: which for which, of in enumerate(SUBJECTS) for word in of}
    verb = {word: which for which, of in enumerate(VERBS) for word in of}
    subject = next((at for at, word in enumerate(words) if word in number), None)
    if subject is None:
        return None
    end = next((at for at in range(subject + 2, len(words)) if words[at] in verb), None)
    return None if end is None else (subject + 1, end, number[words[subject]] == verb[words[end]])


def subject_number(words: Sequence[str]) -> list[str]:
    """Return the number of the first subject, at each word the same; "" where there is none."""
    return [_number(words, SUBJECTS)] * len(words)


def verb_number(words: Sequence[str]) -> list[str]:
    """Return the number of the last verb, at each word the same; "" where there is none."""
    return [_number(words[::-1], VERBS)] * len(words)


def _number(words: Sequence[str], of: Sequence[Sequence[str]]) -> str:
    number = {word: name for name, told in zip(NUMBERS, of, strict=True) for word in told}
    return next((number[word] for word in words if word in number), "")


def half_probes(network: Network, label: ClassLabel) -> tuple[Probe, Probe]:
    """Return what reads a label from the first layer's state from the left, and from that from the right."""
    sentences = [row.words for row in learnt(verbs)[:FITTED]]
    left, right = (
        fit_probe(network, label, layer=0, reverse=reverse, sentences=sentences) for reverse in (False, True)
    )
    return left, right


def known_by_halves(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how often each half of the first layer knows, between subject and verb, the number of each.

    The subject from the left and from the right, the verb from the left and from the right.
    """
    network = trained[0].network
    rows = [row for row in unseen(verbs) if between(row.words)]
    traces = record_batch(network, [row.words for row in rows])
    shares = []
    for label in (subject_number, verb_number):
        for probe in half_probes(network, label):
            right = []
            for row, trace in zip(rows, traces, strict=True):
                start, stop, _ = between(row.words) or (0, 0, False)
                told = probe.read(trace)[start:stop].argmax(axis=1)
                right += [probe.classes[one] == label(row.words)[0] for one in told]
            shares.append(float(np.mean(right)))
    return tuple(shares)


def of_two_layers(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of two layers both ways."""
    return (of_verbs(seed)[4],)


def each_half_its_word(shares: Sequence[float]) -> float:
    """Return how much more a half knows of the word on its side than of the one on the other."""
    subject_left, subject_right, verb_left, verb_right = shares
    return min(subject_left, verb_right) - max(subject_right, verb_left)


def right_between(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share of words between subject and verb of which each network knows whether both agree."""
    return tuple(right_of(one.network, unseen(verbs)) for one in trained)


def times_as_long(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many times as long each network was trained as the first, in processor seconds."""
    return tuple(one.seconds / trained[0].seconds for one in trained)


def both_needed(shares: Sequence[float]) -> float:
    """Return how much more two layers both ways know than all with one layer or one direction."""
    *others, two, _three = shares
    return two - max(others)


def third_adds(shares: Sequence[float]) -> float:
    """Return how much more three layers both ways know than two."""
    return shares[-1] - shares[-2]


def longest(ratios: Sequence[float]) -> float:
    """Return how many times as long three layers both ways take as one layer from the left."""
    return ratios[-1]


NAMES: Final = tuple(
    f"{layers} layer{'s' * (layers > 1)}, {'both ways' if both else 'from the left'}"
    for both, layers in product(DIRECTIONS, DEPTHS)
)
_LOOKS = {False: "rnn", True: "lstm"}
_OF_VERBS = (
    "The same table, 16 units a layer and direction, 400 steps; layers, directions, random start change."
)
_RIGHT = "right, of the words between subject and verb"
_BY_DEPTH = tuple(
    Line(name, _LOOKS[both]) for name, (both, _) in zip(NAMES, product(DIRECTIONS, DEPTHS), strict=True)
)

EXPERIMENTS = (
    Experiment(
        "deeper/layers",
        "Between subject and verb, two layers both ways know at least 20 points more than one layer or one "
        "direction.",
        _OF_VERBS,
        _BY_DEPTH,
        right_between,
        both_needed,
        0.2,
        of_verbs,
        unit=_RIGHT,
        scale="percent",
        slow=True,
        said="More layers learn more.",
        source="Graves et al. 2013",
    ),
    Experiment(
        "deeper/layers/halves",
        "Between subject and verb, the first layer's state from the left knows the subject's number and the "
        "one from the right the verb's, each at least 30 points more often than the other's.",
        "The same table, two layers both ways, 16 units a layer and direction; "
        "only the random start changes.",
        (
            Line("subject, from the left", "lstm"),
            Line("subject, from the right", "rnn"),
            Line("verb, from the left", "rnn"),
            Line("verb, from the right", "lstm"),
        ),
        known_by_halves,
        each_half_its_word,
        0.3,
        of_two_layers,
        unit="right, of the words between subject and verb, read by a probe",
        scale="percent",
        slow=True,
        said="A state knows only what its direction has read.",
        source="Schuster and Paliwal 1997",
    ),
    Experiment(
        "deeper/layers/third",
        "A third layer adds at least 2 points.",
        _OF_VERBS,
        _BY_DEPTH,
        right_between,
        third_adds,
        0.02,
        of_verbs,
        unit=_RIGHT,
        scale="percent",
        expected="fails",
        slow=True,
        said="More layers learn more.",
        source="Graves et al. 2013",
    ),
    Experiment(
        "deeper/layers/time",
        "Three layers both ways take at least twice as long to train as one layer from the left.",
        _OF_VERBS,
        _BY_DEPTH,
        times_as_long,
        longest,
        2,
        of_verbs,
        unit="times the processor seconds of one layer from the left",
        slow=True,
        said="A second direction and each layer cost time.",
    ),
)
