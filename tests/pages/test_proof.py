"""A proof on a page: what the picture is given, and a sentence where nothing fitting is kept."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from core.experiments import Experiment, Kept, experiment, kept
from pages._shell.lesson import proof, proved
from pages._shell.lesson.proof import show_proof
from pages._shell.server.proofs import Measurements
from pages._shell.story import PAGES
from tests.running import ROOT

NAME = "shapes/tags"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What pictures are shown, with what is said around them."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(proof, "show_picture", lambda _kind, data, **around: found.append({**data, **around}))
    monkeypatch.setattr(proof, "watcher", lambda: "me")
    return found


def test_it_shows_the_kept_seeds_their_verdict_and_where_they_are_from(shown: list[dict[str, Any]]) -> None:
    show_proof(NAME, veiled=True)
    (said,), known = shown, kept(experiment(NAME))
    assert [point[:2] for point in said["kept"]["points"]] == [
        [seed, list(values)] for seed, values in zip(known.seeds, known.values, strict=True)
    ]
    assert said["kept"]["verdict"]["text"] == known.verdict.text
    assert (said["kept"]["date"], said["kept"]["processor"]) == (known.date, known.processor)
    assert "torch" in said["kept"]["versions"]
    assert said["here"]["points"] == []
    assert (said["veiled"], said["problem"], said["stream"]) == (True, "", "proofs/events")
    assert known.verdict.text in said["alt"]


def test_what_this_visit_measured_is_there_again(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Measurements()
    noted.note("me", experiment(NAME).fingerprint, 7, (0.5, math.nan))
    monkeypatch.setattr(proof, "measurements", lambda: noted)
    show_proof(NAME)
    assert shown[0]["here"]["points"] == [[7, [0.5, None], False, None]]
    assert shown[0]["here"]["verdict"]["count"] == 1


def test_a_kept_file_that_is_forged_or_missing_is_a_sentence(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_one: Experiment) -> Kept:
        raise ValueError("What is kept of it has a value that is no number; measure it anew.")

    monkeypatch.setattr(proved, "kept", refuse)
    show_proof(NAME)
    assert (shown[0]["kept"], shown[0]["seconds"]) == (None, 0)
    assert shown[0]["problem"] == "What is kept of it has a value that is no number; measure it anew."
    assert "Nothing is kept of it." in shown[0]["alt"]


def test_lines_of_all_proofs_have_hues_and_numbers_that_are_not_finite_are_left_out_of_words(
    shown: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = kept(experiment(NAME))
    lost = replace(known, values=((math.nan, 0.5), *known.values[1:]))
    monkeypatch.setattr(proved, "kept", lambda _one: lost)
    show_proof(NAME)
    assert "nan" not in shown[0]["alt"]
    assert all(line["hue"].startswith("#") for line in shown[0]["lines"])


def test_every_proof_that_a_scene_names_is_there() -> None:
    """A wrong name would be an error page."""
    for page in PAGES:
        for path in (ROOT / "pages" / "_scenes" / page.name).glob("*.py"):
            for name in re.findall(r"""show_proof\(\s*["']([^"']+)["']""", path.read_text(encoding="utf-8")):
                assert experiment(name).lesson == page.name
