"""The twin of a sentence: what is told is the norm of the difference of the states, as a share."""

from __future__ import annotations

import numpy as np
import pytest

from core import Network, Probe, default_run, initial_network, record
from core.figures.twins import twins
from core.instruments.labelled import State
from core.instruments.twins import verdict_of
from core.spec import KINDS
from core.tasks.recall import ANSWERS


def drawn_probe(network: Network, seed: int = 0) -> Probe:
    """Return a probe of a network's subject whose weights were drawn, not fitted."""
    kind, units = network.spec.model.kind, network.spec.model.hidden_size
    weights = np.random.default_rng(seed).normal(size=(len(ANSWERS), units))
    state: State = "cell_state" if kind == "lstm" else "hidden"
    classes = tuple(sorted(ANSWERS))
    return Probe("subject", classes, weights, np.zeros(len(classes)), state, 0, False, network.key)


SENTENCE = ["the", "dog", "that", "i", "knew", "had", "a", "fluffy"]


def test_each_line_is_the_difference_of_two_readings() -> None:
    fresh = [initial_network(default_run(kind)) for kind in KINDS]
    probes = [drawn_probe(network, seed) for seed, network in enumerate(fresh)]
    told = twins(fresh, SENTENCE, probes)
    assert (told["subject"], told["at"]) == ("dog", 1)
    assert [twin["word"] for twin in told["twins"]] == [word for word in ANSWERS if word != "dog"]
    for twin in told["twins"]:
        for network, probe, line in zip(fresh, probes, twin["lines"], strict=True):
            signal = "cell_state" if network.spec.model.kind == "lstm" else "hidden"
            other = " ".join(SENTENCE).replace("dog", twin["word"])
            gap = record(network, " ".join(SENTENCE))[signal] - record(network, other)[signal]
            norms = np.sqrt((gap**2).sum(axis=1))
            assert norms[0] == 0, "before the subject they are one"
            assert [at for at, _ in line["points"]] == list(range(1, len(SENTENCE)))
            assert [share for _, share in line["points"]] == pytest.approx(norms[1:] / norms[1], abs=1e-4)
            assert line["points"][0][1] == 1
            for words, read in zip((" ".join(SENTENCE), other), line["read"], strict=True):
                assert read == list(probe.says(record(network, words))[1:])
            both = [read[-1] for read in line["read"]] == ["dog", twin["word"]]
            assert line["verdict"] == verdict_of(line["points"][-1][1], both_read=both)


@pytest.mark.parametrize(
    ("share", "both_read", "verdict"),
    [
        (0.0, True, "gone"),
        (0.049, False, "gone"),
        (0.06, False, "mixed"),
        (1.7, False, "mixed"),
        (1.7, True, "kept"),
    ],
)
def test_what_is_left_and_not_read_is_mixed(share: float, both_read: bool, verdict: str) -> None:
    assert verdict_of(share, both_read=both_read) == verdict
    assert verdict_of(float("nan"), both_read=True) == "gone"


def test_without_a_subject_there_is_no_twin() -> None:
    told = twins([fresh := initial_network(default_run("rnn"))], ["we", "saw", "a"], [drawn_probe(fresh)])
    assert told["twins"] == []
    assert told["at"] == 3
