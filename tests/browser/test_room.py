"""A class in a room: students follow, leave, come back, vote, are locked, and go on alone when it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driver import PATIENCE
from tests.browser.reading import arrived, position, visitor, words
from tests.running import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


class Class:
    """A presenter, and students who came in by the room's link."""

    def __init__(self, new: Callable[..., Page], address: str = "/lstm") -> None:
        self._new = new
        self.presenter = new()
        self.presenter.goto(address)
        self.presenter.get_by_role("button", name="Class", exact=True).click()
        expect(bar(self.presenter)).to_contain_text("You present in")
        found = re.search(r"You present in ([A-Z]{5})", bar(self.presenter).inner_text())
        assert found is not None
        self.code = found[1]

    def student(self, **settings: Any) -> Page:
        """Come in by the link, and wait until the page follows."""
        page = self._new(**settings)
        page.goto(f"/join/{self.code}")
        expect(bar(page)).to_contain_text("You follow the class")
        return page


@pytest.fixture
def new(browser: Browser, server: RunningServer) -> Iterator[Callable[..., Page]]:
    with ExitStack() as stack:

        def made(**settings: Any) -> Page:
            page = stack.enter_context(visitor(browser, server, **settings))
            page.set_default_timeout(PATIENCE * 1000)
            return page

        yield made


def bar(page: Page) -> Locator:
    """Return the bar of the room."""
    return page.get_by_role("region", name="Room of the class")


def shows(page: Page, scene: str) -> None:
    """Wait until a scene is in sight, and said by the address."""
    page.wait_for_function("scene => new URL(location.href).searchParams.get('scene') === scene", arg=scene)


def at(page: Page, timestep: int) -> None:
    """Wait until the cursor stands at a word, counted from 1."""
    expect(page.locator(".score .position").first).to_have_text(re.compile(rf"^{timestep} /"))


def test_students_go_where_the_presenter_is(new: Callable[..., Page]) -> None:
    """The cursor, the scene, the sentence as it is typed, the lesson; who comes late is there at once."""
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student(**PHONE)
    for page in (presenter, student):
        arrived(page)
    presenter.keyboard.press("ArrowRight")
    presenter.keyboard.press("ArrowRight")
    at(student, 3)
    field = presenter.locator("input[aria-label^=Sentence]")
    field.fill("the plot was not good")
    expect(student.locator(".row.tokens g.token")).to_have_count(5)
    expect(student.locator("input[aria-label^=Sentence]")).to_have_value("the plot was not good")
    presenter.get_by_role("link", name=re.compile("One unit opened")).click()
    shows(student, "unit")
    late = lecture.student()
    shows(late, "unit")
    arrived(late)
    assert words(late) == words(presenter) == words(student)
    expect(bar(presenter)).to_contain_text("2 people")
    presenter.goto("/words")
    student.wait_for_function("() => location.pathname.endsWith('/words')")
    late.wait_for_function("() => location.pathname.endsWith('/words')")
    expect(bar(presenter)).to_contain_text(lecture.code)


def test_who_touches_something_leaves_and_comes_back_by_one_click(new: Callable[..., Page]) -> None:
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    arrived(presenter)
    arrived(student).locator(".transport button").nth(3).click()
    expect(bar(student)).to_contain_text("You are on your own")
    presenter.keyboard.press("End")
    at(presenter, 11)
    assert position(student) != 11
    student.get_by_role("link", name=re.compile("The conveyor belt")).click()
    shows(student, "belt")
    bar(student).get_by_role("button", name="Back to the class").click()
    expect(bar(student)).to_contain_text("You follow the class")
    at(student, 11)
    assert "scene=" not in student.evaluate("location.href")
