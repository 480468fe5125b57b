"""The first page says what the two networks on it do with a sentence, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest

from core.experiments.lessons.unrolled_subjects import RIVER
from pages._shell.lesson.subjects import outcome, words_with
from tests.pages.visiting import pictures, said, visit


def ink(app: Any) -> dict[str, Any]:
    only: dict[str, Any]
    (only,) = pictures(app, "unrolled_picture")
    figure: dict[str, Any] = only["figure"]
    return figure


def row(*right: bool | None) -> dict[str, Any]:
    return {"read": [None if one is None else {"right": one} for one in right]}


def test_the_default_sentence_loses_its_subject_in_the_rnn_and_only_there() -> None:
    app = visit("home")
    assert app.header[0].value == ("The RNN loses the dog on the way. The LSTM still has it at the end.")
    told = ink(app)
    assert told["words"] == RIVER.split()
    rnn, lstm = told["rows"]
    assert (rnn["says"]["right"], lstm["says"]["right"]) == (False, True)
    had, of = words_with(rnn)
    assert 0 < had < of == len(told["words"]) - told["at"]
    assert f"From “dog” on there are {of} words. After {had} of them the dog" in said(app)
    assert f"says **{rnn['says']['word']}**" in said(app)
    assert told["caption"] == ""
    assert said(app).count("· network ") == 2, "which networks these are stands in the notes"


@pytest.mark.parametrize(
    ("rnn", "lstm", "found"),
    [(False, True, "lost"), (True, True, "kept"), (False, False, "both lost"), (True, False, "turned")],
)
def test_what_came_out_is_what_is_read_after_the_last_word(rnn: bool, lstm: bool, found: str) -> None:
    rows = [row(None, not rnn, rnn), row(None, not lstm, lstm)]
    assert outcome({"subject": "dog", "rows": rows}) == found
    assert outcome({"subject": "", "rows": rows}) == "nothing"
    assert words_with(rows[0]) == (1, 2)


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("the cat had a soft", "In this sentence both networks still have the cat at the end."),
        ("the", "These networks find no subject in this sentence."),
        ("**dog** [a](b) {right} :red[x]", "the dog"),
        ("dog " * 500, "the dog"),
        ("a film without any of them 🙂", "These networks find no subject in this sentence."),
    ],
)
def test_any_sentence_gets_the_heading_that_is_true_of_it(sentence: str, heading: str) -> None:
    app = visit("home", home_sentence=sentence)
    assert heading in app.header[0].value
    assert "this network" not in said(app)
    assert not app.warning
    asked = ink(app)["rows"][0]["says"]["right"] is not None
    assert ("the right word is" in said(app)) == asked
