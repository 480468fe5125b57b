"""How it looks and moves elsewhere: phone, lecture hall, dark, less motion, long sentences, hostile text."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from urllib.parse import quote_plus

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.text import tokenize
from tests.browser.reading import (
    ALL_SIGNALS,
    answer,
    arrived,
    pixels,
    place,
    position,
    press,
    sentence_field,
    show,
    stave,
    until,
    until_right,
    visitor,
    words,
)
from tests.running import RunningServer

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
HALL = ViewportSize(width=1920, height=1080)
DARK = "rgb(17, 21, 29)"
LIGHT = "rgb(255, 255, 255)"
LONG = " ".join(f"the film number {n} was good but" for n in range(40))
MARKUP = (
    "<img src=x onerror=alert(1)> </text><script>alert(2)</script> &lt;b&gt; [a](javascript:alert(3)) the"
)
ADDRESSES = ("/", "/unrolled", "/lstm", "/gradients", "/train")

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BOXES = "texts => texts.map(text => { const b = text.getBoundingClientRect(); return [b.left, b.right]; })"


def token_boxes(page: Page) -> list[list[float]]:
    boxes: list[list[float]] = page.locator(".row.tokens g.token > text:first-child").evaluate_all(BOXES)
    return boxes


def no_overlap(page: Page) -> None:
    for (_, right), (left, _) in pairwise(token_boxes(page)):
        assert right <= left + 0.5


def settled(page: Page, address: str) -> None:
    """Go to a page and wait for its picture."""
    page.goto(address)
    if address == "/train":
        expect(page.get_by_text("Nothing has been trained here yet")).to_be_visible()
    else:
        arrived(page)


def test_no_page_is_wider_than_the_screen(page: Page) -> None:
    for address in ADDRESSES:
        page.set_viewport_size({"width": 1280, "height": 800})
        settled(page, address)
        for width in (1280, 1920, 760):
            page.set_viewport_size({"width": width, "height": 900})
            until(lambda: page.evaluate(OVERFLOW) <= 0)
            no_overlap(page)


def test_no_page_is_wider_than_a_phone(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        for address in ADDRESSES:
            settled(page, address)
            assert page.evaluate(OVERFLOW) <= 0, address
            no_overlap(page)


def test_the_lens_is_a_drawer_on_a_phone(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=3&u=2")
        header, body = page.locator(".lens header"), page.locator(".lens .body")
        expect(body).to_be_hidden()
        header.tap()
        expect(body).to_be_visible()
        assert place(page) == (3, 2)
        page.get_by_role("button", name="One word on (→)").tap()
        assert place(page) == (4, 2)
        header.tap()
        expect(body).to_be_hidden()
        page.locator(".lens header").focus()
        page.keyboard.press("Enter")
        expect(body).to_be_visible()
        for button in page.locator(".transport .key:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 40, "large enough for a finger"
        page.locator(".lens header").tap()
        expect(body).to_be_hidden()
        stave(page, "hidden state").tap()
        expect(page.locator(".lens .where")).to_contain_text("pinned")


def test_a_lecture_hall_can_read_it(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, viewport=HALL) as page:
        show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&lens=1")
        size = page.locator(".row.tokens text").first.evaluate(
            "text => parseFloat(getComputedStyle(text).fontSize)"
        )
        assert size >= 17
        sheet, lens = page.locator(".scroller").bounding_box(), page.locator(".lens").bounding_box()
        assert sheet is not None
        assert lens is not None
        assert lens["x"] >= sheet["x"] + sheet["width"], "the lens stands beside the score"


SIZES = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const { width } = element.getBoundingClientRect();
      const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      const nothing = ["STYLE", "TITLE", "tspan"].includes(element.tagName);
      const unseen = nothing || width <= 1 || !element.checkVisibility();
      if (!root.host || !text || unseen) continue;
      const drawing = element.ownerSVGElement;
      const inside = drawing?.viewBox.baseVal?.width;
      const scale = inside ? drawing.getBoundingClientRect().width / inside : 1;
      found.push([parseFloat(getComputedStyle(element).fontSize) * scale, element.textContent.trim()]);
    }
  };
  walk(document);
  return found;
}"""
"""All text on the stage with its size on the screen; superscripts of Plotly's powers of ten are smaller."""
ENLARGE = "document.documentElement.style.setProperty('--type', '1.5rem')"


def has_texts(page: Page) -> bool:
    return len(page.evaluate(SIZES)) > 80


def not_larger(page: Page, size: float) -> list[float]:
    """Return the smallest text if it has not this size."""
    smallest = min(found for found, _ in page.evaluate(SIZES))
    return [] if smallest == pytest.approx(size, rel=0.01) else [smallest]


