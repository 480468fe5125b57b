"""What a probe reads, alone on a page: right and wrong words, no subject, two runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.staved import (
    PROBE,
    WORDS,
    answers,
)


def test_a_wrong_answer_is_told_by_its_shape(staved: Page) -> None:
    """A right one is bold on a band as strong as it is sure; nothing stands before the subject."""
    told = answers("", "dog", "dog", "cat", "dog", "dog", "dog")
    staved.evaluate("([stave]) => put('probe', stave)", [PROBE | {"answers": told}])
    words = staved.evaluate(
        """() => [...view.root.querySelectorAll('text[text-decoration]')].map((one) =>
          [one.textContent, one.getAttribute('text-decoration'), one.getAttribute('font-weight')])"""
    )
    right = ["dog", "none", "700"]
    assert words == [["", "line-through", "400"], right, right, ["cat", "line-through", "400"], *3 * [right]]
    bands = staved.evaluate(
        "() => [...view.root.querySelectorAll('rect')].map((one) => Number(one.getAttribute('opacity')))"
    )
    assert [band > 0 for band in bands] == [word[0] == "dog" for word in words]
    assert bands[1] > bands[2] > bands[4]
    name = staved.evaluate("() => view.root.getAttribute('aria-label')")
    assert name == (
        "The subject, read from RNN: right after 5 of 6 words; first wrong after “d”: “cat”, 70 %, wrong; "
        "after the last, “g”: “dog”, 40 %"
    )
    rows = staved.evaluate("() => view.rows()")
    assert [row[:2] for row in rows[:3]] == [
        [1, "read from RNN: dog"],
        [2, "read from RNN: dog"],
        [3, "read from RNN: cat (wrong)"],
    ]
    assert [row[3] for row in rows] == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])


def test_without_a_subject_the_row_says_so(staved: Page) -> None:
    staved.evaluate("([stave]) => put('probe', stave)", [PROBE | {"answers": answers(*[""] * WORDS)}])
    assert "There is no subject in this sentence." in staved.evaluate("() => view.root.textContent")
    assert staved.evaluate("() => view.rows()") == []


def test_what_two_runs_read_stands_under_one_another(staved: Page) -> None:
    stave = PROBE | {
        "answers": answers("dog", "dog", "doll"),
        "second": {"answers": answers("cat", "cat", "cat"), "subject": "cat"},
        "runs": {"label": "read from LSTM", "names": ["A", "B"]},
    }
    staved.evaluate("([stave]) => put('probe', stave)", [stave])
    (above, first), (below, second) = staved.evaluate("() => view.axis()")
    assert ([first, second], above < below) == (["A", "B"], True)
    words = staved.locator("text[direction=ltr]").evaluate_all(
        "texts => texts.map((one) => [one.textContent, Number(one.getAttribute('y'))])"
    )
    assert {word for word, y in words if word and y < (above + below) / 2} == {"dog", "doll"}
    assert {word for word, y in words if word and y > (above + below) / 2} == {"cat"}
    name = staved.evaluate("() => view.root.getAttribute('aria-label')")
    assert "read from LSTM, A: right" in name
    assert "read from LSTM, B: right" in name
