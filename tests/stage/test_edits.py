"""Edits of a sentence as laws: what one does another undoes, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stage.conftest import Modules

WORDS = ["the", "film", "was", "not", "good"]
HISTORY = """
  const history = new m.History();
  let now = "start";
  const told = [];
  for (const [act, text] of g[0]) {
    if (act === "edit") { history.keep(now); now = text; }
    else now = history[act](now) ?? now;
    told.push(now);
  }
  return [told, history.past.length, history.future.length];"""


def edit(modules: Modules, act: str, *given: Any) -> list[str]:
    done: list[str] = modules.run("score/edits", f"return m.{act}(...g)", *given)
    return done


def remember(modules: Modules, *acts: tuple[str, str]) -> tuple[list[str], int, int]:
    told, past, future = modules.run("score/edits", HISTORY, acts)
    return told, past, future


@pytest.mark.parametrize("at", range(len(WORDS)))
def test_a_word_is_replaced_where_it_stands(modules: Modules, at: int) -> None:
    changed = edit(modules, "replaced", WORDS, at, "bad")
    assert changed == [*WORDS[:at], "bad", *WORDS[at + 1 :]]
    assert edit(modules, "replaced", changed, at, WORDS[at]) == WORDS


@pytest.mark.parametrize("at", range(len(WORDS) + 1))
def test_what_is_inserted_stands_there_and_deleting_it_leaves_the_rest(modules: Modules, at: int) -> None:
    longer = edit(modules, "inserted", WORDS, at, "very")
    assert longer[at] == "very"
    assert edit(modules, "deleted", longer, at) == WORDS


@pytest.mark.parametrize("at", range(len(WORDS)))
def test_a_word_that_moves_takes_nothing_along(modules: Modules, at: int) -> None:
    for to in range(len(WORDS)):
        moved = edit(modules, "moved", WORDS, at, to)
        assert moved[to] == WORDS[at]
        assert edit(modules, "deleted", moved, to) == edit(modules, "deleted", WORDS, at)
        assert edit(modules, "moved", moved, to, at) == WORDS


@pytest.mark.parametrize(("at", "to"), [(0, -1), (4, 5)])
def test_a_word_at_an_end_stays(modules: Modules, at: int, to: int) -> None:
    assert edit(modules, "moved", WORDS, at, to) == WORDS


def test_undo_and_redo_go_back_and_forth(modules: Modules) -> None:
    acts = [("edit", "one"), ("edit", "two"), ("undo", ""), ("undo", ""), ("redo", ""), ("redo", "")]
    assert remember(modules, *acts) == (["one", "two", "one", "start", "one", "two"], 2, 0)


@pytest.mark.parametrize("act", ["undo", "redo"])
def test_where_there_is_nothing_to_undo_nothing_changes(modules: Modules, act: str) -> None:
    assert remember(modules, (act, ""), (act, "")) == (["start", "start"], 0, 0)


def test_a_new_edit_forgets_what_was_undone(modules: Modules) -> None:
    acts = [("edit", "one"), ("undo", ""), ("edit", "other"), ("redo", ""), ("undo", "")]
    assert remember(modules, *acts) == (["one", "start", "other", "other", "start"], 0, 1)


def test_what_was_typed_between_edits_comes_back_by_redo(modules: Modules) -> None:
    body = """
      const history = new m.History();
      history.keep("start");
      const before = history.undo("one, and what was typed");
      return [before, history.redo(before)];"""
    assert modules.run("score/edits", body) == ["start", "one, and what was typed"]


def test_so_many_edits_are_kept_and_no_more(modules: Modules) -> None:
    body = """
      const history = new m.History();
      for (let edit = 0; edit < 1000; edit++) history.keep(String(edit));
      return [history.past.length, history.undo("now")];"""
    assert modules.run("score/edits", body) == [200, "999"]
