"""Browser and core are equal: every signal, part, logit and answer of every kind of network."""

from __future__ import annotations

from tests.contract.cases import Answering, broken, cases, drawn, large
from tests.contract.comparing import disagreements


def test_random_networks_are_read_alike(answering: Answering) -> None:
    assert disagreements(drawn(cases(), 150), answering) == []


def test_networks_of_usual_sizes_are_read_alike(answering: Answering) -> None:
    assert disagreements(large(), answering) == []


def test_what_is_not_finite_is_so_in_both(answering: Answering) -> None:
    assert disagreements(drawn(broken(), 100), answering) == []
