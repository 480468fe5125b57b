"""The tables that are taken home of live pictures."""

from __future__ import annotations

from typing import Any

from tests.stage.conftest import Modules

DATA: dict[str, Any] = {
    "ids": [1, 2],
    "order": 2,
    "pieces": ["<unk>", "the", "dog"],
    "table": {"name": "Table"},
    "window": {"name": "Window network"},
    "network": {"name": "LSTM"},
}
LOOK = """
  const probabilities = (context) => [0, 0.25, context.length === 1 ? 0.75 : NaN];
  const scene = { gap: 1, own: g[1], byWindow: () => [0, 0.5, 0.5], table: { probabilities } };
  return m.WORDS.guess_look(scene, g[0]);"""


def test_a_guess_is_a_row_for_each_piece_and_reader(modules: Modules) -> None:
    columns, rows = modules.run("home/tables/words", LOOK, DATA, [[1, 0, 0], [0, 0.1, 0.9]])
    assert columns == ["reader", "after", "piece", "probability"]
    assert rows[5] == ["Window network", 2, "dog", 0.5]
    assert [row[3] for row in rows if row[2] == "dog"] == [0.75, 0.5, 0.9]


def test_of_a_picture_whose_networks_are_on_their_way_there_is_no_table(modules: Modules) -> None:
    assert modules.run("home/tables/words", LOOK, DATA, []) is None