def test_no_text_is_too_small_to_read_and_all_of_it_follows_the_base(
    browser: Browser, server: RunningServer
) -> None:
    for settings in ({}, PHONE):
        with visitor(browser, server, **settings) as page:
            address = f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=3&u=2&lens=1"
            show(page, address)
            if settings:
                page.locator(".lens header").tap()
            expect(page.locator(".lens .body")).to_be_visible()
            until(partial(has_texts, page))
            sizes = page.evaluate(SIZES)
            assert [text for size, text in sizes if size < 12] == []
            usual = min(size for size, _ in sizes)
            page.evaluate(ENLARGE)
            page.set_viewport_size({"width": 1800, "height": 900})  # it is drawn anew
            until(lambda: page.locator(".lens").evaluate("lens => !lens.matches('.drawer')"))
            arrived(page)
            until_right(partial(not_larger, page, 1.5 * usual))
            no_overlap(page)
            lens, table = (page.locator(name).bounding_box() for name in (".lens", ".lens .numbers"))
            assert lens is not None
            assert table is not None
            assert table["x"] + table["width"] <= lens["x"] + lens["width"]


def test_light_and_dark_follow_the_system_while_the_cursor_stays(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=4&u=5")
    ground = "element => getComputedStyle(element).backgroundColor"
    tokens = page.locator(".row.tokens")
    assert tokens.evaluate(ground) == LIGHT
    light = pixels(page, "forget gate")
    page.emulate_media(color_scheme="dark")
    until(lambda: tokens.evaluate(ground) == DARK)
    until(lambda: not np.array_equal(pixels(page, "forget gate"), light))
    assert place(page) == (4, 5)
    expect(page.locator(".score")).to_have_count(1)
    page.emulate_media(color_scheme="light")
    until(lambda: np.array_equal(pixels(page, "forget gate"), light))


def test_a_dark_page_is_dark_from_the_first_moment(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, color_scheme="dark") as page:
        show(page, "/unrolled")
        colours = page.locator(".row.tokens").evaluate(
            "row => [getComputedStyle(row).backgroundColor, row.querySelector('text').getAttribute('fill')]"
        )
        assert colours == [DARK, "#e8eaf0"]


def test_less_motion_means_none(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, reduced_motion="reduce") as page:
        show(page, "/unrolled?t=1")
        answer(page, "the same")
        expect(page.locator(".transport .position")).to_have_text(re.compile(r"^(\d+) / \1$"))
        expect(page.locator(".transport .primary")).to_have_attribute("aria-label", "Play (space)")
        press(page, "Home")
        press(page, "u")
        expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
        press(page, "u")
        frames = page.locator(".score").evaluate(
            """score => {
                let asked = 0;
                const real = window.requestAnimationFrame;
                window.requestAnimationFrame = (then) => { asked += 1; return real.call(window, then); };
                const before = score.querySelector(".position").textContent;
                const press = (key) =>
                    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                press("ArrowRight");
                press("u");
                window.requestAnimationFrame = real;
                const buttons = [...score.querySelectorAll("button")];
                return [asked, before !== score.querySelector(".position").textContent,
                    buttons.some((one) => one.textContent === "Unroll")];
            }"""
        )
        assert frames == [0, True, True], "at once, without a frame in between"
        assert page.locator(".playhead").evaluate("head => getComputedStyle(head).transitionDuration") in (
            "0s",
            "",
        )


def test_a_long_sentence_scrolls_all_staves_together(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&lstm_guess=just+show+me&sentiment_sentence={quote_plus(LONG)}")
    assert len(words(page)) == 128
    assert page.evaluate(OVERFLOW) <= 0
    expect(page.get_by_text("more words not read: 128 is the most")).to_be_visible()
    sheet = page.locator(".scroller")
    assert sheet.evaluate("sheet => sheet.scrollWidth > 3 * sheet.clientWidth")
    press(page, "End")
    until(lambda: sheet.evaluate("sheet => sheet.scrollLeft") > 1000)
    lefts = page.locator(".row > :not(.gutter, .finding)").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().left)"
    )
    assert len(lefts) >= 8
    assert len({round(left, 1) for left in lefts}) == 1
    frame, head = sheet.bounding_box(), page.locator(".playhead").bounding_box()
    assert frame is not None
    assert head is not None
    assert frame["x"] < head["x"] < frame["x"] + frame["width"], "the cursor is in sight"
    sheet.evaluate("sheet => { sheet.scrollTop = sheet.scrollHeight; }")
    row = page.locator(".row.tokens").bounding_box()
    assert row is not None
    assert abs(row["y"] - frame["y"]) < 3, "so is the row of tokens"
    no_overlap(page)
    press(page, "Home")
    until(lambda: sheet.evaluate("sheet => sheet.scrollLeft") == 0)


def test_a_scroll_that_is_told_late_does_not_hold_the_cursor_back(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&lstm_guess=just+show+me&sentiment_sentence={quote_plus(LONG)}")
    sheet = page.locator(".scroller")
    press(page, "End")
    until(lambda: sheet.evaluate("sheet => sheet.scrollLeft") > 1000)
    sheet.evaluate(
        """sheet => {
            sheet.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true, composed: true }));
            sheet.dispatchEvent(new Event("scroll"));
        }"""
    )
    until(lambda: sheet.evaluate("sheet => sheet.scrollLeft") == 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "the internationalisation of antidisestablishmentarianism was good",
        "w" * 300,
        "שלום עולם the مرحبا",
        "a",
    ],
)
def test_tokens_never_lie_on_one_another(page: Page, sentence: str) -> None:
    show(page, f"/unrolled?recall_sentence={quote_plus(sentence)}")
    no_overlap(page)
    assert [word.lower() for word in words(page)] == list(tokenize(sentence))
    assert page.evaluate(OVERFLOW) <= 0


