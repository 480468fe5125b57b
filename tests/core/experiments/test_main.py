"""The command: what it prints, keeps, and when it ends with an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.experiments import __main__ as command
from core.experiments import experiments
from tests.core.experiments.toys import DRAWN


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
