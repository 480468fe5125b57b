"""What a screen reader says of pictures: their finding, and nothing of it before the answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.names import names, untold
from tests.browser.reading import until, until_right

SCENES = ("words/analogy", "unrolled/loop", "learning/step", "lstm/start")
"""Scenes whose picture is there before the answer, covered or without its finding."""


@pytest.mark.parametrize("scene", SCENES)
def test_a_name_says_the_finding_once_the_question_is_answered(page: Page, scene: str) -> None:
    lesson, name = scene.split("/")
    page.goto(f"/{lesson}?scene={name}")
    until(lambda: bool(names(page)))
    before = names(page)
    page.get_by_role("radio", name="just show me").click()
    until_right(lambda: untold(page, scene))
    until(lambda: bool(set(names(page)) - set(before)))
    new = [one for one in names(page) if one not in before]
    assert any(re.search(r"\d|“", one) for one in new)
