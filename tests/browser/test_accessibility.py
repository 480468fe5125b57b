"""axe and edges on every page and scene: in both themes, as a slide, in use; narrow and spaced."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pages._shell import story
from tests.browser.drawn import DRAWN, SLOW
from tests.browser.driver import PATIENCE
from tests.browser.edges import faint
from tests.browser.names import untold
from tests.browser.reading import press, sentence_field, until_right, visitor
from tests.running import ROOT, RunningServer

AXE = ROOT / "tests" / "stage" / "node_modules" / "axe-core" / "axe.min.js"
RULES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}

OTHERS = ["[data-testid=stSidebarNavItems]"]
"""Streamlit puts a `div` between the list of pages and its items: links in their order all the same."""

SETTLING = 10.0
"""Seconds in which pictures take on the colours of another theme."""

RUN = """async ([only, others]) => {
  const options = { runOnly: only, resultTypes: ['violations'] };
  const { violations } = await axe.run({ exclude: others }, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => [id, one.html, one.failureSummary]));
}"""
DRESSED = """(dark) => {
  const { backgroundColor } = getComputedStyle(document.querySelector('[data-testid=stApp]'));
  const moves = document.getAnimations().some(({ playState }) => playState === 'running');
  return (backgroundColor === 'rgb(17, 21, 29)') === dark && !moves;
}"""


def violations(page: Page, only: dict[str, Any]) -> list[str]:
    """Return what axe finds wrong, each once."""
    found = page.evaluate(RUN, [only, OTHERS])
    return sorted({": ".join((rule, html[:160], " ".join(why.split()))) for rule, html, why in found})


def themes(page: Page) -> None:
    """Look in both themes, and end in the light one."""
    for scheme, only in RULES.items():
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(DRESSED, arg=scheme == "dark")
        until_right(partial(violations, page, only), SETTLING)
        until_right(partial(faint, page), SETTLING)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(DRESSED, arg=False)


def slides(page: Page) -> None:
    """Look at the scene as a slide, in the usual palette and in that of a bright room."""
    page.get_by_role("button", name="Slides", exact=True).click()
    expect(page.locator("html.slides")).to_have_count(1)
    until_right(partial(violations, page, RULES["light"]), SETTLING)
    page.keyboard.press("p")
    expect(page.locator("html.slides-projector")).to_have_count(1)
    until_right(partial(violations, page, RULES["dark"]), SETTLING)
    page.keyboard.press("p")
    page.keyboard.press("f")
    expect(page.locator("html.slides")).to_have_count(0)


WIDTHS = (1280, 390, 320)
CUT = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const roots = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  const row = roots.map((one) => one.shadowRoot?.querySelector('.scenes-row')).find(Boolean);
  const cut = [...(row?.querySelectorAll('a, button') ?? [])].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return right > innerWidth + 1 || left < -1;
  });
  const wide = main.scrollWidth > main.clientWidth + 1 ? [`the page: ${main.scrollWidth} px`] : [];
  return [...wide, ...cut.map((one) => `${one.textContent}: cut`)];
}"""
"""What is wider than the window, and which scenes or tools of the strip stand out of it."""

SPACING = """p { margin-bottom: 2em !important }
*, ::before, ::after { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important }"""
SPACE = """(css) => {
  for (const one of document.querySelectorAll('*')) {
    const style = Object.assign(document.createElement('style'), { textContent: css });
    if (one.shadowRoot) one.shadowRoot.append(style);
  }
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
}"""
UNSPACE = """(css) => {
  const within = (root) => [...root.querySelectorAll('style')].filter((one) => one.textContent === css);
  const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean);
  for (const one of [document, ...roots].flatMap(within)) one.remove();
}"""
HIDDEN = """() => {
  const labels = '[data-testid=stMain] :is(button, [data-testid=stWidgetLabel])';
  return [...document.querySelectorAll(labels)].flatMap((one) => {
    const words = one.querySelector('[data-testid=stMarkdownContainer] p');
    if (!words?.textContent || getComputedStyle(words.parentElement).clipPath !== 'none') return [];
    const range = document.createRange();
    range.selectNodeContents(words);
    const [box, inside] = [one.getBoundingClientRect(), range.getBoundingClientRect()];
    const out = Math.max(box.top - inside.top, inside.bottom - box.bottom, inside.right - box.right);
    return out > 2 ? [`${words.textContent}: ${Math.round(out)} px beyond its control`] : [];
  });
}"""
"""Which labels of controls stand beyond them: these cut what is not within."""


