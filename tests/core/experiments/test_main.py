"""The command: what it prints, keeps, and when it ends with an error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.experiments import Experiment, Found, experiments, kept, measure
from core.experiments import __main__ as command
from core.experiments.keeping import keep
from core.experiments.table import BEGIN, END, table, written_into
from tests.core.experiments.toys import DRAWN
from tests.running import ROOT


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "experiments", lambda _lesson="": (DRAWN,))


def test_names_choose_by_id_scene_and_lesson() -> None:
    assert command.chosen([]) == list(experiments())
    assert [one.id for one in command.chosen(["gradients/untrained/rnn"])] == ["gradients/untrained/rnn"]
    assert len(command.chosen(["gradients/untrained"])) == 2
    assert {one.lesson for one in command.chosen(["gradients"])} == {"gradients"}


def test_a_wrong_name_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["gradients/trained", "no/such"]) == 2
    assert "There is no experiment, scene or lesson 'no/such'." in capsys.readouterr().err


@pytest.mark.usefixtures("toy")
def test_it_prints_a_row_keeps_and_complains_of_a_verdict_that_is_not_as_expected(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command.main(["--seeds", "4", "--keep", "--folder", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "| gradients/unit | A seed is 2 or more. | 2 of 4 | 1.5 [0 to 3] | 2 | 0.0 |" in said.out
    assert "gradients/unit: expected 'holds', came 'fails'. Does not hold here: 2 of 4" in said.err
    (row,) = json.loads((tmp_path / "gradients.json").read_text(encoding="utf-8")).values()
    assert row["seeds"] == [0, 1, 2, 3]


@pytest.mark.usefixtures("toy")
def test_what_is_kept_is_printed_and_nothing_measured(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.main(["--first", "2", "--seeds", "3", "--keep", "--folder", str(tmp_path)])
    monkeypatch.setattr(command, "measure", None)
    capsys.readouterr()
    assert command.main(["--kept", "--folder", str(tmp_path)]) == 1, "two of three are most, not all"
    assert "| 2 of 3 | 2.5 [2 to 3] | 2 |" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_it_is_content_where_all_is_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--first", "2", "--seeds", "2", "gradients/unit"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("toy")
def test_it_adds_the_seeds_that_are_not_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.main(["--first", "2", "--seeds", "2", "--keep", "--folder", str(tmp_path)])
    asked: list[int] = []

    def noted(one: Experiment, seeds: Sequence[int], *, workers: int) -> Iterator[Found]:
        asked.extend(seeds)
        return measure(one, seeds, workers=workers)

    monkeypatch.setattr(command, "measure", noted)
    assert command.main(["--seeds", "5", "--add", "--folder", str(tmp_path)]) == 1
    assert asked == [0, 1, 4]
    found = kept(DRAWN, tmp_path)
    assert (found.seeds, found.of("seed")[:4]) == ((0, 1, 2, 3, 4), (0, 1, 2, 3))
    asked.clear()
    monkeypatch.setattr(command, "processor", lambda: "another, 2 cores")
    command.main(["--seeds", "2", "--add", "--folder", str(tmp_path)])
    assert asked == [0, 1], "on another processor a training ends elsewhere"
    assert "| 0 of 2 |" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_it_writes_the_table_of_what_is_kept_and_fails_where_a_verdict_changed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.main(["--first", "2", "--seeds", "2", "--keep", "--folder", str(tmp_path)])
    monkeypatch.setattr(command, "measure", None)
    place = tmp_path / "claims.md"
    assert command.main(["--table", str(place), "--folder", str(tmp_path)]) == 0
    head, _, row = place.read_text(encoding="utf-8").splitlines()
    assert head.startswith("| claim | lectures say |")
    said = "| A seed is 2 or more. |  | gradients/unit | 2 of 2 random starts | 34% to 100% |"
    assert row == f"{said} seed 2.5 [2 to 3] | holds |"
    monkeypatch.setattr(command, "experiments", lambda _lesson="": (replace(DRAWN, least=9.0),))
    assert command.main(["--table", str(place), "--folder", str(tmp_path)]) == 1
    assert "expected 'holds', came 'fails'" in capsys.readouterr().err
    assert place.read_text(encoding="utf-8").endswith("| does not hold here |\n")


def test_the_table_stands_between_its_marks_where_a_file_has_them(tmp_path: Path) -> None:
    place = tmp_path / "README.md"
    place.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    written_into(place, "new")
    assert place.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    place.write_text(f"before\n{BEGIN}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="one of the two marks"):
        written_into(place, "new")


def test_a_table_tells_what_it_cannot_tell_and_no_cell_ends_before_its_end(tmp_path: Path) -> None:
    piped = replace(
        DRAWN, claim="|r| is 2.", said="It is.", source="Elman 1990", within="5 points", least=-1.0
    )
    piped = replace(piped, scale="percent")
    keep([piped], {0: (0.25,), 1: (float("nan"),), 2: (0.75,)}, 1.0, tmp_path)
    text = table([kept(piped, tmp_path)])
    assert "| \\|r\\| is 2. | It is. (Elman 1990) |" in text
    assert "| seed 50% [25% to 75%] | does not hold here |" in text
    keep([piped], {0: (float("nan"),)}, 1.0, tmp_path)
    assert "| seed: no number |" in table([kept(piped, tmp_path)])


def test_what_lessons_share_is_kept_for_each_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = (DRAWN, replace(DRAWN, id="lstm/gates", claim="A seed is 0 or more.", least=0.0))
    monkeypatch.setattr(command, "experiments", lambda _lesson="": shared)
    command.main(["gradients/unit", "--seeds", "2", "--keep", "--folder", str(tmp_path)])
    assert [kept(one, tmp_path).values for one in shared] == [((0.0,), (1.0,))] * 2


def test_the_table_of_the_repository_is_that_of_what_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "CLAIMS.md"
    place.write_text((ROOT / "CLAIMS.md").read_text(encoding="utf-8"), encoding="utf-8")
    assert command.main(["--table", str(place)]) == 0
    anew = "write it anew: python -m core.experiments --table CLAIMS.md"
    assert place.read_text(encoding="utf-8") == (ROOT / "CLAIMS.md").read_text(encoding="utf-8"), anew
