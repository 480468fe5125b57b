"""Terms in the names that pictures write: the longest one, once, where it stands as a word."""

from __future__ import annotations

import pytest

from tests.stage.conftest import Modules

TERMS = [
    {"id": "gate", "name": "gate", "also": []},
    {"id": "forget-gate", "name": "forget gate", "also": ["forget gates"]},
]
WRITTEN = """
  return m.finding(g[0])(g[1]).map((one) => (typeof one === "string" ? one : [one.id, one.written]));"""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mean forget gate", ["mean ", ["forget-gate", "forget gate"]]),
        ("mean Forget\u00a0gate, both", ["mean ", ["forget-gate", "Forget\u00a0gate"], ", both"]),
        ("gate of a gate", [["gate", "gate"], " of a gate"]),
        ("gates agate gate-like", ["gates agate gate-like"]),
        ("", [""]),
    ],
)
def test_a_name_has_its_first_longest_term_as_a_link(
    modules: Modules, text: str, parts: list[object]
) -> None:
    assert modules.run("../stage/glossary/names", WRITTEN, TERMS, text) == parts
