"""A network typed by hand: what is typed is worked out at once, can be covered, taken along and linked to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import Traffic, until


@pytest.fixture
def traffic(page: Page) -> Traffic:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    return traffic


@pytest.fixture
def sheet(page: Page) -> Page:
    page.goto("/by_hand")
    expect(page.get_by_role("grid")).to_be_visible()
    return page


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def number(page: Page, label: str) -> Locator:
    return page.get_by_role("grid").get_by_role("button", name=re.compile(f"^{label}:"))


def address(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search)"))


def test_a_weight_is_typed_and_all_that_follows_from_it_is_worked_out(traffic: Traffic, sheet: Page) -> None:
    said = len(traffic.sent)
    expect(number(sheet, "state at timestep 3")).to_have_text("0.5316")
    field(sheet, "forget gate: bias").fill("-1,5")
    expect(number(sheet, "forget gate at timestep 1")).to_have_text("0.1192")
    expect(sheet.locator(".worked")).to_contain_text("σ((−0.5)·1 + 0.5·0 + (−1.5))")
    field(sheet, "forget gate: bias").fill("a lot")
    expect(sheet.locator(".byhand .note")).to_contain_text("“a lot” is not a number")
    expect(number(sheet, "forget gate at timestep 1")).to_have_text("0.1192")
    until(lambda: "_-1.5_" in address(sheet))
    sheet.get_by_role("button", name="Undo (Ctrl+Z)").click()
    expect(number(sheet, "state at timestep 3")).to_have_text("0.5316")
    expect(field(sheet, "forget gate: bias")).to_have_value("1")
    assert len(traffic.sent) == said, "the server is not asked"


def test_a_covered_number_is_shown_at_the_second_press_and_keys_go_about(sheet: Page) -> None:
    sheet.get_by_role("button", name="Cover the results").click()
    first = number(sheet, "forget gate at timestep 1")
    expect(first).to_have_text("?")
    expect(number(sheet, "input at timestep 1")).to_have_text("1")
    first.click()
    expect(first).to_have_text("0.6225")
    first.press("ArrowDown")
    below = number(sheet, "input gate at timestep 1")
    expect(below).to_be_focused()
    expect(below).to_have_text("?")
    expect(sheet.locator(".worked")).to_contain_text("Work it out")
    below.press("Enter")
    expect(below).to_have_text("0.6225")
    below.press("b")
    expect(number(sheet, "derivative by state at timestep 3")).to_have_text("?")
    sheet.keyboard.press("c")
    expect(number(sheet, "derivative by state at timestep 3")).to_have_text("1")
    expect(sheet.locator(".gate .slope").first).to_have_text("δ 0.1768")


def test_another_cell_and_size_and_the_link_brings_them_back(sheet: Page) -> None:
    sheet.get_by_role("combobox", name="Example").select_option("sign")
    expect(number(sheet, "state at timestep 6")).to_have_text("−0.9578")
    sheet.get_by_role("button", name="More: Units").click()
    expect(number(sheet, "state, unit 2 at timestep 6")).to_have_text("0")
    until(lambda: "sheet=rnn_tanh_2_1_6" in address(sheet))
    link = sheet.evaluate("location.href")
    sheet.get_by_role("button", name="Reset").click()
    expect(number(sheet, "cell state at timestep 3")).to_have_text("0.9513")
    sheet.goto(link)
    expect(number(sheet, "state, unit 1 at timestep 6")).to_have_text("−0.9578")
    sheet.get_by_role("link", name="Training lab").first.click()
    expect(sheet.get_by_role("heading", name="Training lab")).to_be_visible()
    until(lambda: "sheet=" not in address(sheet))
    sheet.go_back()
    expect(number(sheet, "state, unit 1 at timestep 6")).to_have_text("−0.9578")
    sheet.goto("/by_hand?sheet=<b>")
    expect(sheet.locator(".byhand .note")).to_contain_text("could not be read")


def test_the_solution_goes_along_as_text_and_as_latex(sheet: Page) -> None:
    sheet.evaluate(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    sheet.get_by_role("button", name="Copy as LaTeX").click()
    expect(sheet.locator(".byhand .note")).to_contain_text("copied as LaTeX")
    assert "\\begin{align*}" in sheet.evaluate("window.copied")
    sheet.get_by_role("button", name="Copy as text").click()
    expect(sheet.locator(".byhand .note")).to_contain_text("copied as text")
    assert "h₃ = o₃·tanh(c₃) = " in sheet.evaluate("window.copied")
