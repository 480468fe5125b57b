"""The page of the glossary: which term its link names."""

from __future__ import annotations

from tests.pages.visiting import link, pictures, said, visit


def test_the_page_comes_to_the_term_that_its_link_names() -> None:
    app = visit("glossary", term="forget-gate")
    assert not app.warning
    assert [one["asked"] for one in pictures(app, "unrolled_picture")] == ["forget-gate"]


def test_a_link_with_an_unknown_term_says_so_and_shows_all() -> None:
    app = visit("glossary", term="flux<b>")
    assert "There is no such term; all are shown." in said(app)
    assert [one["asked"] for one in pictures(app, "unrolled_picture")] == [""]
    assert link(app, "term") == ["flux<b>"]
