"""The path on the first page: links to every lesson, ticks where one has been, two ways through."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from pages._shell.story import PAGES, ways
from tests.browser.reading import until, visitor
from tests.running import RunningServer

REFUSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("storage is off", "SecurityError"); },
});"""
TICK = re.compile("seen:")


def path(page: Page) -> Locator:
    """Open the first page and return its path."""
    page.goto("/")
    found = page.get_by_role("navigation", name="Lessons")
    expect(found.get_by_role("link")).to_have_count(len(PAGES) - 1)
    return found


def addresses(found: Locator) -> list[str]:
    """Return where the links of a path lead."""
    hrefs: list[str] = found.get_by_role("link").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    return hrefs


def link_to(found: Locator, name: str) -> Locator:
    (one,) = [page for page in PAGES if page.name == name]
    return found.get_by_role("link", name=one.title)


def test_every_page_is_a_real_link_that_a_finger_can_hit_on_a_phone(
    browser: Browser, server: RunningServer
) -> None:
    with visitor(
        browser, server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as page:
        found = path(page)
        links = found.get_by_role("link")
        assert addresses(found) == [f"./{one.name}" for one in PAGES[1:]]
        boxes = links.evaluate_all("links => links.map(link => link.getBoundingClientRect().toJSON())")
        assert all(box["height"] >= 44 and 0 <= box["left"] < box["right"] <= 390 for box in boxes)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_click_with_the_middle_button_opens_a_tab(page: Page) -> None:
    with page.context.expect_page() as opened:
        link_to(path(page), "by_hand").click(button="middle")
    expect(opened.value).to_have_url(re.compile("/by_hand$"))
    opened.value.close()


def test_where_one_has_been_stands_a_tick(page: Page) -> None:
    found = path(page)
    expect(found.get_by_role("link", name=TICK)).to_have_count(0)
    link_to(found, "by_hand").click()
    expect(page.locator(".byhand [role=grid]").first).to_be_visible()
    page.go_back()
    expect(link_to(found, "by_hand")).to_have_accessible_name(TICK)
    expect(found.get_by_role("link", name=TICK)).to_have_count(1)
    page.reload()
    expect(link_to(found, "by_hand")).to_have_accessible_name(TICK)


def test_what_another_tab_has_seen_is_ticked_at_once(page: Page) -> None:
    found = path(page)
    other = page.context.new_page()
    other.goto("/by_hand")
    expect(link_to(found, "by_hand")).to_have_accessible_name(TICK)


def test_a_browser_that_refuses_storage_shows_no_ticks(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server) as page:
        page.add_init_script(REFUSED)
        found = path(page)
        link_to(found, "by_hand").click()
        expect(page.locator(".byhand [role=grid]").first).to_be_visible()
        page.go_back()
        expect(found.get_by_role("link")).to_have_count(len(PAGES) - 1)
        expect(found.get_by_role("link", name=TICK)).to_have_count(0)


def test_what_somebody_wrote_into_the_storage_is_no_reason_to_fail(page: Page) -> None:
    for kept in ("{", "7", "null", '["lstm"]', '{"by_hand": 3, "train": ["<b>"]}'):
        path(page)
        page.evaluate("kept => localStorage.setItem('unrolled-seen', kept)", kept)
        expect(path(page).get_by_role("link", name=TICK)).to_have_count(0)


def test_two_ways_lead_through_the_scenes_and_go_on_where_one_left(page: Page) -> None:
    found = path(page)
    for way in ways():
        key = page.get_by_role("button", name=f"{way.minutes} minutes")
        key.press("Enter")
        expect(key).to_have_attribute("aria-pressed", "true")
        expect(key).to_be_focused()
        expect(page.get_by_text(way.about)).to_be_visible()
        wanted = [(one.name, f"?scene={scene.name}" if scene else "") for one, scene in way.stops]
        assert addresses(found) == [f"./{name}{scene}" for name, scene in wanted]
    page.get_by_role("button", name="10 minutes").click()
    first, second = ways()[0].stops[:2]
    begin = page.get_by_role("link", name=re.compile("Begin with"))
    expect(begin).to_have_attribute("href", re.compile(rf"^\./{first[0].name}\b"))
    begin.click()
    expect(page).to_have_url(re.compile(f"/{first[0].name}"))
    scene = first[1]
    assert scene is not None
    seen = "JSON.parse(localStorage.getItem('unrolled-seen') ?? '{}')"
    until(lambda: bool(page.evaluate(f"{seen}['{first[0].name}']?.includes('{scene.name}')")))
    page.go_back()
    expect(page.get_by_role("button", name="10 minutes")).to_have_attribute("aria-pressed", "true")
    on = page.get_by_role("link", name=re.compile("Go on with"))
    expect(on).to_have_attribute("href", re.compile(rf"^\./{second[0].name}\b"))
    expect(found.get_by_role("link", name=TICK)).to_have_count(1)
