"""What a presenter sends is checked, votes become CSV, and a link becomes a QR code."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from pages._shell.room import told
from pages._shell.room.routes import drawn
from pages._shell.room.votes import COLUMNS, Vote, as_csv

FINE = {
    "path": "lstm",
    "query": "?scene=belt&hold=forget_gate:3:0.00:5-",
    "cursor": {"timestep": 3, "pinned": True},
}


def test_a_place_has_what_a_page_can_be_told_and_nothing_else() -> None:
    found = told.place({**FINE, "script": "alert(1)", "cursor": {"timestep": 3, "pinned": True, "x": 1}})
    assert set(found) == {"path", "query", "answered", "cursor", "sentence", "playing", "dials", "switches"}
    cursor = {"timestep": 3, "unit": 0, "operation": 0, "direction": 0, "pinned": True, "opened": False}
    assert found["cursor"] == cursor | {"rolled": False}


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "//evil.example"},
        {"path": "../x"},
        {"path": None},
        {"path": "a" * 41},
        {"path": "join"},
        {"path": "nowhere"},
        {"path": ["lstm"]},
        {"query": 7},
        {"query": "x" * (told.MOST_QUERY + 1)},
        {"query": "?a=1\r\nSet-Cookie: b"},
        {"query": "/evil.example"},
    ],
)
def test_a_place_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="has to be"):
        told.place({**FINE, **wrong})


def test_numbers_are_brought_within_their_ends() -> None:
    huge = {"timestep": 1e300, "unit": -5, "operation": "x", "direction": True}
    found = told.place({**FINE, "cursor": huge, "playing": {"rate": 0, "since": 1e99}})
    assert found["cursor"] == {
        "timestep": 9999,
        "unit": 0,
        "operation": 0,
        "direction": 1,
        "pinned": False,
        "opened": False,
        "rolled": False,
    }
    assert found["playing"] == {"rate": 0.1, "since": 86_400_000.0}
    json.dumps(told.place({**FINE, "playing": {"rate": float("nan")}}), allow_nan=False)


def test_sliders_are_a_few_numbers_or_nothing() -> None:
    """A class is told how they stand as a whole: a part of them would draw other ones."""
    assert told.place({**FINE, "dials": [400, -0.5]})["dials"] == [400.0, -0.5]
    nothing: list[Any] = [None, 7, "12", {"0": 1}, ["1"], [1, None], [float("nan")], [float("inf")], [1e12]]
    for forged in [*nothing, [[1]], [0.0] * (told.MOST_DIALS + 1)]:
        assert told.place({**FINE, "dials": forged})["dials"] == []


def test_switches_are_a_few_names_that_are_on_or_off() -> None:
    fine = [["0 1 RNN", 1], ["0 1 LSTM", 0]]
    assert told.place({**FINE, "switches": fine})["switches"] == fine
    nothing: list[Any] = [None, "a", [1], [["a"]], [["a", 2]], [["", 1]], [[1, 1]], [["a", [1]]]]
    long = [[["a" * (told.MOST_NAME + 1), 1]], [["a", 1]] * (told.MOST_SWITCHES + 1)]
    for forged in [*nothing, *long, [["a", None]]]:
        assert told.place({**FINE, "switches": forged})["switches"] == []


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", b"7"])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        told.parsed(body)


@pytest.mark.parametrize("answers", [None, ["one"], ["a"] * 13, ["", "b"], [1, 2], ["a" * 601, "b"]])
def test_a_vote_needs_a_question_and_answers(answers: Any) -> None:
    with pytest.raises(ValueError, match="answers"):
        told.question({"question": "Which?", "answers": answers})
    with pytest.raises(ValueError, match="Question"):
        told.question({"answers": ["a", "b"]})


def test_counts_as_csv_are_read_as_they_are() -> None:
    first = Vote(1, "lstm", "gates", "Which, then?", ("=1+1", "“two”, quoted"), right=1)
    for place in range(5):
        first.cast(str(place), place % 2, 1, 9)
    first.again()
    first.cast("0", 1, 2, 9)
    rows = list(csv.reader(io.StringIO(as_csv([first, Vote(2, "gru", "", "And?", ("a", "b"))]))))
    assert rows == [
        list(COLUMNS),
        ["lstm", "gates", "Which, then?", "'=1+1", "false", "3", "0"],
        ["lstm", "gates", "Which, then?", "“two”, quoted", "true", "2", "1"],
        ["gru", "", "And?", "a", "", "0", ""],
        ["gru", "", "And?", "b", "", "0", ""],
    ]


def test_a_link_is_drawn_for_light_and_dark_pages() -> None:
    picture = drawn("https://example.org/course/join/BCDFG").decode()
    assert picture.count("<path") == 2  # the ground is drawn, too
    assert 'fill="#fff"' in picture
