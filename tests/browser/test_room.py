"""A class in a room: students follow, leave, come back, vote, are locked, and go on alone when it is gone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.driver import PATIENCE
from tests.browser.reading import arrived, position, visitor, words
from tests.running import ROOT, RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

AXE = ROOT / "tests" / "stage" / "node_modules" / "axe-core" / "axe.min.js"
FOUND = """async (where) => {
  const only = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
  const { violations } = await axe.run(where, { runOnly: only, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => [id, one.html, one.failureSummary]));
}"""


class Class:
    """A presenter, and students who came in by the room's link."""

    def __init__(self, new: Callable[..., Page], address: str = "/lstm") -> None:
        self._new = new
        self.presenter = new()
        self.presenter.goto(address)
        if "present=1" in address:
            expect(self.presenter.locator("html.slides")).to_have_count(1)
            self.presenter.keyboard.press("q")
        else:
            self.presenter.get_by_role("button", name="Class", exact=True).click()
        expect(bar(self.presenter)).to_contain_text("people")
        kept = self.presenter.evaluate("sessionStorage.getItem('unrolled-room')")
        self.code: str = json.loads(kept)["code"]

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
    expect(bar(presenter)).to_contain_text(f"You present in {lecture.code}")


def test_held_gates_and_playing_are_followed(new: Callable[..., Page]) -> None:
    """What is held comes with the link; playing is told once, and who comes in meanwhile is not behind."""
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    arrived(student)
    presenter.goto("/lstm?hold=forget_gate:all:0.00:5-&t=3&u=2")
    arrived(presenter)
    student.wait_for_function("() => location.search.includes('hold=forget_gate:all:0.00:5-')")
    at(student, 3)
    presenter.locator(".score .transport .play").click()
    late = lecture.student()
    for page in (student, late):
        arrived(page)
        at(page, 11)
    assert "hold=forget_gate:all:0.00:5-" in late.evaluate("location.search")


def test_the_film_of_a_training_is_followed(new: Callable[..., Page]) -> None:
    """By who was there, who comes late, who reloads, and who was on its own: no address says its step."""
    lecture = Class(new, "/gradients?scene=film&gradients_film_guess=show-me")
    presenter, student = lecture.presenter, lecture.student(**PHONE)

    def step(page: Page) -> Locator:
        return page.get_by_role("slider", name="training step")

    expect(step(student)).to_be_visible()
    step(presenter).fill("120")
    expect(step(student)).to_have_value("120")
    expect(step(lecture.student())).to_have_value("120")
    student.reload()
    expect(step(student)).to_have_value("120")
    step(student).press("ArrowLeft")
    expect(bar(student)).to_contain_text("You are on your own")
    step(presenter).fill("40")
    expect(step(student)).to_have_value("119")
    bar(student).get_by_role("button", name="Back to the class").click()
    expect(step(student)).to_have_value("40")
    presenter.get_by_role("button", name="Play", exact=True).click()
    most = step(presenter).get_attribute("max") or ""
    for page in (presenter, student):
        expect(step(page)).to_have_value(most)


def test_buttons_inside_pictures_are_followed(new: Callable[..., Page]) -> None:
    """A choice, a step, and what a picture plays; who comes late or comes back is there, too."""
    run = "task=sentiment&run=sentiment-lstm-s30-seed941"
    lecture = Class(new, f"/lstm?scene=belt&lstm_belt_guess=show-me&{run}")
    presenter, student = lecture.presenter, lecture.student(**PHONE)

    def cell(page: Page) -> Locator:
        return page.locator(".belt").get_by_role("button", name="the RNN’s cell")

    def pressed(button: Locator, on: str = "true") -> None:
        expect(button).to_have_attribute("aria-pressed", on)

    expect(cell(student)).to_be_visible()
    cell(presenter).click()
    for page in (student, lecture.student()):
        pressed(cell(page))
    presenter.locator(".acts-column").nth(1).click()
    act = re.compile("^2 · ")
    presenter.locator(".belt").get_by_role("button", name=act).click()
    pressed(cell(student), "false")
    pressed(student.locator(".belt").get_by_role("button", name=act))
    expect(student.locator(".acts-column").nth(1)).to_have_attribute("aria-current", "step")
    cell(student).click()
    expect(bar(student)).to_contain_text("You are on your own")
    presenter.locator(".acts-column").nth(3).click()
    pressed(cell(student))
    bar(student).get_by_role("button", name="Back to the class").click()
    pressed(cell(student), "false")
    expect(student.locator(".acts-column").nth(3)).to_have_attribute("aria-current", "step")


