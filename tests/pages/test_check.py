"""Check yourself: what the page asks the server for, and what it tells the browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core import RunSpec
from core.jobs import desk
from core.recipes.link import from_line
from pages._scenes.check import sources
from tests.pages.visiting import pictures, said, visit

LONG = "recall-lstm-h64-s5000-seed{}"


def test_a_new_visitor_never_waits_for_more_networks_than_a_visitor_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    specs = {f"recall/{seed}": from_line(LONG.format(700 + seed)) for seed in range(9)}
    monkeypatch.setattr(sources, "recipes", lambda: specs)
    app = visit("check")
    try:
        (shown,) = pictures(app, "unrolled_waiting")
        assert 0 < len(shown["runs"]) < 8
        assert "is the most" not in said(app)
        assert len({row["short"] for row in shown["runs"]}) == 1, "each says its cell and its task"
        assert shown["runs"][0]["short"] == "LSTM: Recall over a gap"
    finally:
        give_up(app, list(specs.values()))


def give_up(app: AppTest, specs: list[RunSpec]) -> None:
    for spec in specs:
        desk().leave(spec.key, str(app.session_state["watcher"]))
