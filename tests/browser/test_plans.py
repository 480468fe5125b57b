"""Lesson plans: one's own is made, kept, saved and opened; Page Down goes along it, the presenter is told."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

AT = "(there) => location.href.includes(there)"
"""Whether the address has come to a page or a scene."""


def test_a_plan_of_ones_own(page: Page, tmp_path: Path) -> None:
    page.goto("/plans")
    own = page.get_by_role("region", name="My plan")
    expect(own.get_by_role("heading")).to_have_text("A plan of your own")
    expect(own.get_by_role("button")).to_have_text(["Open a file"])
    supplied, below = page.locator(".plans-supplied").last.bounding_box(), own.bounding_box()
    assert supplied
    assert below
    assert supplied["y"] < below["y"]
    page.get_by_text("10 minutes: what").click()
    page.get_by_role("button", name="Take as my plan").first.click()
    rows = own.get_by_role("listitem")
    expect(rows).to_have_count(5)
    first = rows.first.get_by_role("link")
    title = first.inner_text()
    own.get_by_role("button", name="Down, entry 1").click()
    expect(rows.nth(1).get_by_role("link")).to_have_text(title)
    own.get_by_role("spinbutton", name="Minutes, entry 1").fill("9")
    own.get_by_role("textbox", name="Notes, entry 1").fill("<img src=x onerror=alert(1)>")
    own.get_by_role("heading").click()
    expect(own.get_by_role("heading")).to_contain_text("17 minutes")
    own.get_by_role("button", name="Remove entry 2").click()
    expect(rows).to_have_count(4)
    own.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(5)
    with page.expect_download() as saved:
        own.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "plan.json"
    saved.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["entries"][0]["minutes"] == 9
    page.reload()
    expect(rows).to_have_count(5)
    expect(own.get_by_role("textbox", name="Notes, entry 1")).to_have_value("<img src=x onerror=alert(1)>")
    own.get_by_role("button", name="Empty it").click()
    expect(rows).to_have_count(0)
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    field = page.locator(".plans input[type=file]")
    field.set_input_files(file)
    expect(rows).to_have_count(5)
    field.set_input_files(other)
    status = page.locator(".plans-status")
    expect(status).to_have_text("This file is no lesson plan of Unrolled. Your plan is as it was.")
    expect(rows).to_have_count(5)


def test_page_down_goes_along_the_plan_and_the_presenter_is_told(page: Page) -> None:
    page.goto("/plans")
    page.get_by_text("10 minutes: what").click()
    page.get_by_role("button", name="Present", exact=True).first.click()
    expect(page.locator("html.slides")).to_have_count(1)
    page.wait_for_function(AT, arg="/unrolled")
    expect(page.locator(".st-key-scene .score")).to_be_visible()
    with page.expect_popup() as opened:
        page.keyboard.press("v")
    notes = opened.value
    expect(notes.locator(".place")).to_contain_text("entry 1 of 5")
    expect(notes.locator("main")).to_contain_text("2 minutes for this entry")
    expect(notes.locator("main")).to_contain_text("Usual wrong answers")
    page.keyboard.press("PageDown")
    page.wait_for_function(AT, arg="scene=dog")
    expect(page.locator("html.slides")).to_have_count(1)
    expect(notes.locator(".place")).to_contain_text("entry 2 of 5")
    notes.keyboard.press("PageDown")
    page.wait_for_function(AT, arg="/gradients")
    expect(notes.locator(".place")).to_contain_text("entry 3 of 5")
    notes.reload()
    expect(notes.locator(".place")).to_contain_text("entry 3 of 5")
    page.reload()
    expect(page.locator("html.slides")).to_have_count(1)
    notes.keyboard.press("PageUp")
    page.wait_for_function(AT, arg="scene=dog")
    expect(notes.locator(".place")).to_contain_text("entry 2 of 5")


def test_a_plan_is_ended_on_its_slides_and_on_the_page_of_plans(page: Page) -> None:
    """Then Page Down goes through the lesson again, and the presenter is told of the lesson."""
    page.goto("/plans")
    page.get_by_text("10 minutes: what").click()
    page.get_by_role("button", name="Present", exact=True).first.click()
    page.wait_for_function(AT, arg="/unrolled")
    expect(page.locator(".st-key-scene .score")).to_be_visible()
    with page.expect_popup() as opened:
        page.keyboard.press("v")
    expect(opened.value.locator(".place")).to_contain_text("entry 1 of 5")
    page.mouse.move(300, 300)
    page.get_by_role("toolbar", name="Slides").get_by_role("button", name="End plan").click()
    expect(opened.value.locator(".place")).to_contain_text("Scene 1 of 5")
    expect(page.get_by_role("button", name="End plan")).to_be_hidden()
    page.keyboard.press("PageDown")
    page.wait_for_function(AT, arg="scene=step")

    page.goto("/plans")
    page.get_by_text("10 minutes: what").click()
    page.get_by_role("button", name="Present", exact=True).first.click()
    page.wait_for_function(AT, arg="/unrolled")
    page.goto("/plans")
    expect(page.locator(".plans-status")).to_contain_text("entry 1 of 5")
    page.get_by_role("button", name="End it").click()
    expect(page.locator(".plans-status")).to_contain_text("was ended")
    assert page.evaluate("sessionStorage.getItem('unrolled-plan-running')") is None
