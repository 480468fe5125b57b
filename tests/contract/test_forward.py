"""Browser and core are equal: every signal, part, logit and answer of every kind of network."""

from __future__ import annotations

import numpy as np

from core.instruments.operations import Clamp, Erase, Off, Operation, Replace
from core.network import initial_network
from core.network.imports import import_network
from core.network.shapes import gates
from core.recipes import default_run
from core.spec import KINDS, ModelSpec
from core.text import Reading
from tests.contract.cases import Answering, Case, attending, broken, cases, drawn, large
from tests.contract.comparing import batch_of, disagreements
from tests.making.foreign import Foreign, pt, safe, words
from tests.making.networks import network, sentence


def test_random_networks_are_read_alike(answering: Answering) -> None:
    assert disagreements(drawn(cases(), 150), answering) == []


def test_networks_of_usual_sizes_are_read_alike(answering: Answering) -> None:
    assert disagreements(large(), answering) == []


def test_what_is_not_finite_is_so_in_both(answering: Answering) -> None:
    assert disagreements(drawn(broken(), 100), answering) == []


def test_attention_is_alike(answering: Answering) -> None:
    assert disagreements(attending(), answering) == []


MODEL = ModelSpec("lstm", 3, 4, layers=2, peepholes=True)
REFUSED: tuple[Operation, ...] = (
    *(Clamp("update_gate", 1.0), Clamp("forget_gate", 1.0, layer=2), Clamp("forget_gate", 1.0, layer=-3)),
    *(
        Clamp("forget_gate", 1.0, reverse=True),
        Clamp("forget_gate", 1.0, (0, 4)),
        Clamp("candidate", 1.0, (-1,)),
    ),
    *(
        Clamp("forget_gate", 1.0, start=5),
        Clamp("forget_gate", 1.0, start=-6),
        Clamp("forget_gate", (1.0, 2.0)),
    ),
    *(Off("candidate"), Off("update_gate"), Off("forget_gate", 2), Off("forget_gate", reverse=True)),
    *(Clamp("forget_gate", (1.0,), (0, 1)), Erase(5), Erase(-6), Replace(5, "the"), Replace(0, "zebra" * 10)),
)


def test_what_cannot_be_done_is_refused_in_the_same_words(answering: Answering) -> None:
    net = network(MODEL)
    given = [Case(net, sentence(net, 5), (one,)) for one in REFUSED]
    given += [Case(net, ""), Case(net, " \n"), Case(net, [])]
    given += [
        Case(net, Reading(("a",), np.array([index]), np.array([True]))) for index in (-1, len(net.vocabulary))
    ]
    assert disagreements(given, answering) == []
    assert all("refused" in one for one in answering("traces", batch_of(given)))


def test_a_gate_that_a_cell_needs_is_refused_in_the_same_words(answering: Answering) -> None:
    nets = [network(ModelSpec("gru", 3, 4)), network(ModelSpec("rnn", 3, 4))]
    given = [Case(net, sentence(net, 3), (Off(gate),)) for net in nets for gate in gates(net.spec.model)]
    answers = answering("traces", batch_of(given))
    assert ["refused" in one for one in answers] == [False, True, True, True]
    assert disagreements(given, answering) == []


def test_numbers_are_answered_alike(answering: Answering) -> None:
    adding = [Case(initial_network(default_run(kind, "adding")), "0.37 0.91* x 0.66 0.58*") for kind in KINDS]
    total = [Case(initial_network(default_run(kind, "total")), "1 3 −5 a 5 b") for kind in KINDS]
    given = adding + total
    assert all(case.network.answer == "number" for case in given)
    assert disagreements(given, answering) == []


def test_networks_that_were_trained_elsewhere_are_read_alike(answering: Answering) -> None:
    both = import_network(safe(Foreign("gru", layers=2, both=True, classes=9)), words(9), source="a <b> é.pt")
    letters = import_network(pt(Foreign(words=5).state_dict()), ["<unk>", " ", "a", "b", "c"], readout="last")
    given = [Case(both, "word1 zzz Word8"), Case(letters, "a  b\tA zebra"), Case(letters, ["a", "␣", "c"])]
    assert disagreements(given, answering) == []
