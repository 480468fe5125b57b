"""What a lesson may say of its numbers, and what it may not."""

from __future__ import annotations

import pytest

from core import Trace, default_run, initial_network, record
from core.network import Network
from pages._shell.lesson.findings import (
    answer_found,
    gate_found,
    if_tied,
    largest_shares,
    lowest_gates,
    smallest_shares,
    tie,
    trained_shares,
    untrained_shares,
)

FRESH = initial_network(default_run("lstm", "sentiment"))
SENTENCE = "the film was not good"
PLACE = SENTENCE.split().index("not")


def trained(closing: str = "", by: float = 0.0) -> Trace:
    """Return what a network does that differs from the untrained one in the gate at one word alone."""
    weights = {name: array.copy() for name, array in FRESH.weights.items()}
    if closing:
        units = FRESH.spec.model.hidden_size
        word = FRESH.vocabulary.index(closing)
        weights["embedding.weight"][word] *= 0
        weights["embedding.weight"][word, 0] = by
        weights["rnn.weight_ih_l0"][units : 2 * units, 0] = -1
    return record(Network(FRESH.spec, 100, weights), SENTENCE)


def test_closing_is_called_learnt_at_a_known_word_that_differs_from_the_others() -> None:
    before = record(FRESH, SENTENCE)
    assert gate_found(trained("not", 3.0), before, PLACE) == "learnt"
    assert gate_found(trained(), before, PLACE) == "alike"
    assert gate_found(before, before, PLACE) == "untrained"
    assert gate_found(trained("not", 3.0), trained("not", 3.0), PLACE) == "not learnt"


def test_closing_at_a_word_that_is_not_known_is_not_called_learnt() -> None:
    before = record(FRESH, "the film was zebra good")
    after = record(trained("<unk>", 3.0).network, "the film was zebra good")
    assert gate_found(after, before, 3) == "unknown"


def test_no_winner_among_equals() -> None:
    assert lowest_gates({"but": 0.235, "was": 0.22, "not": 0.43}) == ["was", "but"]
    assert largest_shares({"rnn": 0.1, "lstm": 0.755, "gru": 0.764}) == ["gru", "lstm"]
    assert largest_shares({"rnn": 0.1, "lstm": 0.5, "gru": 0.764}) == ["gru"]
    assert tie(["GRU"]) == "GRU"
    assert tie(["GRU", "LSTM c"]) == "GRU and LSTM c tie"
    assert tie(["a", "b", "c"]) == "a, b and c tie"
    assert if_tied(["a"]) == []
    assert if_tied(["a", "b"]) == ["tie"]


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"rnn": 1e-4, "gru": 1e-3, "lstm": 0.01, "lstm-cell": 0.06}, ["explain textbook"]),
        ({"rnn": 1e-4, "gru": 1e-3, "lstm": 0.01, "lstm-cell": 0.0105}, ["explain tie", "explain textbook"]),
        ({"rnn": 1e-4, "gru": 1e-3, "lstm": 0.01, "lstm-cell": 0.005}, ["explain else"]),
        ({"rnn": 3.0, "gru": 1e-3, "lstm": 0.01, "lstm-cell": 4.0}, ["explain else"]),
        ({}, []),
    ],
)
def test_a_gradient_is_said_to_fade_only_where_it_does(kept: dict[str, float], found: list[str]) -> None:
    assert untrained_shares(kept) == found


@pytest.mark.parametrize(
    ("gru", "cell", "held", "tied", "found"),
    [
        (0.9, 0.7, 12, False, ["explain shares", "explain passes"]),
        (0.9, 0.05, 12, False, ["explain shares"]),
        (1.2, 0.7, 0, False, ["explain shares", "explain above"]),
        (0.7, 0.7, 9, True, ["explain tie", "explain shares", "explain passes"]),
    ],
)
def test_a_gradient_is_said_to_pass_only_where_it_does(
    gru: float, cell: float, held: int, tied: bool, found: list[str]
) -> None:
    kept = {"rnn": 0.5, "gru": gru, "lstm": 0.03, "lstm-cell": cell}
    assert trained_shares(kept, held, tied) == found


def test_the_smallest_shares_tie_where_another_start_would_turn_them_round() -> None:
    assert smallest_shares({"rnn": 0.002, "gru": 0.8, "lstm-cell": 0.7}) == ["rnn"]
    assert smallest_shares({"rnn": 0.74, "gru": 0.8, "lstm-cell": 0.7}) == ["lstm-cell", "rnn"]
    assert smallest_shares({"rnn": 0.0, "gru": 0.0, "lstm-cell": 1.0}) == ["rnn", "gru"]
    nothing = float("nan")
    assert smallest_shares({"rnn": nothing, "gru": 0.5, "lstm-cell": 0.1}) == ["lstm-cell"]
    assert smallest_shares({"rnn": nothing, "gru": nothing}) == ["rnn", "gru"]


def test_an_answer_that_may_be_luck_is_not_called_right() -> None:
    assert answer_found("tail", 0.97, "tail") == "right"
    assert answer_found("tail", 0.02, "tail") == "lucky"
    assert answer_found("nest", 0.97, "tail") == "wrong"
