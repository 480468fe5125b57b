"""The scenes on left-out gates: what is told is what is kept; eight cells are trained on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import RunSpec
from core.experiments import experiment, kept
from core.experiments.lessons.gates_out import KEPT, cell, name_of
from core.jobs import HOUSE, desk
from core.spec import TaskName
from pages._scenes.gates_out import eight
from pages._shell import story
from pages._shell.lesson.waiting import exam_scores
from pages._shell.words import percent
from tests.pages.visiting import pictures, press, said, until, visit
from tests.waiting import until as wait

SCENES = [scene.name for scene in story.page("gates_out").scenes]
FEW = 3
"""Steps of a training that is soon over."""


def open_scene(scene: str, answer: str = "show-me") -> tuple[AppTest, dict[str, Any]]:
    """Open a scene; return what its picture draws."""
    app = visit("gates_out", scene=scene, **({f"gates_out_{scene}_guess": answer} if answer else {}))
    found: dict[str, Any] = pictures(app, "unrolled_picture")[0]
    return app, found


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_asks_first_and_tells_then(scene: str) -> None:
    neutral = story.page("gates_out").scenes[SCENES.index(scene)].title
    asked, _ = open_scene(scene, "")
    assert neutral in [one.value for one in asked.header]
    told, _ = open_scene(scene)
    assert "What happened" in [one.value for one in told.header]
    assert neutral not in [one.value for one in told.header]


def test_the_eight_cells_stand_in_groups_with_what_is_kept_of_each() -> None:
    app, picture = open_scene("eight")
    groups = picture["figure"]["groups"]
    assert [len(group["rows"]) for group in groups] == [1, 3, 3, 1]
    rows = {tuple(row["gates"]): row for group in groups for row in group["rows"]}
    found = kept(experiment("gates_out/eight"))
    for gates in KEPT:
        assert rows[gates]["shares"] == pytest.approx(found.of(name_of(gates)), abs=1e-4)
        assert rows[gates]["here"] is None
    (strong,) = (row for row in rows.values() if row["strong"])
    two = [median(rows[gates]["shares"]) for gates in KEPT if len(gates) == 2]
    assert median(strong["shares"]) == min(two)
    assert "no publication" in picture["figure"]["caption"]
    assert "no publication" in said(app)


def few_steps(task_name: TaskName, gates: Sequence[str], seed: int) -> RunSpec:
    """Return the recipe of a cell that is trained for a few steps."""
    spec = cell(task_name, gates, seed)
    return replace(spec, train=replace(spec.train, steps=FEW))


def test_eight_cells_are_trained_here_when_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eight, "cell", few_steps)
    app, _ = open_scene("eight")
    press(app, "Train all eight here, now")
    until(app, lambda app: bool(pictures(app, "unrolled_picture")), 120)
    figure = pictures(app, "unrolled_picture")[0]["figure"]
    rows = {tuple(row["gates"]): row for group in figure["groups"] for row in group["rows"]}
    specs = {gates: few_steps("everyday", gates, eight.HERE) for gates in KEPT}
    for gates, spec in specs.items():
        view = desk().look(spec.key, HOUSE)
        assert view is not None
        assert rows[gates]["here"] == view.history[-1].score
    assert "Ring: trained here" in figure["caption"]


def test_scores_are_those_of_the_last_exam_of_each_recipe() -> None:
    specs = [few_steps("everyday", gates, 7) for gates in KEPT[:2]]
    assert len({spec.model.kind for spec in specs}) == 1, "told apart by more than their kind of cell"
    for spec in specs:
        desk().submit(spec, HOUSE)
    views = [_done(spec) for spec in specs]
    assert exam_scores(specs) == {
        spec: view.history[-1].score for spec, view in zip(specs, views, strict=True)
    }


def _done(spec: RunSpec) -> Any:
    wait(lambda: (view := desk().look(spec.key, HOUSE)) is not None and view.state == "done")
    return desk().look(spec.key, HOUSE)


def test_more_time_is_told_as_an_arrow_from_the_usual_time() -> None:
    app, picture = open_scene("time")
    values = kept(experiment("gates_out/time"))
    for group, gate in zip(picture["figure"]["groups"], ("forget", "output"), strict=True):
        before, after = (
            percent(median(values.of(f"{gate} gate only, {time}")))
            for time in ("usual time", "four times as long")
        )
        assert group["title"] == f"{gate.capitalize()} gate only: {before} → {after} %"
        assert f"{after} %" in said(app)
        assert [row["strong"] for row in group["rows"]] == [False, "better"]