def narrow(page: Page) -> None:
    """Look at the scene in narrower windows, down to 1280 px at 400 %: nothing is wider than these."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        until_right(lambda: list(page.evaluate(CUT)), SETTLING)
    page.set_viewport_size({"width": 1280, "height": 800})


def spaced(page: Page) -> None:
    """Look at the scene with the spaces that WCAG 1.4.12 names: no label is cut, the page is no wider."""
    page.evaluate(SPACE, SPACING)
    until_right(lambda: [*page.evaluate(CUT), *page.evaluate(HIDDEN)], SETTLING)
    page.evaluate(UNSPACE, SPACING)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing; npm ci --prefix tests/stage brings it")
@pytest.mark.parametrize("lesson", story.PAGES, ids=lambda lesson: lesson.name)
def test_axe_finds_nothing(browser: Browser, server: RunningServer, lesson: story.Page) -> None:
    answers = {f"{lesson.name}_{scene.name}_guess": "show-me" for scene in lesson.scenes}
    with visitor(browser, server, reduced_motion="reduce") as page:
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"/{lesson.name if lesson.name != 'home' else ''}?{urlencode(answers)}")
        for scene in lesson.scenes or (None,):
            if scene and scene != lesson.scenes[0]:
                page.get_by_role("navigation", name="Scenes of this lesson").get_by_text(scene.title).click()
                expect(page).to_have_url(re.compile(f"scene={scene.name}"))
            page.wait_for_function(DRAWN, arg=scene is not None and scene.name in SLOW.get(lesson.name, ()))
            if not page.evaluate("'axe' in window"):
                page.evaluate(AXE.read_text(encoding="utf-8"))
            themes(page)
            spaced(page)
            if scene and scene.name not in SLOW.get(lesson.name, ()):
                until_right(partial(untold, page, f"{lesson.name}/{scene.name}"), SETTLING)
            if scene:
                narrow(page)
                slides(page)


def opened(page: Page, name: str) -> None:
    """Look at what a button of the scene's tools opens, and close it."""
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    dialogue = page.get_by_role("dialog", name=re.compile(f"^{name}"))
    expect(dialogue).to_be_visible()
    themes(page)
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing; npm ci --prefix tests/stage brings it")
@pytest.mark.timeout(600)  # it trains networks, and looks nine times
def test_axe_finds_nothing_after_what_readers_do(page: Page) -> None:
    """Answer, type, open a number, hold a gate, open cards, menus and dialogues, draw on a slide."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/lstm?weights=untrained&lens=1")
    trained = 3 * PATIENCE * 1000
    expect(page.locator(".score .transport")).to_be_visible(timeout=trained)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    themes(page)  # not answered
    page.get_by_role("radio", name="just show me").click()
    expect(page.get_by_text(re.compile("^Measured"))).to_be_visible(timeout=trained)
    sentence_field(page).fill("the cat xyzzy sat on the mat")
    expect(page.locator(".row.tokens")).to_contain_text("xyzzy")
    press(page, "ArrowRight", "Enter")
    page.get_by_role("slider", name=re.compile("held by hand")).first.press("End")
    expect(page.locator(".held li button")).to_have_count(1)
    themes(page)
    page.locator(".score .key.help").click()
    themes(page)
    page.keyboard.press("Escape")
    page.locator(".score summary").get_by_text("⤓").click()
    themes(page)
    page.keyboard.press("Escape")
    opened(page, "Take it home")
    opened(page, "Set up a link")
    page.get_by_role("button", name="Slides", exact=True).click()
    expect(page.locator("html.slides")).to_have_count(1)
    page.keyboard.press("d")
    page.mouse.move(300, 500)
    page.mouse.down()
    page.mouse.move(500, 560, steps=4)
    page.mouse.up()
    page.keyboard.press("r")
    themes(page)
    page.keyboard.press("d")
    page.keyboard.press("?")
    themes(page)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing; npm ci --prefix tests/stage brings it")
def test_axe_finds_nothing_in_a_class(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/unrolled?scene=loop")
    page.get_by_role("button", name="Class", exact=True).click()
    expect(page.get_by_role("region", name="Room of the class")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    themes(page)


def ground(one: Locator) -> str:
    return str(one.evaluate("one => getComputedStyle(one).backgroundColor"))


def test_in_forced_colours_what_is_chosen_shows_it_and_pictures_keep_their_own(
    browser: Browser, server: RunningServer
) -> None:
    with visitor(browser, server, forced_colors="active", reduced_motion="reduce") as page:
        page.set_default_timeout(PATIENCE * 1000)
        page.goto("/words?words_ids_guess=show-me")
        bars = page.locator(".picture i")
        expect(bars.first).to_be_visible()
        answers = page.get_by_role("radio", name="just show me").locator("..").get_by_role("radio")
        chosen, other = answers.and_(page.locator("[aria-checked=true]")), answers.first
        assert ground(chosen) != ground(other)
        scenes = page.get_by_role("navigation", name="Scenes of this lesson").get_by_role("link")
        assert ground(scenes.first) != ground(scenes.nth(1))
        words = page.locator(".picture button[aria-pressed]")
        pressed = words.and_(page.locator("[aria-pressed=true]")).first
        assert pressed.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground(bars.first) not in (canvas, "rgba(0, 0, 0, 0)")
        for button in page.locator(".home-open, .present").all():
            assert button.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
