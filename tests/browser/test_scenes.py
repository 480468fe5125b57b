"""A lesson in scenes, as one goes through it: strip, keys, wheel, button, address, what was seen."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pages._shell import story
from pages._shell.lesson.frame import prose
from tests.browser.reading import visitor
from tests.running import RunningServer

SCENES = story.page("shapes").scenes
CLAIM = prose("shapes/tags")["heading"]


def strip(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Scenes of this lesson")


def heading(page: Page) -> Locator:
    return page.get_by_test_id("stHeading").locator("h2").first


def arrived(page: Page, at: int) -> None:
    """Wait until a scene is in sight: in the strip, as the heading, and in the address."""
    expect(strip(page).locator("[aria-current=step]")).to_contain_text(SCENES[at].title)
    expect(strip(page).locator("[aria-current]")).to_have_count(1)
    expect(heading(page)).to_have_text(SCENES[at].title)
    page.wait_for_function(
        "scene => new URL(location.href).searchParams.get('scene') === scene",
        arg=SCENES[at].name if at else None,
    )


def open_at(page: Page, at: int) -> None:
    page.goto(f"/shapes?scene={SCENES[at].name}" if at else "/shapes")
    arrived(page, at)


def position(page: Page, where: str = "scrollTop") -> float:
    return float(page.get_by_test_id("stMain").evaluate(f"main => main.{where}"))


def rest(page: Page) -> None:
    """Wait until a scene has been there so long that going on counts again."""
    page.evaluate("() => new Promise((rested) => setTimeout(rested, 700))")


def test_strip_keys_and_button_lead_through_the_scenes_and_back(page: Page) -> None:
    open_at(page, 0)
    strip(page).get_by_text(SCENES[2].title).click()
    arrived(page, 2)
    page.keyboard.press("PageUp")
    arrived(page, 1)
    page.keyboard.press("PageDown")
    arrived(page, 2)
    page.get_by_role("button", name=f"Next: {SCENES[3].title}").click()
    arrived(page, 3)
    for _ in range(2):
        page.keyboard.press("PageDown")
        arrived(page, 4)
    page.go_back()
    arrived(page, 3)
    page.go_back()
    arrived(page, 2)
    page.go_forward()
    arrived(page, 3)


def test_a_key_that_is_pressed_twice_in_a_hurry_goes_on_by_two(page: Page) -> None:
    open_at(page, 1)
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    arrived(page, 3)
    page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    arrived(page, 3)


def test_what_was_seen_has_a_tick_and_is_kept_in_this_browser(page: Page) -> None:
    open_at(page, 2)
    page.keyboard.press("PageDown")
    arrived(page, 3)
    kept = page.evaluate("localStorage.getItem('unrolled-seen')")
    names = [scene.name for scene in SCENES]
    assert [name for name in json.loads(kept)["shapes"] if name in names] == ["tags", "bottleneck"]
    marks = strip(page).locator(".scenes-number").all_inner_texts()
    assert marks == ["1", "2", "✓", "4", "5"]
    page.reload()
    arrived(page, 3)
    assert strip(page).locator(".scenes-number").all_inner_texts() == marks


def test_going_on_at_the_end_of_the_page_leads_to_the_next_scene_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    open_at(page, 2)
    expect(page.locator(".panels")).to_be_visible()
    rest(page)
    page.mouse.move(640, 300)
    for _ in range(8):
        page.mouse.wheel(0, 100)
    page.wait_for_function(
        """() => {
          const main = document.querySelector('[data-testid=stMain]');
          return main.scrollHeight - main.clientHeight - main.scrollTop <= 1;
        }"""
    )
    rest(page)
    arrived(page, 2)  # what brought the page to its end does not count
    page.mouse.wheel(0, 120)
    page.mouse.wheel(0, 130)
    arrived(page, 3)
    assert position(page) == 0
    rest(page)
    page.mouse.wheel(0, -100)
    rest(page)
    arrived(page, 3)  # a little is not enough
    page.mouse.wheel(0, -130)
    page.mouse.wheel(0, -120)
    arrived(page, 2)


def test_keys_in_a_field_belong_to_the_field(page: Page) -> None:
    open_at(page, 2)
    field = page.get_by_role("textbox", name="Sentence: your own words")
    field.click()
    page.keyboard.press("PageDown")
    page.keyboard.press("End")
    page.keyboard.type(" x")
    expect(field).to_have_value("one day teddy roosevelt was here near the river x")
    expect(strip(page).locator("[aria-current=step]")).to_contain_text(SCENES[2].title)


def test_the_claim_stands_only_after_the_answer_and_all_fits(page: Page) -> None:
    open_at(page, 2)
    picture = page.locator(".panels")
    expect(picture).to_contain_text("Answer first")
    expect(page.get_by_text(CLAIM)).to_have_count(0)
    answers = page.get_by_role("radio")
    names, places = answers.all_inner_texts(), [one.bounding_box() for one in answers.all()]
    page.get_by_role("radio", name="about half").click()
    expect(heading(page)).to_have_text(CLAIM)
    expect(page.get_by_role("radio", name="about half (right)")).to_be_checked()
    expect(page.get_by_role("radio", name="(right)")).to_have_count(1)
    assert answers.all_inner_texts() == names
    assert [one.bounding_box() for one in answers.all()] == places, "the mark moves nothing"
    expect(picture.locator("svg")).to_be_visible()
    expect(page.get_by_text("You said about half.")).to_contain_text("As predicted")
    page.wait_for_function("location.search.includes('shapes_tags_guess=half')")
    assert parse_qs(urlsplit(page.evaluate("location.href")).query)["scene"] == ["tags"]
    box = picture.bounding_box()
    assert box is not None
    assert position(page) == 0
    assert box["y"] + box["height"] <= 800, "title, strip, question and picture are seen at once"


@pytest.mark.parametrize("key", ["ctrlKey", "metaKey", "shiftKey", "altKey"])
def test_with_another_key_held_it_is_the_browser_s(page: Page, key: str) -> None:
    open_at(page, 1)
    page.evaluate(
        """held => document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, [held]: true }))""",
        key,
    )
    page.keyboard.press("PageUp")
    arrived(page, 0)


def test_on_a_phone_every_answer_is_in_sight_with_its_tick_and_large_enough_for_a_finger(
    browser: Browser, server: RunningServer
) -> None:
    phone = {"width": 390, "height": 844}
    with visitor(browser, server, viewport=phone, has_touch=True, is_mobile=True) as page:
        page.goto("/words?scene=ids&words_ids_guess=show-me")
        answers = page.locator(".st-key-words_ids_guess button")
        expect(answers).to_have_count(4)
        expect(page.locator(".picture.onehot")).to_be_visible()
        boxes = [box for box in (one.bounding_box() for one in answers.all()) if box]
        assert len(boxes) == 4
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= phone["width"] for box in boxes)
        assert len({round(box["y"]) for box in boxes}) > 1, (
            "they do not fit one line, and none is scrolled to"
        )
        assert min(box["height"] for box in boxes) >= 44
        ticks = answers.evaluate_all("all => all.map((one) => getComputedStyle(one, '::after').content)")
        assert [tick.startswith('"✓"') for tick in ticks] == [False, True, False, False]


LESSONS = [one.name for one in story.PAGES if one.scenes]
HEAD = """() => {
  const box = (one) => one.getBoundingClientRect();
  const all = [...document.querySelectorAll('*')];
  const root = all.find((one) => one.shadowRoot?.querySelector('.scenes-row'));
  const links = [...root.shadowRoot.querySelectorAll('.scenes a')].map(box);
  const tools = box(root.shadowRoot.querySelector('.scenes-tools'));
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('.st-key-lesson_title p'));
  const near = [...words.getClientRects(), box(document.querySelector('.st-key-reset')), ...links];
  const over = near.filter((one) => one.left < tools.right - 1 && one.right > tools.left + 1 &&
    one.top < tools.bottom - 1 && one.bottom > tools.top + 1);
  return {
    rows: new Set(links.map(({ top }) => Math.round(top / 8))).size,
    over: over.length,
    out: [...links, tools].filter(({ left, right }) => left < 0 || right > innerWidth).length,
    heading: Math.round(box(document.querySelector('.st-key-scene h2')).top),
  };
}"""
"""How many rows the scenes take, what lies over the tools or out of the window, where the heading begins."""


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_laptops_window_is_for_the_picture(page: Page, lesson: str) -> None:
    """Title, scenes and tools take two rows of 1280 x 800, whatever a lesson has of them."""
    page.goto(f"/{lesson}")
    expect(heading(page)).to_be_visible()
    expect(strip(page).locator("a").last).to_be_visible()
    head = page.evaluate(HEAD)
    assert (head["rows"], head["over"], head["out"]) == (1, 0, 0)
    assert head["heading"] < 200
