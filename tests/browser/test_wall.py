"""The wall: the start under mouse, finger and keys, and what stays covered until the question is answered."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from core.experiments.lessons import exploding_wall as unit
from tests.browser.reading import visitor
from tests.running import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(page: Page, answer: str = "show-me") -> Locator:
    """Open the scene, its question answered or not; return its picture."""
    page.goto(f"/gradients?scene=wall{answer and f'&gradients_wall_guess={answer}'}")
    picture = page.locator(".picture.gradients")
    expect(picture.locator(".wall-start")).to_be_visible()
    return picture


def test_a_click_puts_the_start_there_and_the_sliders_say_where(page: Page) -> None:
    picture = opened(page)
    drawing, thrown = picture.locator("svg"), picture.locator(".wall-thrown")
    expect(thrown).to_have_count(1)
    expect(drawing).to_have_attribute(
        "aria-label", re.compile("Not cut: Step 24 is 91 long; the map is 3 wide")
    )
    box = picture.locator(".wall-map").bounding_box()
    assert box is not None
    at = (0.1, 0.25)  # in the valley, whence nothing is thrown
    page.mouse.click(box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
    expect(thrown).to_have_count(0)
    weight, bias = (picture.get_by_role("slider", name=f"start: {name}") for name in "wb")
    for slider, ends, share in ((weight, unit.WEIGHTS, at[0]), (bias, unit.BIASES, 1 - at[1])):
        wanted = ends[0] + share * (ends[1] - ends[0])
        assert abs(float(slider.input_value()) - wanted) < 0.05
    expect(drawing).to_have_attribute(
        "aria-label", re.compile("Not cut: After 200 steps: error .*in the valley")
    )


def test_keys_move_the_start_and_take_the_steps_one_by_one(page: Page) -> None:
    picture = opened(page)
    weight = picture.get_by_role("slider", name="start: w")
    weight.focus()
    weight.press("ArrowRight")
    expect(weight).to_have_attribute("aria-valuetext", "5.42")
    weight.press("ArrowLeft")
    steps = picture.get_by_role("slider", name="steps taken")
    steps.focus()
    steps.press("Home")
    expect(picture.locator("svg")).to_have_attribute("aria-label", re.compile("0 of 0 steps were cut"))
    for _ in range(23):
        steps.press("ArrowRight")
    expect(picture.locator(".wall-thrown")).to_have_count(0)
    steps.press("ArrowRight")
    expect(picture.locator(".wall-thrown")).to_have_count(1)


def test_a_link_keeps_the_start_and_the_steps_and_reset_takes_them_away(page: Page) -> None:
    picture = opened(page)
    names = ("start: w", "start: b", "steps taken")
    for name, value in zip(names, ("3.8", "-1.5", "120"), strict=True):
        picture.get_by_role("slider", name=name).fill(value)
    page.wait_for_url(re.compile(r"gradients_start_w=3\.8.*gradients_start_b=-1\.5.*gradients_steps=120"))
    page.reload()
    for name, value in zip(names, ("3.8", "-1.5", "120"), strict=True):
        expect(picture.get_by_role("slider", name=name)).to_have_value(value)
    expect(picture.locator("svg")).to_have_attribute("aria-label", re.compile("After 120 steps"))
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page).not_to_have_url(re.compile("gradients_start_w|gradients_steps"))


def test_a_forged_start_is_not_taken(page: Page) -> None:
    page.goto("/gradients?scene=wall&gradients_wall_guess=show-me&gradients_start_w=1e9&gradients_steps=x")
    picture = page.locator(".picture.gradients")
    expect(picture.get_by_role("slider", name="start: w")).to_have_value(str(unit.START[0]))
    expect(picture.get_by_role("slider", name="steps taken")).to_have_value(str(unit.STEPS))


def test_before_the_answer_the_map_is_there_and_not_where_the_runs_go(page: Page) -> None:
    picture = opened(page, "")
    expect(picture.locator("svg")).to_have_attribute("aria-label", re.compile("covered until the question"))
    expect(picture.locator(".wall-thrown")).to_have_count(0)
    expect(picture.locator(".wall-cut")).to_have_attribute("d", "")
    assert picture.locator(".gradients-controls").evaluate("one => one.inert")
    box = picture.locator(".wall-map").bounding_box()
    assert box is not None
    before = picture.locator(".wall-plain").get_attribute("d")
    page.mouse.click(box["x"] + 50, box["y"] + 50)
    assert picture.locator(".wall-plain").get_attribute("d") == before
    page.get_by_role("radio", name="it is thrown off the map and stays there").click()
    expect(picture.locator(".wall-thrown")).to_have_count(1)


def test_the_wall_by_touch(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        picture = opened(page)
        assert picture.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        map_, cut = picture.locator(".wall-map"), picture.locator(".wall-cut")
        before = cut.get_attribute("d") or ""
        map_.scroll_into_view_if_needed()
        map_.tap(position={"x": 60, "y": 200})
        expect(cut).not_to_have_attribute("d", before)
        slider = picture.get_by_role("slider", name="start: w").bounding_box()
        assert slider is not None
        assert slider["height"] >= 44
