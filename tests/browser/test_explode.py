"""Explosion and depth: the threshold under mouse, finger and keys, and layers that are chosen."""

from __future__ import annotations

import math
import re

from playwright.sync_api import Browser, Locator, Page, expect

from core import initial_network
from core.experiments.lessons.exploding import descent, exploding
from tests.browser.reading import visitor
from tests.running import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


FORGED = "gradients_threshold=1e9&gradients_function=evil"


def opened(page: Page, scene: str, **said: str) -> Locator:
    """Open a scene whose question is answered, or not; return its picture."""
    answer = said.get("answer", f"&gradients_{scene}_guess=show-me")
    page.goto(f"/gradients?scene={scene}{answer}")
    picture = page.locator(".picture.gradients")
    expect(picture.locator("svg")).to_be_visible()
    return picture


def result(run: int) -> str:
    return f"{run} of 8 right"


def test_the_threshold_follows_mouse_and_keys_and_the_browser_trains_anew(page: Page) -> None:
    picture = opened(page, "explode")
    network = initial_network(exploding(0))
    ends = descent(network), descent(network, 1.0), descent(network, 10**-3)
    drawing = picture.locator("svg")
    wanted = f"Not cut: NaN at step {len(ends[0])}. Cut at 1: {result(ends[1][-1].right)}."
    expect(drawing).to_have_attribute("aria-label", re.compile(re.escape(wanted)))
    slider = picture.get_by_role("slider", name="threshold")
    slider.focus()
    slider.press("Home")
    expect(drawing).to_have_attribute("aria-label", re.compile(f"Cut at 0.001: {result(ends[2][-1].right)}"))
    slider.press("End")
    expect(drawing).to_have_attribute("aria-label", re.compile(r"Cut at 1\.0·10⁵: "))
    grip = picture.locator(".explode-grip")
    box = grip.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    page.mouse.up()
    expect(slider).not_to_have_attribute("aria-valuetext", "1.0·10⁵")
    held = slider.get_attribute("aria-valuetext") or ""
    page.mouse.move(x, y)
    expect(slider).to_have_attribute("aria-valuetext", held)


def test_a_step_without_numbers_is_told_as_such_and_tanh_has_none(page: Page) -> None:
    picture = opened(page, "explode")
    step = picture.get_by_role("slider", name="step")
    lines = picture.get_by_role("list", name="Clipping, line by line")
    expect(lines).to_contain_text("2,520 > 1: yes")
    step.focus()
    step.press("End")
    expect(lines).to_contain_text("NaN > … is never true")
    expect(lines).to_contain_text("weights are NaN")
    picture.get_by_role("button", name="tanh").click()
    end = descent(initial_network(exploding(0, "tanh")))[-1]
    assert not math.isnan(end.loss)
    expect(picture.locator("svg")).to_have_attribute(
        "aria-label", re.compile(f"Not cut: {result(end.right)}")
    )


def test_a_link_shows_the_same_threshold_and_function(page: Page) -> None:
    picture = opened(page, "explode")
    slider = picture.get_by_role("slider", name="threshold")
    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    picture.get_by_role("button", name="tanh").click()
    said = slider.get_attribute("aria-valuetext")
    page.wait_for_url(re.compile(r"gradients_threshold=1\.26.*gradients_function=tanh"))
    drawn = picture.locator("svg").get_attribute("aria-label")
    page.reload()
    expect(slider).to_have_attribute("aria-valuetext", said or "")
    expect(picture.get_by_role("button", name="tanh")).to_have_attribute("aria-pressed", "true")
    expect(picture.locator("svg")).to_have_attribute("aria-label", drawn or "")
    page.get_by_role("button", name="Reset").click()
    expect(page).not_to_have_url(re.compile("gradients_threshold|gradients_function"))


def test_a_link_to_no_threshold_and_no_function_shows_the_usual(page: Page) -> None:
    picture = opened(page, "explode", answer="&gradients_explode_guess=show-me&" + FORGED)
    expect(picture.locator("svg")).to_have_attribute("aria-label", re.compile("Cut at 1: "))
    expect(picture.get_by_role("button", name="none")).to_have_attribute("aria-pressed", "true")


def test_explosion_on_a_phone_by_touch(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        picture = opened(page, "explode")
        button = picture.get_by_role("button", name="ReLU")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(picture.locator(".explode-plain")).to_have_count(1)
        assert picture.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_layers_are_chosen_by_keys_and_each_tower_says_what_arrives(page: Page) -> None:
    picture = opened(page, "depth")
    towers = picture.locator(".depth-tower")
    expect(towers).to_have_count(4)
    expect(towers.first).to_contain_text("3 of 8 right")
    expect(picture.locator(".depth-past")).to_have_count(3 * 8)
    button = picture.get_by_role("button", name="2", exact=True)
    button.focus()
    button.press("Enter")
    expect(towers.first).to_contain_text("8 of 8 right")
    expect(picture.locator(".depth-past")).to_have_count(3 * 2)


def test_both_are_covered_until_the_question_is_answered(page: Page) -> None:
    for scene in ("explode", "depth"):
        picture = opened(page, scene, answer="")
        expect(picture.locator("svg")).to_have_attribute(
            "aria-label", "Covered until the question is answered."
        )
        expect(picture.locator("svg text")).to_have_count(0)
        expect(picture.locator(".explode-lines")).to_have_count(0)
