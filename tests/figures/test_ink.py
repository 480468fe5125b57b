"""Where is the dog: what is told of the probes is what they read, and nothing before the subject."""

from __future__ import annotations

import numpy as np
import pytest

from core import Network, default_run, fit_probe, initial_network, judge_probe, record
from core.figures.ink import MOST_LAG, ink, lost_at, still_read, subject_of
from core.spec import KINDS

SENTENCE = "the dog that i knew had a fluffy"


@pytest.fixture(scope="module")
def fresh() -> list[Network]:
    return [initial_network(default_run(kind)) for kind in KINDS]


def test_the_subject_is_the_first_of_its_nouns() -> None:
    assert subject_of(["the", "old", "dog", "and", "the", "cat"]) == (2, "dog")
    assert subject_of(["we", "saw", "the", "garden"]) is None


def test_what_is_told_is_what_the_probe_reads(fresh: list[Network]) -> None:
    traces = [record(network, SENTENCE) for network in fresh]
    probes = [fit_probe(network, "subject", sentences=200) for network in fresh]
    scores = [judge_probe(probe, network) for probe, network in zip(probes, fresh, strict=True)]
    told = ink(traces, probes, scores)
    assert (told["at"], told["subject"], told["answer"]) == (1, "dog", "tail")
    assert [row["name"] for row in told["rows"]] == ["RNN", "GRU", "LSTM"]
    for row, trace, probe in zip(told["rows"], traces, probes, strict=True):
        read = probe.read(trace)
        assert row["read"][0] is None, "before the subject nothing is asked"
        for one, exact in zip(row["read"][1:], read[1:], strict=True):
            assert one["word"] == probe.classes[int(exact.argmax())]
            assert one["share"] == pytest.approx(exact.max(), abs=1e-5)
            assert one["of"] == pytest.approx(exact[probe.classes.index("dog")], abs=1e-5)
            assert one["right"] == (one["word"] == "dog")
        wrong = [place for place, one in enumerate(row["read"]) if one and not one["right"]]
        assert lost_at(row) == (wrong[0] if wrong else None)
        assert still_read(row) == row["read"][-1]["right"]
        assert row["says"]["right"] == (row["says"]["word"] == "tail")
    for line, score in zip(told["lines"], scores, strict=True):
        assert max(lag for lag, _ in line["points"]) <= MOST_LAG
        assert dict(line["points"])[12] == pytest.approx(score.at(12), abs=1e-4)
    assert told["chance"] == pytest.approx(1 / 8, abs=0.02), "eight subjects, equally often"


def test_no_answer_is_right_or_wrong_where_none_is_asked(fresh: list[Network]) -> None:
    probe = fit_probe(fresh[0], "subject", sentences=50)
    for sentence in ("the dog that i", "we saw a fluffy"):
        told = ink([record(fresh[0], sentence)], [probe])
        assert told["rows"][0]["says"]["right"] is None
    assert told["rows"][0]["read"] == [None] * 4
    assert told["lines"] == []


def test_a_state_that_is_no_number_reads_as_nothing(fresh: list[Network]) -> None:
    network = fresh[0]
    probe = fit_probe(network, "subject", sentences=50)
    broken = {name: np.full_like(array, np.nan) for name, array in network.weights.items()}
    told = ink([record(Network(network.spec, 1, broken), SENTENCE)], [probe])
    assert told["rows"][0]["read"][-1] == {"word": "", "share": None, "of": None, "right": False}
    assert told["rows"][0]["says"]["share"] is None
    assert not still_read(told["rows"][0])