def test_networks_that_change_in_mid_class_are_followed(new: Callable[..., Page]) -> None:
    """Other weights, another task, runs that the presenter trained, and back to the supplied ones."""
    run = "sentiment-lstm-s30-seed941"
    lecture = Class(new, "/lstm?lstm_gates_guess=show-me")
    presenter, student = lecture.presenter, lecture.student()

    def chosen(page: Page, name: str) -> None:
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()

    arrived(student)
    for name in ("untrained", "trained", "small words"):
        presenter.get_by_role("radio", name=name, exact=True).click()
        chosen(student, name)
    expect(student.get_by_role("radio", name="yours", exact=True)).to_have_count(0)
    presenter.goto(f"/lstm?lstm_gates_guess=show-me&task=sentiment&run={run}")
    for page in (presenter, student, lecture.student()):
        chosen(page, "yours")
        arrived(page)
        assert f"run={run}" in page.evaluate("location.search")
    for name in ("default", "yours", "default"):
        presenter.get_by_role("radio", name=name, exact=True).click()
        chosen(student, name)
    student.wait_for_function("() => !location.search.includes('run=')")


def test_a_page_that_was_led_in_vain_is_led_once_more(new: Callable[..., Page]) -> None:
    """A busy server may take two wishes for one, and then the page says again what it shows."""
    lecture = Class(new, "/unrolled?weights=untrained")
    student = lecture.student()
    lecture.presenter.get_by_role("link", name=re.compile("Loop and layer")).click()
    student.wait_for_function("() => location.search.includes('scene=')")
    student.evaluate("history.replaceState(history.state, '', `${location.pathname}?weights=both`)")
    student.wait_for_function("() => location.search.includes('scene=')")


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


def test_a_vote_is_hidden_until_it_is_revealed_and_counts_once(new: Callable[..., Page]) -> None:
    """Then the prediction stands beside what the network does; a second vote beside the first."""
    lecture = Class(new)
    presenter, students = lecture.presenter, [lecture.student(**PHONE), lecture.student()]
    for page in (presenter, *students):
        arrived(page)
    expect(bar(presenter)).to_contain_text("2 people")
    asks = bar(presenter).get_by_role("button", name="Ask the class")
    asks.click()
    for student, answer in zip(students, ("not", "but"), strict=True):
        expect(student.locator("[class*=_question]")).to_be_hidden()
        expect(bar(student)).to_contain_text("Choose an answer")
        bar(student).get_by_role("button", name=answer, exact=True).click()
        expect(bar(student)).to_contain_text("You have voted")
        expect(bar(student).get_by_role("button", name=answer, exact=True)).to_have_count(0)
    for page in (presenter, *students):
        expect(bar(page)).to_contain_text("2 of 2 have voted")
        expect(bar(page).locator(".track")).to_have_count(0)
    students[0].reload()
    expect(bar(students[0])).to_contain_text("You have voted")
    expect(bar(students[0]).get_by_role("button", name="but", exact=True)).to_have_count(0)

    bar(presenter).get_by_role("button", name="Reveal").click()
    for page in (presenter, *students):
        expect(bar(page).locator(".count")).to_have_text(["1 · 50 %", "0 · 0 %", "1 · 50 %", "0 · 0 %"])
    bar(presenter).get_by_role("button", name="Vote again").click()
    for student in students:
        expect(bar(student).locator(".track")).to_have_count(0)
        bar(student).get_by_role("button", name="but", exact=True).click()
    expect(bar(presenter)).to_contain_text("2 of 2 have voted")
    bar(presenter).get_by_role("button", name="Reveal").click()
    said = [
        ["1 · 50 %", "0 · 0 %"],
        ["0 · 0 %", "0 · 0 %"],
        ["1 · 50 %", "2 · 100 %"],
        ["0 · 0 %", "0 · 0 %"],
    ]
    for page in (presenter, *students):
        for place, counts in enumerate(said):
            expect(bar(page).locator("li").nth(place).locator(".count")).to_have_text(counts)

    presenter.get_by_role("radio", name="just show me").click()
    for student in students:
        expect(student.locator("[class*=_question]")).to_contain_text("You said but")
    presenter.keyboard.press("End")
    for page in (presenter, *students):
        expect(bar(page).locator(".sign.right")).to_have_text("✓ came out")
    with presenter.expect_download() as file:
        bar(presenter).get_by_role("button", name="CSV of the votes").click()
    rows = list(csv.DictReader(file.value.path().read_text("utf-8").splitlines()))
    assert [(row["answer"], row["first_vote"], row["second_vote"]) for row in rows] == [
        ("not", "1", "0"),
        ("like", "0", "0"),
        ("but", "1", "2"),
        ("great", "0", "0"),
    ]
    assert [row["right"] for row in rows] == ["false", "false", "true", "false"]


