"""Which rows of a score are shown: what was chosen, from the description and from a link."""

from __future__ import annotations

from typing import Any

import pytest

from core.figures.boards import board
from tests.making.traces import SENTENCE, trace_of
from tests.stage.conftest import Modules

READ = "return m.readRows(new URL(`https://a/lstm?${g[0]}`).searchParams);"
WRITE = """
  const address = new URL(`https://a/lstm?${g[0]}`);
  m.writeRows(address, g[1]);
  return address.search;"""
PARTS = ["ledger", "forget_gate", "hidden"]


def described() -> dict[str, Any]:
    return board(trace_of("lstm").network, SENTENCE, PARTS, name="b", readout="", hidden=["ledger"])


def shown(modules: Modules, rows: dict[str, str]) -> dict[str, Any]:
    """Return of each stave that is shown whether it is large."""
    seen = modules.run("score/rows", "return m.arranged(g[0], g[1]).staves;", described(), rows)
    return {stave["id"]: stave.get("large", False) for stave in seen}


def test_what_is_hidden_at_first_is_shown_when_it_is_asked_for(modules: Modules) -> None:
    assert list(shown(modules, {})) == ["forget_gate", "hidden"]
    assert list(shown(modules, {"ledger": "shown", "hidden": "hidden"})) == ["ledger", "forget_gate"]
    assert shown(modules, {"hidden": "large"}) == {"forget_gate": False, "hidden": True}


def test_what_is_hidden_is_not_computed(modules: Modules) -> None:
    arranged = modules.run("score/rows", "return m.arranged(g[0], {});", described())
    assert [stave["id"] for stave in arranged["staves"]] == ["forget_gate", "hidden"]
    assert [row["id"] for row in arranged["rows"]] == PARTS


def test_the_menu_tells_every_row_what_it_shows_and_how_it_stands(modules: Modules) -> None:
    rows = modules.run("score/rows", "return m.arranged(g[0], g[1]).rows;", described(), {"hidden": "large"})
    assert [row["label"] for row in rows] == ["who wrote c", "forget gate", "hidden state"]
    assert [row["look"] for row in rows] == ["hidden", "shown", "large"]
    assert [row["atFirst"] for row in rows] == ["hidden", "shown", "shown"]
    assert all(row["enlarges"] for row in rows)
    assert rows[0]["about"].startswith("What each word wrote into the cell state")
    assert rows[1]["about"] == "1 keeps what was there, 0 drops it"


def test_a_row_that_stands_as_at_first_is_not_a_choice(modules: Modules) -> None:
    body = "return m.withLook(g[0], g[1], g[2]);"
    row = {"id": "ledger", "atFirst": "hidden"}
    chosen = modules.run("score/rows", body, {"hidden": "large"}, row, "shown")
    assert chosen == {"hidden": "large", "ledger": "shown"}
    assert modules.run("score/rows", body, chosen, row, "hidden") == {"hidden": "large"}


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("rows=ledger,-hidden,forget_gate*", {"ledger": "shown", "hidden": "hidden", "forget_gate": "large"}),
        ("rows=-forget_gate-untrained", {"forget_gate-untrained": "hidden"}),
        ("rows=", {}),
        ("rows=--a,*,A,a b,<i>,__proto__," + "a" * 61, {}),
        ("also=probe&rows=-probe-gru", {"probe-rnn": "shown", "probe-gru": "hidden", "probe-lstm": "shown"}),
        ("also=zebra&also=constructor", {}),
        ("rows=" + ",".join(f"a{k}" for k in range(40)), {f"a{k}": "shown" for k in range(32)}),
    ],
)
def test_a_link_is_read_as_far_as_it_can_be(modules: Modules, query: str, rows: dict[str, str]) -> None:
    assert modules.run("score/rows", READ, query) == rows


def test_a_link_from_before_shows_the_rows_that_it_asked_for(modules: Modules) -> None:
    body = "return m.ofThese(m.readRows(new URL('https://a/lstm?also=ledger').searchParams), g[0]);"
    assert modules.run("score/rows", body, described()) == {"ledger": "shown"}


def test_what_is_chosen_is_written_into_the_address_and_read_again(modules: Modules) -> None:
    rows = {"ledger": "shown", "hidden": "hidden", "lines-cell_state": "large"}
    search = modules.run("score/rows", WRITE, "t=3&also=ledger", rows)
    assert search == "?t=3&rows=ledger,-hidden,lines-cell_state*"
    assert modules.run("score/rows", READ, search[1:]) == rows
    assert modules.run("score/rows", WRITE, search[1:], {}) == "?t=3"


def test_the_unrolled_network_has_one_size(modules: Modules) -> None:
    made = board(trace_of("lstm").network, SENTENCE, ["unrolled", "readout"], name="b", readout="")
    seen = modules.run(
        "score/rows", "return m.arranged(g[0], { unrolled: 'large', readout: 'large' });", made
    )
    assert [stave.get("large", False) for stave in seen["staves"]] == [False, True]
    assert [row["enlarges"] for row in seen["rows"]] == [False, True]
