"""Slide mode: one scene in the whole window, its keys, its tools, and what of it reaches the server."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from pages._shell import story
from tests.browser.driver import PATIENCE
from tests.browser.reading import Traffic, visitor
from tests.running import RunningServer

PROJECTOR, LAPTOP = (1920, 1080), (1280, 720)
OLD = (1024, 768)
LEAST = {PROJECTOR: 18.0, LAPTOP: 12.0, OLD: 10.0}
"""The smallest text, px, that a window may show: in a small one a picture is made smaller, to fit."""

DRAWN = """(scene) => {
  const there = document.querySelector('[data-stale=true], [data-testid=stStatusWidget]') === null;
  const said = new URL(location.href).searchParams.get('scene') ?? '';
  const hosts = [...document.querySelectorAll('.st-key-scene [data-testid=stBidiComponentIsolated]')];
  return there && said === scene && hosts.some(({ shadowRoot }) =>
    shadowRoot?.querySelector('.picture > *, .score, .figure, .waiting'));
}"""
SEEN = """() => new Promise((settled) => {
  const rest = () => setTimeout(grown, 700);
  const grown = () => document.documentElement.classList.contains('slides-growing') ? rest() : settled();
  rest();
}).then(() => {
  const sizes = [];
  const seen = { opacityProperty: true, visibilityProperty: true };
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      const nothing = element.closest('style, title, desc, script, .spoken');
      if (!text || nothing || !element.checkVisibility(seen)) continue;
      const { width, bottom, right } = element.getBoundingClientRect();
      if (width <= 1 || bottom < 0) continue;
      const drawing = element.ownerSVGElement;
      const inside = drawing?.viewBox.baseVal?.width;
      const zoom = element.currentCSSZoom;
      const scale = inside ? drawing.getBoundingClientRect().width / inside : zoom;
      const size = parseFloat(getComputedStyle(element).fontSize) * scale;
      sizes.push([size, element.textContent.trim().slice(0, 40), right]);
    }
  };
  walk(document);
  sizes.sort(([one], [other]) => one - other);
  const beside = sizes.filter(([, , right]) => right > innerWidth + 1).map(([, text]) => text);
  const main = document.querySelector('[data-testid=stMain]');
  const beyond = [main.scrollWidth - main.clientWidth, main.scrollHeight - main.clientHeight];
  return [sizes[0], beyond, beside];
})"""
"""The smallest text in view, px; by how much the page is larger than the window; texts beside it."""


def drawn(page: Page, scene: str) -> None:
    """Wait until the picture of a scene stands, or what says that its networks are being trained."""
    page.wait_for_function(DRAWN, arg=scene)


def present(page: Page, address: str) -> None:
    """Go to a scene in slide mode."""
    page.goto(address)
    expect(page.locator("html.slides")).to_have_count(1)


LESSONS = [lesson for lesson in story.PAGES if lesson.scenes]


@pytest.mark.parametrize("window", LEAST, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_clicker_goes_through_all_scenes_and_each_can_be_read_and_fits(
    browser: Browser, server: RunningServer, lesson: story.Page, window: tuple[int, int]
) -> None:
    """On a small window a high scene may scroll, never sideways."""
    answers = {f"{lesson.name}_{scene.name}_guess": "show-me" for scene in lesson.scenes}
    with visitor(browser, server, reduced_motion="reduce") as page:
        page.set_default_timeout(PATIENCE * 1000)
        page.set_viewport_size({"width": window[0], "height": window[1]})
        present(page, f"/{lesson.name}?{urlencode({'present': '1', **answers})}")
        wrong = []
        for at, scene in enumerate(lesson.scenes):
            if at:
                page.keyboard.press("PageDown")
            drawn(page, scene.name if at else "")
            (size, text, _), (wider, higher), beside = page.evaluate(SEEN)
            fits = wider <= 1 and not beside and (higher <= 1 or window != PROJECTOR)
            if size < LEAST[window] - 0.05 or not fits:
                wrong.append((scene.name, size, text, wider, higher, beside))
        assert wrong == []


def test_keys_of_an_instructor(page: Page) -> None:
    page.goto("/words")
    drawn(page, "")
    header, button = page.get_by_test_id("stHeader"), page.get_by_role("button", name="Slides", exact=True)
    expect(button).to_be_visible()
    page.keyboard.press("f")
    expect(header).to_be_hidden()
    expect(button).to_be_hidden()
    page.wait_for_function("new URL(location.href).searchParams.get('present') === '1'")
    page.keyboard.press("b")
    blank = page.get_by_role("button", name="The screen is blank")
    expect(blank).to_be_visible()
    page.keyboard.press("f")
    expect(blank).to_be_hidden()
    expect(header).to_be_hidden()
    page.keyboard.press("c")  # Streamlit would ask whether to clear its cache
    page.keyboard.press("?")
    keys = page.locator(".slides-tools .keys")
    expect(keys).to_contain_text("colours for a bright room")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("2")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("n")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("PageDown")
    drawn(page, story.page("words").scenes[1].name)
    expect(header).to_be_hidden()
    page.keyboard.press("Escape")
    expect(header).to_be_visible()
    page.wait_for_function("!new URL(location.href).searchParams.has('present')")


def test_n_shows_the_result_without_an_answer(page: Page) -> None:
    present(page, "/words?present=1")
    drawn(page, "")
    page.keyboard.press("n")
    expect(page.get_by_role("radio").last).to_be_checked()


def test_keys_in_a_field_belong_to_the_field(page: Page) -> None:
    page.goto("/words")
    page.get_by_role("textbox", name="Sentence: your own words").click()
    page.keyboard.press("f")
    expect(page.get_by_test_id("stHeader")).to_be_visible()


def test_slides_pen_rows_palette_and_a_blank_screen_send_nothing(
    browser: Browser, server: RunningServer
) -> None:
    with visitor(browser, server) as page:
        page.set_default_timeout(PATIENCE * 1000)
        traffic = Traffic()
        page.on("websocket", traffic.listen)
        page.goto("/lstm?weights=untrained&rows=forget_gate,input_gate&lstm_gates_guess=show-me")
        rows = page.locator(".score .row.stave > [role=img]")
        expect(rows.first).to_be_visible()
        drawn(page, "")
        before = len(traffic.sent)
        page.keyboard.press("f")
        expect(page.get_by_test_id("stHeader")).to_be_hidden()
        many = rows.count()
        page.keyboard.press("r")
        expect(rows.filter(visible=True)).to_have_count(1)
        for there in range(2, many + 1):
            page.keyboard.press("r")
            expect(rows.filter(visible=True)).to_have_count(there)
        page.locator(".row.stave .title").first.click()
        expect(rows.filter(visible=True)).to_have_count(many - 1)
        page.locator(".row.stave .title").first.click()
        expect(rows.filter(visible=True)).to_have_count(many)
        lines = page.locator(".pen path")
        page.keyboard.press("d")
        page.mouse.move(300, 300)
        page.mouse.down()
        page.mouse.move(500, 400, steps=5)
        page.mouse.up()
        expect(lines).to_have_count(1)
        page.keyboard.press("e")
        page.mouse.move(400, 350)
        page.mouse.down()
        page.mouse.up()
        expect(lines).to_have_count(0)
        page.keyboard.press("z")
        expect(lines).to_have_count(1)
        page.keyboard.press("e")
        page.keyboard.press("p")
        expect(page.locator("html.slides-projector")).to_have_count(1)
        page.wait_for_function("new URL(location.href).searchParams.get('palette') === 'projector'")
        page.keyboard.press("b")
        page.keyboard.press("b")
        page.keyboard.press("f")
        expect(page.get_by_test_id("stHeader")).to_be_visible()
        expect(lines).to_have_count(0)
        assert traffic.sent[before:] == []


def test_a_presenter_has_notes_in_a_window_of_their_own_and_steps_both(page: Page) -> None:
    present(page, "/words?present=1")
    drawn(page, "")
    with page.expect_popup() as opened:
        page.keyboard.press("v")
    notes = opened.value
    expect(notes.locator(".place")).to_have_text("Scene 1 of 5 · Words as ids")
    expect(notes.locator("main")).to_contain_text("Ids are names, not sizes")
    expect(notes.locator("main")).not_to_contain_text("Wrong answers")
    notes.keyboard.press("1")
    expect(page.get_by_role("radio").first).to_be_checked()
    expect(notes.locator("main")).to_contain_text("Rightequally farWrong answersnearerfurther away")
    expect(notes.locator("main")).to_contain_text("One-hot times matrix")
    notes.keyboard.press("PageDown")
    expect(notes.locator(".place")).to_have_text("Scene 2 of 5 · Which words stand near which")
    page.wait_for_function("new URL(location.href).searchParams.get('scene') === 'counts'")
    expect(notes.locator("main")).to_contain_text("Short of time?")


def test_a_presenter_goes_on_after_reloads_and_hears_when_a_window_is_gone(page: Page) -> None:
    present(page, "/words?present=1")
    drawn(page, "")
    with page.expect_popup() as opened:
        page.keyboard.press("v")
    notes = opened.value
    place = notes.locator(".place")
    expect(place).to_have_text("Scene 1 of 5 · Words as ids")
    early = 60_000 * 7
    notes.evaluate("early => { document.documentElement.dataset.begun -= early }", early)
    page.reload()
    expect(place).to_have_text("Scene 1 of 5 · Words as ids")
    expect(notes.locator(".clock")).to_have_text(re.compile(r"^[7-9]:|^\d\d:"))
    notes.evaluate("location.reload()")
    expect(place).to_have_text("Scene 1 of 5 · Words as ids")
    expect(notes.locator(".clock")).to_have_text(re.compile(r"^[7-9]:|^\d\d:"))
    notes.close()
    expect(page.get_by_text("The presenter's window is closed. V opens it again.")).to_be_attached()
    with page.expect_popup() as again:
        page.keyboard.press("v")
    expect(again.value.locator(".place")).to_have_text("Scene 1 of 5 · Words as ids")
    page.goto("about:blank")
    expect(again.value.get_by_role("alert")).to_contain_text("The slides are away")
