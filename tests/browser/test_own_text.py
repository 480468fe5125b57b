"""A text of one's own in the lab: too short, too long, hostile; what the language model then learns from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reading import until

LAB = "/train?run=characters-lstm-h8-s30-seed{seed}&train_guess=just+show+me"
PASTE = """(field, letters) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", "abcd ".repeat(letters / 5));
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def field(page: Page, seed: int) -> Locator:
    page.goto(LAB.format(seed=seed))
    page.get_by_text("Your own text", exact=True).click()
    found = page.locator(".owntext textarea")
    expect(found).to_be_visible()
    return found


def note(page: Page) -> Locator:
    return page.locator(".owntext .note")


def use(page: Page) -> Locator:
    return page.get_by_role("button", name="Use this text")


def test_a_text_of_nothing_and_of_three_characters(page: Page) -> None:
    text = field(page, 601)
    expect(note(page)).to_contain_text("200 to 200,000 characters")
    expect(use(page)).to_be_disabled()
    text.fill("abc")
    expect(note(page)).to_contain_text("3 characters are too few to learn from")
    expect(use(page)).to_be_disabled()


def test_a_paste_of_five_million_characters_loses_nothing(page: Page) -> None:
    text = field(page, 602)
    text.fill("what was here")
    text.evaluate(PASTE, 5_000_000)
    expect(note(page)).to_contain_text("5,000,000 characters are too many")
    expect(text).to_have_value("what was here")


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [(603, "the sea is wide and the sea is deep. "), (604, "<img src=x onerror=alert(1)> 猫! ")],
)
def test_a_text_is_learnt_from(page: Page, seed: int, sentence: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    field(page, seed).fill(sentence * 12)
    use(page).click()
    expect(page.get_by_role("button", name="Use the supplied text")).to_be_enabled()
    expect(page.get_by_text("The link to this page cannot hold your text")).to_be_visible()
    assert sentence.split()[0] not in page.url
    page.get_by_test_id("stBaseButton-primary").click()
    state = page.locator(".lab .run .state")
    until(lambda: state.count() == 1 and state.inner_text().startswith("30 steps in"))
    sample = page.locator(".lab .sample").first
    until(lambda: "nothing written yet" not in sample.inner_text())
    letters = set(sample.inner_text())
    assert letters <= set(sentence + "\n"), "it writes in the letters of the text"
    expect(page.locator(".lab .caption")).to_contain_text("of own text")
    assert page.locator(".lab img").count() == 0
    assert not dialogs
