"""The lens is closed until it is asked for: what is asked is about the whole picture, and so is its width."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.reading import arrived, cell_of, place, position, show, stave, until, visitor
from tests.running import RunningServer

GATES = "/lstm?scene=gates&lstm_gates_guess=show-me"
CELLS = "/lstm?scene=gates&lstm_gates_guess=show-me&rows=forget_gate&t=2&u=3"


def lens(page: Page) -> Locator:
    return page.locator(".score .lens")


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Open this step")


def width(page: Page, name: str = ".score .scroller") -> float:
    box = page.locator(name).bounding_box()
    assert box is not None
    return box["width"]


def search(page: Page) -> str:
    return str(page.evaluate("location.search"))


def test_it_is_opened_and_closed_by_its_buttons(page: Page) -> None:
    show(page, GATES)
    expect(lens(page)).to_be_hidden()
    whole = width(page)
    assert whole == width(page, ".score"), "the picture has all of the width"
    opener(page).press("Enter")
    expect(lens(page)).to_be_visible()
    assert place(page)[0] == position(page)
    assert width(page) < whole
    shut = page.get_by_role("button", name="Close this step", exact=True)
    expect(shut).to_be_focused()
    expect(shut).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="Close this step (Esc)").press("Enter")
    expect(lens(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
    expect(opener(page)).to_have_attribute("aria-expanded", "false")
    assert width(page) == whole


def test_a_cell_that_is_chosen_opens_it_and_escape_closes_it(page: Page) -> None:
    show(page, CELLS)
    expect(lens(page)).to_be_hidden()
    stave(page, "forget gate").click(position=cell_of(page, "forget gate", 4, 5))
    expect(lens(page)).to_be_visible()
    assert place(page) == (5, 6)
    page.keyboard.press("Escape")
    expect(lens(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(lens(page)).to_be_visible()
    page.keyboard.press("Space")  # it stays while the network reads
    expect(lens(page).locator(".where")).not_to_contain_text("pinned")
    expect(lens(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(lens(page)).to_be_hidden()
    page.keyboard.press(".")
    expect(page.get_by_role("region", name="This step taken apart")).to_be_visible()


def test_a_word_that_is_chosen_stays_where_it_is(page: Page) -> None:
    """The second click on it changes it."""
    show(page, GATES)
    page.locator(".row.tokens g.token").nth(3).click()
    expect(page.locator(".playhead")).to_have_class("playhead pinned")
    expect(lens(page)).to_be_hidden()


def test_it_stays_open_while_the_page_runs_again_and_is_in_the_link(page: Page) -> None:
    show(page, "/lstm?scene=gates&rows=forget_gate")
    opener(page).click()
    expect(lens(page).locator(".cover")).to_be_visible()
    page.get_by_role("radio", name="just show me").click()
    expect(lens(page).locator(".numbers")).to_be_visible()
    page.keyboard.press("Escape")
    expect(lens(page)).to_be_hidden()
    until(lambda: "lens=" not in search(page))
    page.keyboard.press("Enter")
    until(lambda: "lens=1" in search(page))
    at = place(page)
    page.reload()
    arrived(page)
    expect(lens(page)).to_be_visible()
    expect(lens(page).locator(".where")).to_contain_text("pinned")
    assert place(page) == at
    page.get_by_role("navigation", name="Scenes of this lesson").get_by_text("Who wrote the memory").click()
    expect(page.locator(".row.stave").filter(has_text="memory").first).to_be_visible()
    expect(lens(page)).to_be_hidden()


def test_where_a_scene_is_about_one_unit_it_stands_open(page: Page) -> None:
    for address in ("/lstm?scene=carousel&lstm_carousel_guess=show-me", "/own"):
        show(page, address)
        expect(lens(page)).to_be_visible()
        expect(page.get_by_role("button", name="this step (Esc)")).to_have_count(0)
        expect(opener(page)).to_have_count(0)
        page.keyboard.press("Escape")
        expect(lens(page)).to_be_visible()


def test_a_finger_opens_it(browser: Browser, server: RunningServer) -> None:
    with visitor(
        browser, server, viewport={"width": 1280, "height": 800}, has_touch=True, is_mobile=True
    ) as page:
        show(page, CELLS)
        for name in ("Open this step", "Close this step (Esc)"):
            button = page.get_by_role("button", name=name)
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
            button.tap()
        expect(lens(page)).to_be_hidden()
        stave(page, "forget gate").tap()
        expect(lens(page)).to_be_visible()


def test_where_there_is_no_room_beside_it_slides_up_from_below_when_it_is_asked_for(page: Page) -> None:
    """The score of a scene that has a column beside it, and a phone, where its heading is always there."""
    page.set_viewport_size({"width": 800, "height": 800})
    show(page, CELLS)
    expect(lens(page)).to_be_hidden()
    opener(page).click()
    expect(lens(page).locator(".body")).to_be_visible()
    lens(page).locator("header").click()
    expect(lens(page)).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(lens(page).locator("header")).to_be_visible()
    expect(lens(page).locator(".body")).to_be_hidden()
    expect(opener(page)).to_have_count(0)
