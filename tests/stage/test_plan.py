"""Lesson plans in the browser: the file, what is no plan, and what a presenter is told of time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.stage.conftest import Modules

ENTRY = {
    "link": "/lstm?scene=belt&lock=sentence",
    "title": "Belt <b>",
    "minutes": 5,
    "notes": "Ask.",
    "wrong": "",
    "skip": False,
}
READ = """
  try { return m.fromFile(g[0], (link) => !link.startsWith("/nowhere")); }
  catch (error) { return error.message; }"""


def file(**changes: Any) -> str:
    return json.dumps(
        {"format": "unrolled lesson plan", "version": 1, "title": "T", "entries": [ENTRY], **changes}
    )


def test_a_plan_comes_back_from_its_file(modules: Modules) -> None:
    plan = {"title": "Mine", "entries": [ENTRY, {**ENTRY, "skip": True, "minutes": 0}]}
    body = "return m.fromFile(m.toFile(g[0]), () => true);"
    assert modules.run("plan/format", body, plan) == {"plan": plan, "left": 0}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it is not JSON"),
        ("PK\x03\x04", "it is not JSON"),
        ("null", "no lesson plan of Unrolled"),
        ("[]", "no lesson plan of Unrolled"),
        ('{"nbformat": 4}', "no lesson plan of Unrolled"),
        (file(version=2), "has version 2; version 1 can be read"),
        (file(entries="all"), "no list of entries"),
        (file(entries=[ENTRY] * 61), "61 entries; 60 is the most"),
        (file(entries=[{**ENTRY, "link": "/nowhere"}]), "No entry of this plan leads to a scene"),
        (file(entries=[{**ENTRY, "link": "https://example.org/"}]), "No entry of this plan leads"),
        (file(entries=[{**ENTRY, "link": "//example.org/lstm"}]), "No entry of this plan leads"),
        (file(entries=[{**ENTRY, "link": "javascript:alert(1)"}]), "No entry of this plan leads"),
        (" " * 400_001, "too long"),
    ],
)
def test_what_is_no_plan_gives_a_sentence(modules: Modules, text: str, sentence: str) -> None:
    said = modules.run("plan/format", READ, text)
    assert isinstance(said, str)
    assert sentence in said
    assert said.endswith(".")


def test_what_an_entry_says_wrongly_is_left_out_or_put_right(modules: Modules) -> None:
    odd = {"link": "/lstm", "title": 7, "minutes": "many", "notes": ["x"], "skip": "yes", "more": 1}
    entries = [odd, None, "x", {**ENTRY, "minutes": 1e9}]
    told = modules.run("plan/format", READ, file(entries=entries))
    assert told["left"] == 2
    first, second = told["plan"]["entries"]
    assert first == {"link": "/lstm", "title": "", "minutes": 0, "notes": "", "wrong": "", "skip": False}
    assert second["minutes"] == 240


def test_a_presenter_who_is_late_is_told_what_to_skip(modules: Modules) -> None:
    entries = [ENTRY, {**ENTRY, "title": "B"}, {**ENTRY, "title": "C", "skip": True, "minutes": 3}]
    now = {"plan": {"title": "P", "entries": entries}, "at": 0, "begun": 0}
    body = "return m.saidOf(g[0], g[1] * 60000);"
    in_time = modules.run("plan/under_way", body, now, 4)
    assert in_time["skip"] == []
    assert in_time["time"] == "5 minutes for this entry; 9 left of 13."
    assert in_time["next"] == "B"
    assert in_time["place"] == "P, entry 1 of 3"
    late = modules.run("plan/under_way", body, now, 7.5)
    assert late["skip"] == ["2 min late. You can skip: C (3 min)."]
    over = modules.run("plan/under_way", body, {**now, "at": 2}, 20)
    assert over["time"] == "3 minutes for this entry; 7 over the end of 13."
    assert over["next"] == "the end of the plan"
    assert over["skip"] == ["7 min late. Nothing more is marked to be skipped."]
