"""A table of one's own in the lab: read, looked at, its columns chosen, learnt from; what is none is told."""

from __future__ import annotations

import math
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import RunSpec, default_run
from core.recipes.link import to_line
from pages._shell.lab import keys
from tests.pages import visiting
from tests.pages.laboratory import lab, setup
from tests.pages.visiting import lab_state, press, run, until, visit

REVIEWS = "review;stars;likes\n" + "\n".join(
    f"a {'bad' if n % 4 == 0 else 'good'} film number {n};{'neg' if n % 4 == 0 else 'pos'};{n % 9},5"
    for n in range(120)
)


def said(app: AppTest) -> str:
    return visiting.said(app).replace("\\", "")


def opened(*specs: RunSpec) -> AppTest:
    return visit("train", run=[to_line(spec) for spec in specs], train_guess="just show me")


def pasted(app: AppTest, cells: str) -> AppTest:
    (field,) = [one for one in app.text_area if one.label.startswith("Or cells")]
    field.set_value(cells)
    return press(run(app), "Read these cells")


def uploaded(app: AppTest, data: bytes) -> AppTest:
    (field,) = [one for one in app.file_uploader if one.label.startswith("A file (.csv")]
    field.upload("mine.csv", data)
    return run(app)


def choice(app: AppTest, label: str) -> Any:
    (only,) = [one for one in app.selectbox if one.label == label]
    return only


def recipes(app: AppTest) -> tuple[RunSpec, ...]:
    return tuple(lab_state(app).setup)


def test_only_tasks_of_rows_ask_for_a_table_and_say_what_is_learnt() -> None:
    assert "Or cells, pasted" not in {one.label for one in visit("train").text_area}
    app = opened(default_run("rnn", "labels"))
    assert "The supplied table: 460 rows, 368 to learn from and 92 held out." in said(app)
    assert "5 labels: “person” 33 %" in said(app)
    assert "right on 33 % of the test set: that is chance" in said(app)
    series = opened(default_run("rnn", "series"))
    assert "Series" in {one.label for one in series.selectbox}
    assert "The first 900 are learnt from, the rest is held out." in said(series)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_a_file_is_read_its_columns_chosen_and_learnt_from(encoding: str) -> None:
    app = uploaded(
        opened(default_run("rnn", "labels"), default_run("lstm", "labels", 3)), REVIEWS.encode(encoding)
    )
    assert "120 rows, 3 columns (the first row names them), parted by semicolons" in said(app)
    assert "| review | stars | likes |\n| --- | --- | --- |\n| a bad film number 0 | neg | 0,5 |\n" in said(
        app
    )
    assert (choice(app, "Learn").value, choice(app, "Text").value, choice(app, "Label").value) == (
        "labels", "review", "stars",
    )  # fmt: skip
    assert "120 rows to use." in said(app)
    press(app, "Use these rows")
    first, second = recipes(app)
    assert first.task.text == second.task.text
    assert first.task.text.startswith("neg\ta bad film number 0\npos\t")
    assert (first.model.kind, second.model.kind, second.seed) == ("rnn", "lstm", 3)
    assert "Your table: 120 rows" in said(app)
    assert "right on 75 % of the test set: that is chance" in said(app)
    assert "The link to this page cannot hold your table" in said(app)
    assert [spec.task.text for spec in setup(app)] == ["", ""]
    press(app, "Undo")
    assert [spec.task.text for spec in recipes(app)] == ["", ""]


def test_another_form_of_the_same_table_is_another_task_with_the_same_cells() -> None:
    app = pasted(opened(default_run("gru", "labels", 5)), REVIEWS)
    choice(app, "Learn").set_value("series")
    run(app)
    assert choice(app, "Numbers").value == "likes"
    assert "120 numbers have a decimal comma" in said(app)
    press(app, "Use these rows")
    (spec,) = recipes(app)
    assert (spec.task.name, spec.model.kind, spec.seed) == ("series", "gru", 5)
    assert "Your series: 120 numbers from 0.5 to 8.5. The first 90 are learnt from" in said(app)
    assert "of own table" in spec.label()
    assert "Series" not in {one.label for one in app.selectbox}
    with pytest.raises(ValueError, match="A link cannot hold your own table"):
        to_line(spec)
    press(app, "Back to the supplied table")
    assert recipes(app)[0].task.text == ""


def test_what_is_no_table_is_told_and_loses_nothing() -> None:
    app = pasted(opened(default_run("rnn", "tags")), REVIEWS)
    before = recipes(app)
    for bad, says in (("", "The table is empty"), ("a;a\n1;2\n3;4", "rename one")):
        pasted(app, bad)
        assert says in said(app)
    uploaded(app, b"PK\x03\x04")
    assert "Save the sheet as CSV" in said(app)
    assert "120 rows, 3 columns" in said(app), "the table that was there is still there"
    assert recipes(app) == before
    pasted(app, REVIEWS)
    assert "Save the sheet as CSV" not in said(app)
    choice(app, "Label").set_value("review")
    run(app)
    assert "choose two columns" in said(app)
    assert "Use these rows" not in {one.label for one in app.button}


def test_cells_stay_text_on_the_page() -> None:
    marked = (
        REVIEWS.replace("review", "**[x](http://y)**")
        .replace("pos", "$\\alpha$")
        .replace("neg", "<b>neg</b>")
    )
    app = pasted(opened(default_run("rnn", "labels")), marked)
    press(app, "Use these rows")
    told = [str(one.value) for one in app.caption]
    assert any("\\<b\\>neg\\<\\/b\\>" in one for one in told)
    assert not any("<b>" in one or "$\\alpha" in one for one in told)


@pytest.mark.slow
def test_a_series_of_ones_own_is_trained_and_gone_on_with() -> None:
    spec = default_run("rnn", "series")
    app = pasted(opened(spec), "v\n" + "\n".join(f"{math.sin(n / 4):.4f}" for n in range(200)))
    press(app, "Use these rows")
    (field,) = [one for one in app.number_input if one.label.startswith("Steps")]
    field.set_value(60)
    run(app)
    until(press(app, "Train"), lambda app: "The best rule that needs no network is" in said(app))
    drawn = visiting.figure(app, "continuation")["figure"]
    assert [line["name"] for line in drawn["data"]] == [
        "series",
        "rule: last value",
        "rule: last season",
        "RNN",
    ]
    assert drawn["data"][-1]["x"][0] == 150, "first where the series is known"
    beyond = visiting.figure(visiting.choose(app, keys.CONTINUED, "beyond"), "continuation")["figure"]
    assert beyond["data"][-1]["x"][0] == 200
    assert lab(app)["runs"][0]["curve"]["scale"] == "error"