def test_hostile_text_stays_text(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server) as page:
        for address in (
            f"{ALL_SIGNALS}&lstm_guess=just+show+me&sentiment_sentence={quote_plus(MARKUP)}",
            "/lstm",
        ):
            show(page, address)
            sentence_field(page).fill(f"{MARKUP} film")
            sentence_field(page).press("Enter")
            expect(page.locator(".row.tokens g.token").last.locator("title")).to_contain_text("film")
            assert [word.lower() for word in words(page)] == list(tokenize(f"{MARKUP} film"))
            for element in ("img", "script", "a", "b", "iframe"):
                expect(page.locator(f".score {element}:not(.title b, .pair b)")).to_have_count(0)
            expect(page.locator('img[src="x"], a[href^="javascript"]')).to_have_count(0)


def test_a_forged_link_says_what_was_dropped(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server) as page:
        show(
            page,
            f"{ALL_SIGNALS}&run=%3Cimg+src=x+onerror=alert(1)%3E+**bold**+%24x%24+[a](javascript:alert(1))&cell=evil&weights=evil",
        )
        warnings = page.get_by_test_id("stAlert")
        expect(warnings).to_have_count(2)
        expect(warnings.first).to_contain_text("The link asks for a network that cannot be")
        expect(warnings.first).to_contain_text("**bold**")
        expect(warnings.last).to_contain_text("evil")
        expect(warnings.locator("img[src], a, strong, .katex")).to_have_count(0)
        assert position(page) == 1


NAMELESS = """root => {
  const name = (element) => element.getAttribute("aria-label") || element.textContent.trim()
    || element.title || element.labels?.[0]?.textContent || element.getAttribute("aria-labelledby");
  const within = (node) => [...node.querySelectorAll("*")].flatMap((element) =>
    [element, ...(element.shadowRoot ? within(element.shadowRoot) : [])]);
  const seen = (element) => element.checkVisibility() && !element.closest("[aria-hidden=true]");
  return within(root).filter(seen).filter((element) =>
    element.matches("button, summary, [role=button], input, select, textarea, [role=img]") && !name(element))
    .map((element) => element.outerHTML.slice(0, 160));
}"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_everything_has_a_name(page: Page, address: str) -> None:
    settled(page, address)
    for drawing in page.locator(".row.stave > :not(.gutter, .veil, .finding)").all():
        assert drawing.get_attribute("role") == "img"
        assert drawing.get_attribute("aria-label")
    assert page.locator("body").evaluate(NAMELESS) == []
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang")
    assert page.title()


def test_the_focus_is_seen_on_every_key_of_the_bar(page: Page) -> None:
    show(page, "/unrolled")
    page.locator(".scroller").focus()
    reached = []
    look = """() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const style = getComputedStyle(focused);
      const seen = style.outlineStyle !== "none" || style.boxShadow !== "none" || focused.matches(".weight");
      const name = focused.getAttribute("aria-label") || focused.textContent || focused.title;
      return [focused.className, name, seen];
    }"""
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        kind, name, seen = page.evaluate(look)
        if "key" in kind or "scrub" in kind:
            reached.append(name)
            assert seen, name
    assert len(reached) >= 9
    assert any("Play" in name for name in reached)
    assert "Timestep" in reached


def test_the_words_are_spoken(page: Page) -> None:
    show(page, "/unrolled?t=1")
    press(page, "ArrowRight")
    expect(page.locator(".transport [aria-live=polite]").last).to_have_text("timestep 2 of 14, dog")


STRUCTURE = """() => {
  const found = [];
  const walk = (node) => {
    for (const child of node.children) {
      if (/^H[1-6]$/.test(child.tagName)) found.push(Number(child.tagName[1]));
      if (child.tagName === "TH" && !child.textContent.trim()) found.push("a head without a word");
      if (child.shadowRoot) walk(child.shadowRoot);
      walk(child);
    }
  };
  walk(document.body);
  return found;
}"""


@pytest.mark.parametrize(
    "address",
    ["/unrolled?unrolled_guess=same", f"{ALL_SIGNALS}&lstm_guess=show-me", "/gradients?gradients_guess=gru"],
)
def test_headings_step_down_one_by_one_and_every_table_head_says_something(page: Page, address: str) -> None:
    show(page, address)
    expect(page.get_by_role("heading", name="What happened")).to_have_count(1)
    levels = page.evaluate(STRUCTURE)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels


def test_the_probe_scrolls_with_the_page(page: Page) -> None:
    """A few pixels more than there is room for do not put the staves into a scroller of their own."""
    score = show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    expect(score.locator(".scroller")).to_have_class(re.compile(r"\bwhole\b"))
    shown, all_of_it = score.locator(".scroller").evaluate(
        "sheet => [sheet.clientHeight, sheet.scrollHeight]"
    )
    assert shown == all_of_it
