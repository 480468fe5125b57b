"""Browser and core read probes alike: of every cell, layer and direction, in 64 bits and in 32."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pytest

from core import record
from core.instruments import Probe, fit_probe
from core.instruments.labelled import State
from core.instruments.labels import subject
from core.network import Network, initial_network
from core.network.files import to_file
from core.recipes import default_run
from core.spec import KINDS
from tests.contract.cases import Answering, Case, broken, cases, drawn, large, plainly
from tests.contract.comparing import CLOSE, FAR, numbers

SUBJECTS = ("bear", "cat", "dog")


class Asked(NamedTuple):
    """A probe, as it is sent, and the case that it reads."""

    case: Case
    sent: dict[str, Any]


def random_probe(
    network: Network, state: State, layer: int, reverse: bool, dtype: Literal["f64", "f32"]
) -> dict[str, Any]:
    """Return a probe of three classes as it is sent, with weights of the size of fitted ones."""
    rng, units = np.random.default_rng(layer + 2 * reverse), network.spec.model.hidden_size
    weights, bias = rng.normal(size=(3, units)), rng.normal(size=3)
    sent = Probe("subject", SUBJECTS, weights, bias, state, layer, reverse, network.key).to_dict(dtype)
    made: dict[str, Any] = json.loads(json.dumps(sent))
    return made


def each_place(case: Case) -> list[Asked]:
    """Ask for every state of every layer and direction."""
    model = case.network.spec.model
    states: tuple[State, ...] = ("hidden", "cell_state") if model.kind == "lstm" else ("hidden",)
    return [
        Asked(case, random_probe(case.network, state, layer, reverse, "f32" if layer % 2 else "f64"))
        for layer in range(model.layers)
        for reverse in model.directions
        for state in states
    ]


def answers(asked: Sequence[Asked], answering: Answering) -> list[Any]:
    files = [base64.b64encode(to_file(one.case.network, "a network")).decode() for one in asked]
    told = [{"file": at, "probe": one.sent, **plainly(one.case)} for at, one in enumerate(asked)]
    found: list[Any] = answering("probed", {"files": files, "asked": told})
    assert len(found) == len(asked)
    return found


def disagreements(asked: Sequence[Asked], answering: Answering) -> list[str]:
    """Return a line for each probe that does not read the same in both."""
    lines = []
    for one, answer in zip(asked, answers(asked, answering), strict=True):
        case, model = one.case, one.case.network.spec.model
        trace = record(case.network, case.sentence, operations=case.operations)
        right, told = Probe.from_dict(one.sent).read(trace), numbers(answer)
        tame = model.kind != "rnn" or model.activation == "tanh"
        tolerance = CLOSE if tame and len(trace) <= 32 else FAR
        same = right.shape == told.shape and np.allclose(told, right, rtol=0, atol=tolerance, equal_nan=True)
        lines += [] if same else [f"{case.network.spec.label()}: {right} / {told}"]
    return lines


def of_cases(every: Sequence[Case]) -> list[Asked]:
    return [one for case in every for one in each_place(case)]


def test_random_probes_read_alike(answering: Answering) -> None:
    asked = of_cases(drawn(cases(), 25))
    assert {one.sent["weights"]["dtype"] for one in asked} == {"f64", "f32"}
    assert disagreements(asked, answering) == []


def test_what_is_not_finite_is_read_so_in_both(answering: Answering) -> None:
    asked = of_cases(drawn(broken(), 15))
    assert disagreements(asked, answering) == []
    assert any(np.isnan(numbers(answer)).any() for answer in answers(asked, answering))


def test_a_chromium_reads_probes_as_core_does(answering_page: Answering) -> None:
    asked = of_cases([*drawn(cases(), 60), *drawn(broken(), 20), *large()])
    for first in range(0, len(asked), 40):
        assert disagreements(asked[first : first + 40], answering_page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_fitted_probe_reads_alike(answering: Answering, kind: Any) -> None:
    network = initial_network(default_run(kind, "recall"))
    probe = fit_probe(network, "subject", sentences=80)
    case = Case(network, "the dog that my family had when i was a child had a fluffy")
    both = [Asked(case, probe.to_dict("f64")), Asked(case, probe.to_dict("f32"))]
    assert disagreements(both, answering) == []
    wide, narrow = map(numbers, answers(both, answering))
    assert wide == pytest.approx(narrow, abs=1e-6)


def test_what_core_refuses_to_read_the_browser_refuses_in_the_same_words(answering: Answering) -> None:
    rnn, lstm = (initial_network(default_run(kind, "recall")) for kind in ("rnn", "lstm"))
    small = initial_network(default_run("lstm", "sentiment"))
    asked = [
        Asked(Case(rnn, "the dog"), random_probe(lstm, "cell_state", 0, False, "f64")),
        Asked(Case(small, "the dog"), random_probe(lstm, "hidden", 0, False, "f64")),
        Asked(Case(lstm, "the dog"), random_probe(lstm, "hidden", 3, False, "f64")),
        Asked(Case(lstm, "the dog"), random_probe(lstm, "hidden", 0, True, "f64")),
    ]
    expected = []
    for case, sent in asked:
        with pytest.raises(ValueError, match=r"\w") as refusal:
            Probe.from_dict(sent).read(record(case.network, case.sentence))
        expected.append(str(refusal.value))
    assert answers(asked, answering) == expected


def test_the_subject_is_the_same_in_both(answering: Answering) -> None:
    sentences = [
        ["the", "dog", "that", "the", "cat", "saw"],
        ["The", "DOG"],
        ["we", "saw", "a", "big"],
        ["cat"],
        ["dogs", "DoG", "bear"],
    ]
    told = answering("labels", {"name": "subject", "classes": SUBJECTS, "sentences": sentences})
    assert told == [subject(words, SUBJECTS) for words in sentences]
