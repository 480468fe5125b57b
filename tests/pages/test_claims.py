"""The page of all claims: what it sends, what its links ask for, and where it leads."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import experiments, kept
from core.recipes.link import from_line
from pages._scenes.claims.rows import claims
from pages._shell import story
from pages._shell.server.proofs import measurements
from tests.pages.visiting import go, run, visit, whole

MOST_BYTES = 900
"""Of a row of the table, before it is compressed: about a fifth of it travels."""


def sent(app: AppTest) -> dict[str, Any]:
    """Return what the page sends of the table."""
    found: Any = app.get("bidi_component")
    told = [json.loads(one.proto.json) for one in found if one.proto.component_name == "unrolled_picture"]
    text, _around = told[0]
    read: dict[str, Any] = json.loads(text)
    return read


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(claims().table.text)["claims"]
    return found


def test_every_experiment_of_the_story_is_a_row_once_in_its_order() -> None:
    known = [one.name for one in story.PAGES]
    assert sorted(row["id"] for row in rows()) == sorted(
        one.id for one in experiments() if one.lesson in known
    )
    places = [known.index(row["lesson"]) for row in rows()]
    assert places == sorted(places)
    assert list(claims().lessons) == list(dict.fromkeys(row["lesson"] for row in rows()))


def test_a_row_says_what_was_measured_and_where_it_is_seen() -> None:
    for row, one in zip(rows(), map(kept, _in_order()), strict=True):
        verdict = one.verdict
        assert (row["word"], row["bears"], row["count"]) == (verdict.word, verdict.bears, verdict.count)
        assert (row["date"], row["processor"]) == (one.date, one.processor)
        assert row["low"] <= verdict.bears / verdict.count <= row["high"]
        scenes = [scene.name for scene in story.page(row["lesson"]).scenes]
        assert row["scene"] in scenes or not scenes, row["id"]
    assert Counter(row["word"] for row in rows()) == {word: n for word, n in claims().words.items() if n}
    assert claims().words["fails"] > 0, "those that do not hold are among them"


def test_the_table_is_small_and_a_page_says_only_its_hash() -> None:
    assert len(claims().table.text) < MOST_BYTES * len(rows())
    told = sent(visit("claims"))
    assert told == {"table": claims().table.key, "here": {}, "asked": {}}
    proofs = [whole(json.dumps({"description": row["proof"]})) for row in rows()]
    assert [one["proof"] for one in proofs] == list(claims().ids)


def test_links_into_the_lab_name_recipes_that_can_be() -> None:
    links = [row["lab"] for row in rows() if row["lab"]]
    assert len(links) > 10
    for link in links:
        lines = link["link"].removeprefix("train?").split("&")
        assert [bool(from_line(line.removeprefix("run="))) for line in lines] == [True] * link["runs"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"claim": "gru/weights", "sort": "-date"}, {"claim": "gru/weights", "sort": "-date"}),
        ({"verdict": "fails", "words": "gate"}, {"verdict": "fails", "words": "gate"}),
        ({"words": "x" * 200}, {"words": "x" * 80}),
        ({"words": "<script>"}, {"words": "<script>"}),
    ],
)
def test_a_link_chooses(asked: dict[str, str], told: dict[str, str]) -> None:
    app = visit("claims", **asked)
    assert (sent(app)["asked"], list(app.warning)) == (told, [])


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("claim", "gru/none", "The link asks for the claim “gru/none”. There is none of that name"),
        ("lesson", "<b>", "The link says lesson=<b>. Expected "),
        ("verdict", "", "The link says verdict=. Expected holds, mostly or fails"),
        ("sort", "constructor", "The link says sort=constructor. Expected claim, lesson"),
    ],
)
def test_what_cannot_be_is_told_once_and_the_rest_of_the_link_counts(
    name: str, word: str, sentence: str
) -> None:
    other = {"words": "gate", name: word}
    app = visit("claims", **other)
    (warning,) = app.warning
    assert sentence in warning.value.replace("\\", "")
    assert sent(app)["asked"] == {"words": "gate"}
    assert not run(app).warning


def test_reset_asks_for_nothing() -> None:
    app = visit("claims", verdict="fails")
    app.button(key="reset").click()
    run(app)
    assert sent(app)["asked"] == {}
    assert "verdict" not in app.query_params


def test_who_comes_again_without_a_link_finds_all_claims() -> None:
    app = visit("claims", verdict="fails")
    app.query_params.clear()
    go(go(app, "by_hand"), "claims")
    assert sent(app)["asked"] == {}


def test_what_this_visit_measured_stands_in_its_rows() -> None:
    app = visit("claims")
    watcher = app.session_state["watcher"]
    one = next(one for one in _in_order() if one.id == "gru/weights")
    measurements().note(watcher, one.fingerprint, 7, (3.0, 4.0))
    here = sent(run(app))["here"]
    assert list(here) == ["gru/weights"]
    assert here["gru/weights"]["points"] == [[7, [3.0, 4.0], True, one.strength((3.0, 4.0))]]


def _in_order() -> list[Any]:
    known = {one.id: one for one in experiments()}
    return [known[name] for name in claims().ids]
