"""What is kept: written and read again, and whatever cannot be its own refused in a sentence."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.experiments import kept
from core.experiments.keeping import keep
from tests.core.experiments.toys import DRAWN, TRAINED

VALUES = {2: (2.0,), 0: (0.123456789,), 4: (math.nan,)}
Change = Callable[[dict[str, Any]], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep([DRAWN], VALUES, 12.34, tmp_path)
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    found = kept(DRAWN, folder)
    assert found.seeds == (0, 2, 4)
    assert found.of("seed")[:2] == (0.123457, 2.0)
    assert math.isnan(found.of("seed")[2])
    assert found.seconds == 12.3
    assert {"python", "numpy"} <= set(found.versions)
    assert (found.verdict.bears, found.verdict.count) == (1, 3)
    assert kept(replace(DRAWN, least=-1.0), folder).verdict.bears == 2, "the same seeds, another border"


def test_a_measurement_takes_the_place_of_its_own_earlier_one_only(folder: Path) -> None:
    keep([TRAINED], {1: (1.0, 2.0, 3.0)}, 1.0, folder)
    changed = replace(DRAWN, recipes=TRAINED.recipes)
    keep([changed], {1: (1.0,)}, 1.0, folder)
    assert kept(changed, folder).seeds == (1,)
    assert kept(TRAINED, folder).values == ((1.0, 2.0, 3.0),)
    with pytest.raises(ValueError, match="Nothing is kept of gradients/unit as it is now"):
        kept(DRAWN, folder)
    assert len(json.loads((folder / "gradients.json").read_text(encoding="utf-8"))) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row.pop("date"), "exactly the fields"),
        (lambda row: row.update(more=1), "exactly the fields"),
        (lambda row: row.update(proves=["lstm/gates"]), "measured for others"),
        (lambda row: row.update(proves="gradients/unit"), "measured for others"),
        (lambda row: row.update(date="yesterday"), "Invalid isoformat"),
        (lambda row: row.update(date=20261129), "no short text"),
        (lambda row: row.update(processor="x" * 1000), "no short text"),
        (lambda row: row.update(versions={}), "no versions"),
        (lambda row: row.update(versions=["numpy"]), "no versions"),
        (lambda row: row.update(seconds="12"), "no number"),
        (lambda row: row.update(seconds=float("nan")), "no number"),
        (lambda row: row.update(seeds=[0, 2, 2]), "one twice"),
        (lambda row: row.update(seeds=[0, 2, True]), "no whole numbers"),
        (lambda row: row.update(seeds=[]), "no seeds"),
        (lambda row: row.update(values=row["values"][:2]), "values of 3 seeds"),
        (lambda row: row.update(values=[[1.0, 2.0]] * 3), "1 numbers a seed"),
        (lambda row: row.update(values=[["1"]] * 3), "no number"),
        (lambda row: row.update(values=[[float("inf")]] * 3), "no number"),
        (lambda row: row.update(values=[[True]] * 3), "no number"),
    ],
)
def test_a_forged_row_is_a_sentence(folder: Path, change: Change, said: str) -> None:
    path = folder / "gradients.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    change(rows[DRAWN.fingerprint])
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(ValueError, match=said) as refusal:
        kept(DRAWN, folder)
    assert "measure it anew: python -m core.experiments gradients/unit --keep." in str(refusal.value)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "\x00", "9" * 3_000_000])
def test_a_file_that_is_no_such_file_is_a_sentence(folder: Path, text: str) -> None:
    (folder / "gradients.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"gradients\.json cannot be read .*measure it anew"):
        kept(DRAWN, folder)
    keep([DRAWN], VALUES, 1.0, folder)
    assert kept(DRAWN, folder).seeds == (0, 2, 4)


def test_a_file_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Nothing is kept of gradients/unit"):
        kept(DRAWN, tmp_path)