def test_students_of_a_locked_class_look_and_touch_nothing(new: Callable[..., Page]) -> None:
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    arrived(presenter)
    arrived(student).locator(".transport button").nth(3).click()
    expect(bar(student)).to_contain_text("You are on your own")
    bar(presenter).get_by_role("button", name="Lock").click()
    expect(bar(student)).to_contain_text("Look, not touch")
    at(student, 1)
    student.locator(".score .transport button").nth(3).click()
    expect(bar(student)).to_contain_text("The presenter has locked the pages")
    student.keyboard.press("ArrowRight")
    student.locator("input[aria-label^=Sentence]").press_sequentially("x")
    student.get_by_role("link", name=re.compile("The conveyor belt")).click()
    presenter.keyboard.press("ArrowRight")
    at(student, 2)
    assert "scene=" not in student.evaluate("location.href")
    expect(student.locator("input[aria-label^=Sentence]")).not_to_have_value(re.compile("x"))
    bar(presenter).get_by_role("button", name="Let go").click()
    expect(bar(student)).not_to_contain_text("Look, not touch")
    student.locator(".score .transport button").nth(3).click()
    expect(bar(student)).to_contain_text("You are on your own")


def test_the_presenter_reloads_and_has_a_second_device_by_a_link_of_its_own(new: Callable[..., Page]) -> None:
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    presenter.reload()
    expect(bar(presenter)).to_contain_text(f"You present in {lecture.code}")
    secret = presenter.evaluate("JSON.parse(sessionStorage.getItem('unrolled-room')).secret")
    second = new()
    second.goto(f"/join/{lecture.code}#present={secret}")
    expect(bar(second)).to_contain_text(f"You present in {lecture.code}")
    assert secret not in second.evaluate("location.href")
    arrived(second)
    arrived(student)
    second.get_by_role("link", name=re.compile("The conveyor belt")).click()
    shows(student, "belt")


def test_a_class_whose_presenter_vanishes_goes_on_alone_until_they_are_back(new: Callable[..., Page]) -> None:
    """Pages that are locked are let go meanwhile; the presenter comes back by the link of a second device."""
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    arrived(student)
    bar(presenter).get_by_role("button", name="Lock").click()
    expect(bar(student)).to_contain_text("Look, not touch")
    secret = presenter.evaluate("JSON.parse(sessionStorage.getItem('unrolled-room')).secret")
    presenter.close()
    expect(bar(student)).to_contain_text("The presenter has been away for a while. You go on alone")
    student.locator(".score .transport button").nth(3).click()
    at(student, 2)
    back = new()
    back.goto(f"/join/{lecture.code}#present={secret}")
    expect(bar(student)).to_contain_text("Look, not touch")
    at(student, 1)


def test_a_room_that_is_closed_lets_the_pages_go_on_alone(new: Callable[..., Page]) -> None:
    lecture = Class(new)
    presenter, student = lecture.presenter, lecture.student()
    arrived(student)
    bar(presenter).get_by_role("button", name="End").click()
    bar(presenter).get_by_role("button", name="Yes, close it for all").click()
    expect(bar(student)).to_contain_text("You go on alone")
    student.locator(".score .transport button").nth(3).click()
    at(student, 2)
    bar(student).get_by_role("button", name="Close").click()
    expect(bar(student)).to_have_count(0)
    student.reload()
    arrived(student)
    expect(bar(student)).to_have_count(0)


def test_slides_show_the_code_and_the_count_of_votes(new: Callable[..., Page]) -> None:
    """By keys of slide mode; Escape closes the code, not the slides."""
    lecture = Class(new, "/lstm?present=1")
    presenter, student = lecture.presenter, lecture.student()
    arrived(student)
    expect(bar(presenter)).to_contain_text(f"/join/{lecture.code}")
    presenter.keyboard.press("q")
    code = presenter.get_by_role("dialog", name=re.compile("Come into the room"))
    expect(code.get_by_role("img")).to_have_js_property("complete", True)
    assert code.get_by_role("img").evaluate("image => image.naturalWidth") > 0
    presenter.keyboard.press("Escape")
    expect(code).to_be_hidden()
    expect(presenter.locator("html.slides")).to_have_count(1)
    presenter.keyboard.press("a")
    bar(student).get_by_role("button", name="but", exact=True).click()
    expect(bar(presenter)).to_contain_text("1 of 1 have voted")
    presenter.keyboard.press("a")
    expect(bar(presenter).locator(".count")).to_have_count(4)


