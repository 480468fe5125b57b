"""Links that set up a class: what they hide and lock, what in them means nothing, the dialogue for them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import Traffic, position, visitor
from tests.running import RunningServer

LOCKED = "/lstm?weights=untrained&lock=sentence,weights,play,question&hide=reset,samples,zebra"


SAYS = "Locked by your instructor"


def drawn(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".score .transport")).to_be_visible()


def test_locked_controls_cannot_be_operated_and_say_so(page: Page) -> None:
    drawn(page, LOCKED)
    play = page.locator(".transport .play")
    expect(page.locator(".transport .plays[data-standing=locked]")).to_be_visible()
    for control in [
        play,
        page.locator(".transport .scrub"),
        page.get_by_role("textbox", name="Sentence: your own words"),
        page.get_by_role("radio", name="untrained"),
        page.get_by_role("radio", name="just show me"),
    ]:
        expect(control).to_be_disabled()
    expect(play).to_have_attribute("aria-description", SAYS)
    expect(page.locator(".scenes-locked")).to_have_text(re.compile(f"{SAYS}: .*Weights, The question"))
    weights = page.get_by_role("radio", name="untrained")
    expect(weights).to_have_attribute("aria-description", SAYS)
    expect(page.locator(f"[title='{SAYS}']").filter(has=weights)).to_have_count(1)
    expect(page.get_by_role("radiogroup", name="Weights")).to_contain_text("untrained")
    play.click(force=True)
    play.dispatch_event("click")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    assert position(page) == 1
    row = page.locator(".row.stave > [role=img]").first
    box = row.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    assert position(page) == 1
    page.keyboard.press("u")  # a key of another control does what it does
    expect(page.get_by_role("button", name="Reset")).to_have_count(0)
    expect(page.get_by_role("combobox", name="or a sample")).to_be_hidden()
    expect(page.locator(".scenes-problem")).to_have_text(
        "The link hides or locks “zebra”: nothing here is called that, so it is left out."
    )


@pytest.mark.parametrize("touched", [False, True], ids=["mouse", "touch"])
def test_a_locked_picture_is_looked_at_and_not_touched(
    browser: Browser, server: RunningServer, touched: bool
) -> None:
    with visitor(browser, server, has_touch=touched) as page:
        page.set_default_timeout(120_000)
        page.goto("/lstm?scene=start&lock=picture&lstm_start_guess=show-me")
        slider = page.locator(".st-key-scene .picture input[type=range]")
        expect(slider).to_be_disabled()
        traffic = Traffic()
        page.on("websocket", traffic.listen)
        before = slider.input_value()
        box = slider.bounding_box()
        assert box
        place = (box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
        if touched:
            page.touchscreen.tap(*place)
        else:
            page.mouse.click(*place)
        page.keyboard.press("ArrowRight")
        assert slider.input_value() == before
        assert traffic.sent == []


def test_a_forged_link_is_told_in_a_sentence(page: Page) -> None:
    drawn(page, "/lstm?weights=untrained&lock=<script>alert(1)</script>,weights&hide=" + "é" * 200)
    expect(page.get_by_role("alert")).to_contain_text("Expected the names of at most 40 controls")
    expect(page.get_by_role("radio", name="untrained")).to_be_disabled()


def test_the_dialogue_makes_a_link_and_shows_its_page(page: Page) -> None:
    drawn(page, "/lstm?weights=untrained&rows=forget_gate,input_gate")
    page.get_by_role("button", name="Set up a link for a class").click()
    dialogue = page.get_by_role("dialog", name="Set up a link")
    link = dialogue.get_by_role("textbox", name="The link")
    dialogue.get_by_label("Sentence: your own words").select_option("locked")
    dialogue.get_by_label("Weights").select_option("hidden")
    dialogue.get_by_label("Play and step").select_option("locked")
    dialogue.get_by_label("Slide mode").check()
    expect(link).to_have_value(
        page.url.split("/lstm")[0]
        + "/lstm?weights=untrained&rows=forget_gate,input_gate&hide=weights&lock=sentence,play&present=1"
    )
    preview = page.frame_locator("iframe[name=unrolled-preview]")
    expect(preview.locator("html.slides")).to_have_count(1)
    expect(preview.locator(".plays[data-standing=locked]")).to_have_count(1)
    dialogue.get_by_label("which rows are shown").uncheck()
    dialogue.get_by_label("Slide mode").uncheck()
    expect(preview.get_by_role("textbox", name="Sentence: your own words")).to_be_disabled()
    dialogue.get_by_role("button", name="Add to my plan").click()
    expect(dialogue.get_by_role("status")).to_contain_text("entry 1")
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    expect(page.get_by_role("button", name="Set up a link for a class")).to_be_focused()


def test_a_locked_score_follows_no_mouse_and_no_wheel_and_opens_no_step(page: Page) -> None:
    drawn(page, "/lstm?weights=untrained&rows=forget_gate&lock=picture")
    row = page.locator(".row.stave > [role=img]").first
    box = row.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 60)
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.keyboard.press("Enter")
    assert position(page) == 1
    assert page.evaluate("new URL(location.href).searchParams.has('lens')") is False


def test_a_score_whose_step_is_locked_follows_the_mouse_and_opens_none(page: Page) -> None:
    drawn(page, "/lstm?weights=untrained&rows=forget_gate&lock=lens")
    row = page.locator(".row.stave > [role=img]").first
    box = row.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    expect(page.locator(".score .position")).not_to_have_text(re.compile("^1 /"))
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    assert page.evaluate("new URL(location.href).searchParams.has('lens')") is False


def test_the_dialogue_comes_over_a_slide_and_has_its_own_keys(page: Page) -> None:
    page.goto("/lstm?present=1&weights=untrained")
    expect(page.locator("html.slides")).to_have_count(1)
    expect(page.locator(".score")).to_be_visible()
    page.keyboard.press("l")
    dialogue = page.get_by_role("dialog", name="Set up a link")
    expect(dialogue).to_be_visible()
    dialogue.get_by_label("Play and step").select_option("locked")
    expect(dialogue.get_by_role("textbox", name="The link")).to_have_value(re.compile("lock=play&present=1$"))
    dialogue.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="The screen is blank")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    expect(page.locator("html.slides")).to_have_count(1)
