"""Guess the next word: tables, networks with a window and recurrent networks on the same texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np

from ...arrays import Floats, Ints
from ...instruments import (
    NgramTable,
    count_ngrams,
    record_batch,
    stand_ins,
    stretches_read,
    sway,
    table_score,
)
from ...instruments.ngrams import LONGEST_GRAM
from ...network import Network
from ...recipes import default_run
from ...spec import Kind, RunSpec
from ...tasks import task
from ...tasks.kitchen import STOP, VOCABULARY
from ...tasks.kitchen import drawn as drawn_text
from ...text import encode
from ...vectors import WindowNetwork, WindowSpec, train_window
from ..experiment import Experiment, Line, Trained

Text = Literal["gap", "whale"]
USUAL = ("the apple and pear salad was good", "the apple and pair salad was good")
"""Two sentences that differ in one word."""

FAR = 13
"""So many words before the last one stands the subject."""

ORDERS = tuple(range(1, LONGEST_GRAM + 1))


def recipe(text: Text, kind: Kind = "lstm", seed: int = 0) -> RunSpec:
    """Return the recipe whose network reads a text."""
    if text == "gap":
        return default_run(kind, "recall", seed)
    spec = default_run(kind, "characters", seed)
    return replace(spec, task=replace(spec.task, corpus="whale"))


def of_gap(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the LSTM that reads sentences with a gap."""
    return (recipe("gap", seed=seed),)


@lru_cache(maxsize=2 * LONGEST_GRAM)
def table_of(text: Text, order: int) -> NgramTable:
    """Return the table of a text; it is the same whatever the seed."""
    spec = recipe(text)
    return count_ngrams(stretches_read(spec), order, len(task(spec.task).vocabulary))


def window_of(text: Text, order: int, seed: int) -> WindowNetwork:
    """Return a network that sees as many pieces as a table of N-grams, trained from a seed."""
    spec = recipe(text)
    size = len(task(spec.task).vocabulary)
    return train_window(stretches_read(spec), size, WindowSpec(order=order, seed=seed))


def hangs_on(network: Network, text: Text, back: int) -> float:
    """Return by how much a network's last guess moves when the piece `back` places before it is another."""
    reading = network.read(task(recipe(text).task).probe)

    def guess(rows: Ints) -> Floats:
        traces = record_batch(network, [[network.vocabulary[one] for one in row] for row in rows])
        return np.array([trace.probabilities[-1] for trace in traces])

    return float(sway(guess, reading.ids, stand_ins(table_of(text, LONGEST_GRAM), reading.ids))[-back])


def on_gap(seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how often an LSTM, the best table and the best window network know the last word.

    Then by how much the LSTM's guess hangs on the subject, 13 words back.
    """
    this = task(recipe("gap").task)
    tables = max(table_score(table_of("gap", order), this) for order in ORDERS)
    windows = max(table_score(window_of("gap", order, seed), this) for order in ORDERS)
    return trained[0].score, tables, windows, hangs_on(trained[0].network, "gap", FAR)


def bits_of_sentences(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return −log₂ P of two sentences that differ in one word, by pairs of words of a drawn text."""
    whole = [STOP, *(word for sentence in drawn_text(seed) for word in (*sentence, STOP))]
    table = count_ngrams([encode(whole, VOCABULARY)], 2, len(VOCABULARY))
    sentences = [encode([STOP, *text.split(), STOP], VOCABULARY) for text in USUAL]
    return tuple(float(-table.log_probabilities(ids)[1:].sum() / math.log(2)) for ids in sentences)


def hangs(found: Sequence[float]) -> float:
    """Return the last number: by how much the guess hangs on the far word."""
    return found[-1]


def lstm_above(shares: Sequence[float]) -> float:
    """Return by how much more often the LSTM is right than the best table or window."""
    lstm, table, window, _ = shares
    return lstm - max(table, window)


def apart(bits: Sequence[float]) -> float:
    """Return by how many bits the second sentence is less likely."""
    return bits[1] - bits[0]


_GAP = (
    Line("LSTM", "lstm"),
    Line("best table"),
    Line("best window"),
    Line("LSTM's guess, 13 words back", aside=True),
)


EXPERIMENTS = (
    Experiment(
        "guess/look",
        "Over a gap the LSTM's guess hangs on the subject 13 words back: with another it is another guess.",
        "The LSTM's own recipe and one sentence; only the random start changes.",
        tuple(line._replace(aside=not line.aside) for line in _GAP),
        on_gap,
        hangs,
        0.5,
        of_gap,
        unit="share of the probability that moves",
        scale="percent",
        slow=True,
        said="A recurrent network can look back as far as it likes.",
        source="Mikolov et al. 2010",
    ),
    Experiment(
        "guess/score/gap",
        "Over a gap the LSTM knows the last word at least 50 points more often than any table or window.",
        "One task, the same sentences, N from 1 to 6; only the random start changes.",
        _GAP,
        on_gap,
        lstm_above,
        0.5,
        of_gap,
        unit="last words right, of test sentences",
        scale="percent",
        slow=True,
        said="N-grams cannot see dependencies longer than N words.",
    ),
    Experiment(
        "guess/sentence",
        "“the apple and pair salad” is over 1,000 times less likely than with “pear”, by pairs of words.",
        "One small grammar; each seed draws another text, and the table counts it.",
        (Line("with “pear”"), Line("with “pair”")),
        bits_of_sentences,
        apart,
        10.0,
        unit="−log₂ P",
        drawn="drawn texts",
        said="A language model says which of two sentences that sound alike was meant.",
        source="Jurafsky and Martin, chapter 3",
    ),
)