def test_a_server_that_is_started_anew_has_no_rooms_and_pages_say_so(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rooms")
    with ExitStack() as stack, RunningServer(folder / "first.log") as server:

        def made(**settings: Any) -> Page:
            context = browser.new_context(base_url=server.url, **settings)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            return page

        lecture = Class(made)
        student = lecture.student()
        arrived(student)
        server.stop()
        expect(bar(student)).to_contain_text("The connection to the server is lost")
        with RunningServer(folder / "second.log", port=server.port):
            for page in (student, lecture.presenter):
                expect(bar(page)).to_contain_text(f"There is no room {lecture.code} here")
                expect(bar(page)).to_contain_text("go on alone")
            student.locator(".score .transport button").nth(3).click()
            at(student, 2)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing; npm ci --prefix tests/stage brings it")
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_a_room(new: Callable[..., Page], colours: Literal["light", "dark"]) -> None:
    """In the bars of both while a vote is open, counted and over; in the code; on the page behind it."""
    lecture = Class(new)
    settings: dict[str, Any] = {"color_scheme": colours, "reduced_motion": "reduce"}
    student, presenter = lecture.student(**PHONE, **settings), lecture.presenter
    presenter.emulate_media(color_scheme=colours)
    for page in (presenter, student):
        arrived(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))

    def fine() -> None:
        for page in (presenter, student):
            assert page.evaluate(FOUND, ".room-bar") == []

    fine()
    bar(presenter).get_by_role("button", name="Ask the class").click()
    expect(bar(student)).to_contain_text("Choose an answer")
    fine()
    bar(student).get_by_role("button", name="but", exact=True).click()
    bar(presenter).get_by_role("button", name="Reveal").click()
    expect(bar(student).locator(".count")).to_have_count(4)
    fine()
    bar(presenter).get_by_role("button", name="Close the vote").click()
    bar(presenter).get_by_role("button", name="Code").click()
    expect(presenter.get_by_role("dialog", name=re.compile("Come into the room"))).to_be_visible()
    fine()
    joining = new(**settings)
    joining.goto("/join")
    joining.evaluate(AXE.read_text(encoding="utf-8"))
    assert joining.evaluate(FOUND, "html") == []


def test_a_room_that_is_refused_is_a_sentence_in_the_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By button and on a slide: who closes it is where they were, and may try again once one has ended."""
    folder = tmp_path_factory.mktemp("refused")
    with RunningServer(folder / "log", {"UNROLLED_ROOMS": "1"}) as server, ExitStack() as stack:

        def made(**settings: Any) -> Page:
            context = browser.new_context(base_url=server.url, **settings)
            stack.callback(context.close)
            return context.new_page()

        lecture = Class(made)
        other = made()
        other.goto("/lstm")
        button = other.get_by_role("button", name="Class", exact=True)
        button.focus()
        other.keyboard.press("Enter")
        said = other.get_by_role("alertdialog", name="No room was opened")
        expect(said).to_contain_text("1 room is open here, and that is the most. Press End")
        expect(said.get_by_role("button", name="Close")).to_be_focused()
        other.evaluate(AXE.read_text(encoding="utf-8"))
        assert other.evaluate(FOUND, ".room-refused") == []
        other.keyboard.press("Escape")
        expect(said).to_have_count(0)
        expect(button).to_be_focused()
        slides = made()
        slides.goto("/lstm?present=1")
        expect(slides.locator("html.slides")).to_have_count(1)
        slides.keyboard.press("q")
        said = slides.get_by_role("alertdialog")
        expect(said).to_be_visible()
        slides.keyboard.press("Escape")
        expect(said).to_have_count(0)
        expect(slides.locator("html.slides")).to_have_count(1)
        slides.keyboard.press("q")
        bar(lecture.presenter).get_by_role("button", name="End", exact=True).click()
        bar(lecture.presenter).get_by_role("button", name="Yes, close it for all").click()
        expect(bar(lecture.presenter)).to_have_count(0)
        said.get_by_role("button", name="Try again").click()
        expect(bar(slides)).to_contain_text("0 people")


def test_a_full_room_says_so_and_the_page_goes_on_alone(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("full")
    with RunningServer(folder / "log", {"UNROLLED_ROOM_PEOPLE": "1"}) as server, ExitStack() as stack:

        def made(**settings: Any) -> Page:
            context = browser.new_context(base_url=server.url, **settings)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            return page

        lecture = Class(made)
        first, second = lecture.student(), made()
        second.goto(f"/join/{lecture.code}")
        expect(bar(second)).to_contain_text("This room is full. At most 1 may be in it")
        arrived(second).locator(".transport button").nth(3).click()
        at(second, 2)
        expect(bar(first)).to_contain_text("You follow the class")
