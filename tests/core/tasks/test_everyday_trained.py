"""What networks learn of everyday English, on seeds that no recipe was chosen on."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from core import Network, Trace, record, task
from core.nets.run import Run
from core.recipes import default_run
from core.spec import Kind
from core.tasks.everyday import NEGATIONS, RATED
from core.text import tokenize

pytestmark = pytest.mark.slow

FRESH = range(3000, 3010)
SENTENCES = Path(__file__).parent / "sentences" / "everyday.tsv"
UNHEARD = "blorb"


class Learnt(NamedTuple):
    network: Network
    score: float


@lru_cache(maxsize=32)
def learnt(kind: Kind, seed: int) -> Learnt:
    run = Run(default_run(kind, "everyday", seed))
    snapshot = run.advance(run.spec.train.steps)
    return Learnt(run.network(), snapshot.score)


def traces(network: Network) -> list[Trace]:
    """What a network does on held-out sentences with up to six neutral words at the end."""
    this = task(network.spec.task)
    exams = [this.exam(point) for point in (0, 2, 4, 6)]
    return [
        record(network, [network.vocabulary[index] for index in ids[: last + 1]])
        for exam in exams
        for ids, last in zip(exam.ids, exam.last, strict=True)
    ]


def gate_means(found: list[Trace], gate: str, telling: frozenset[str]) -> dict[str, float]:
    """The mean of a gate over units and places: at neutral words, at negations, at "but"."""
    words = [word for trace in found for word in trace.words]
    means = np.concatenate([trace[gate].mean(axis=1) for trace in found])
    kinds = {
        "neutral": [word not in telling for word in words],
        "not": [word in NEGATIONS for word in words],
        "but": [word == "but" for word in words],
    }
    return {kind: float(means[at].mean()) for kind, at in kinds.items()}


def test_its_gates_are_the_textbooks() -> None:
    """The forget gate closes at "but", the input gate opens at "not".

    Measured on all ten seeds: forget 0.23 to 0.58 below that at neutral words, input 0.45 to 0.80 above. On
    another kind of processor a seed leads elsewhere, so two may miss; the message says which.
    """
    dropped, written = {}, {}
    for seed in FRESH:
        network = learnt("lstm", seed).network
        found, telling = traces(network), task(network.spec.task).telling
        forgets, writes = (gate_means(found, gate, telling) for gate in ("forget_gate", "input_gate"))
        dropped[seed] = round(forgets["neutral"] - forgets["but"], 2)
        written[seed] = round(writes["not"] - writes["neutral"], 2)
    assert sum(by >= 0.2 for by in dropped.values()) >= 8, dropped
    assert np.median(list(dropped.values())) >= 0.3, dropped
    assert min(written.values()) >= 0.3, written


def test_an_lstm_learns_it_and_an_rnn_hardly() -> None:
    """Measured over ten seeds: LSTM 0.95 to 0.97 in 2 to 4 CPU seconds, RNN 0.54 and 0.57."""
    scores = {seed: learnt("lstm", seed).score for seed in FRESH[:5]}
    assert min(scores.values()) >= 0.9, scores
    assert max(learnt("rnn", seed).score for seed in FRESH[:2]) < 0.75


def own_sentences() -> list[tuple[bool, str]]:
    rows = (line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines())
    return [(good == "good", text) for good, text in rows]


def says_good(network: Network, text: str) -> bool:
    return bool(record(network, text).answers[-1][1] > 0.5)


@pytest.mark.parametrize("seed", FRESH[:3])
def test_sentences_that_people_say_are_read_as_they_are_meant(seed: int) -> None:
    """Measured over ten seeds: 90 to 96 percent."""
    asked, network = own_sentences(), learnt("lstm", seed).network
    assert len(asked) >= 60
    wrong = [text for good, text in asked if says_good(network, text) != good]
    assert len(wrong) <= 0.15 * len(asked), wrong


@pytest.mark.parametrize("seed", FRESH[:3])
def test_it_is_not_sure_where_what_tells_is_unknown(seed: int) -> None:
    """The same sentences with a word that nobody knows in the place of each that tells.

    Measured over six seeds: the more probable class gets 0.57 to 0.62 on average and 0.93 at most; where the
    words are known, 0.93 to 0.95 on average.
    """
    network = learnt("lstm", seed).network
    texts = [[UNHEARD if word in RATED else word for word in tokenize(text)] for _, text in own_sentences()]
    sure = [float(record(network, words).answers[-1].max()) for words in texts if UNHEARD in words]
    assert len(sure) > 60
    assert np.mean(sure) < 0.75
    assert np.mean(np.array(sure) > 0.9) < 0.05


def test_the_default_shows_what_its_lesson_says() -> None:
    """On the sentence with which the lesson opens: "not" is written, "but" forgets, the answer turns.

    Of its words, "not" has the highest input gate on ten seeds of ten, "but" the lowest forget gate on nine.
    """
    network = learnt("lstm", 0).network
    this = task(network.spec.task)
    trace = record(network, this.probe)
    plain = [word.lower() not in this.telling for word in trace.words]
    at = {word: trace.words.index(word) for word in ("not", "but")}
    forget, write = (trace[gate].mean(axis=1) for gate in ("forget_gate", "input_gate"))
    assert forget[at["but"]] < forget[plain].mean() - 0.2
    assert write[at["not"]] > write[plain].mean() + 0.3
    assert trace.answers[at["but"] - 1][1] < 0.4
    assert network.classes[int(trace.answers[-1].argmax())] == this.probe_answer
