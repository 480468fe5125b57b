"""What the browser computes for any picture: numbers as they are said, files, sums, whose a key is."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from tests.running import ROOT
from tests.stage.conftest import Modules


def test_a_file_is_read_by_any_program_as_it_was_meant(modules: Modules) -> None:
    words = ['=HYPERLINK("x")', "+1", "-1", "@x", 'the "old", film', "two\nlines", "film", "", '"=1"']
    rows = [[index, word, None if index == 3 else index / 3] for index, word in enumerate(words)]
    source = "Unrolled · LSTM · “the =film”, and\nmore"
    text = modules.run("parts/csv", "return m.csvText(['at', 'word', 'value'], g[0], g[1]);", rows, source)
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["word"].removeprefix("'") for row in read] == words
    assert not [row["word"] for row in read if row["word"].startswith(("=", "+", "-", "@"))]
    assert [row["value"] for row in read][3] == ""
    assert [float(row["value"] or 1) for row in read] == [row[2] or 1 * (row[2] is None) for row in rows]
    assert [row["source"] for row in read] == [source.replace("\n", " "), *[""] * (len(rows) - 1)]


def test_a_path_is_interrupted_where_there_is_no_point(modules: Modules) -> None:
    points = [None, [0, 1], [1, 2.25], None, None, [4, 5], None]
    assert modules.run("parts/path", "return m.linePath(g[0]);", points) == "M0.0 1.0L1.0 2.3M4.0 5.0"
    assert modules.run("parts/path", "return m.linePath([]);") == ""


def test_shown_terms_add_up_to_the_shown_sum(modules: Modules) -> None:
    rng = np.random.default_rng(5)
    terms = (3 * rng.standard_normal((400, 3))).tolist()
    body = """
      const add = ([a, b, c]) => a + b + c;
      return g[0].map((terms) => m.digitsFor(terms, add, 2));"""
    digits = modules.run("arrays", body, terms)
    assert set(digits) > {2, 3}, "mostly few"
    for numbers, places in zip(terms, digits, strict=True):
        shown = sum(float(f"{number:.{places}f}") for number in numbers)
        assert f"{shown:.2f}" == f"{sum(numbers):.2f}"
        fewer = sum(float(f"{number:.{places - 1}f}") for number in numbers)
        assert places == 2 or f"{fewer:.2f}" != f"{sum(numbers):.2f}"


TABLE = json.loads((ROOT / "tests" / "words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLE)
def test_the_stage_says_numbers_as_the_pages_do(modules: Modules, name: str) -> None:
    body = "return g[1].map(([given]) => m[g[0]](...given));"
    assert modules.run("parts/words", body, name, TABLE[name]) == [said for _, said in TABLE[name]]
