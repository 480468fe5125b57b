"""The pages of the glossary and of the limits: which term a link names, and which numbers are said."""

from __future__ import annotations

from pages._scenes.limits.sizes import measured, sizes
from tests.pages.visiting import link, pictures, said, visit


def test_the_page_comes_to_the_term_that_its_link_names() -> None:
    app = visit("glossary", term="forget-gate")
    assert not app.warning
    assert [one["figure"]["asked"] for one in pictures(app, "unrolled_picture")] == ["forget-gate"]


def test_a_link_with_an_unknown_term_says_so_and_shows_all() -> None:
    app = visit("glossary", term="flux<b>")
    assert "There is no such term; all are shown." in said(app)
    assert [one["figure"]["asked"] for one in pictures(app, "unrolled_picture")] == [""]
    assert link(app, "term") == ["flux<b>"]


def test_the_page_on_limits_says_its_numbers() -> None:
    app = visit("limits")
    assert f"The pages keep {measured()['claims']} claims" in said(app)
    assert sizes()["lstm_everyday_weights"] in said(app)
    assert [one["figure"]["words"] for one in pictures(app, "unrolled_picture")] == [12]
