"""A text of one's own in the lab: too short, too long, hostile; what the language model then learns from."""

from __future__ import annotations

import re

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
    expect(note(page)).to_contain_text("200 to 1,500,000 characters")
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


FILES = {
    "empty.txt": (b"", "“empty.txt” is empty. Choose a file with text in it."),
    "blank.txt": (b" \n" * 300, "has no words in it, only spaces"),
    "picture.txt": (bytes(range(256)) * 20, "“picture.txt” is no plain text. Save the text as .txt (UTF-8)"),
    "huge.txt": (b"a b " * 2_000_000, "“huge.txt” has 8.0 MB: at most 1,500,000 characters are read."),
    "long.txt": (
        b"a b " * 400_000,
        "“long.txt” has 1,600,000 characters: at most 1,500,000 characters are read.",
    ),
}


def opened(page: Page, name: str, content: bytes) -> None:
    page.locator(".owntext input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content}
    )


def test_a_file_that_is_no_text_is_told_of_and_nothing_is_lost(page: Page) -> None:
    text = field(page, 605)
    text.fill("what was here")
    for name, (content, why) in FILES.items():
        opened(page, name, content)
        expect(note(page)).to_contain_text(why)
        expect(note(page)).to_contain_text("What was here stays.")
        expect(text).to_have_value("what was here")


def test_text_files_of_any_encoding_are_opened(page: Page) -> None:
    text, words = field(page, 606), "Die Größe der Käfige ist groß. " * 10
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        text.fill("")
        opened(page, "text.txt", words.encode(encoding))
        expect(text).to_have_value(words)
        shown = expect(note(page))
        (shown.to_contain_text if encoding == "latin-1" else shown.not_to_contain_text)("read as Latin-1")
    opened(page, "old.txt", b"one line\rand another\r\n" * 20)
    expect(text).to_have_value("one line\nand another\n" * 20)


def test_a_text_of_a_megabyte_and_a_half_without_a_line_s_end(page: Page) -> None:
    text = field(page, 607)
    opened(page, "line.txt", b"the sea is wide " * 93_000)
    expect(note(page)).to_contain_text("1,488,000 characters of 200 to 1,500,000.")
    expect(text).to_have_value("")
    use(page).click()
    expect(page.get_by_text("Your text has 1,488,000 characters, 9 different ones")).to_be_visible()
    expect(text).to_have_attribute(
        "placeholder", re.compile("In use: 1,488,000 characters, beginning “the sea is")
    )
    page.get_by_role("button", name="Use the supplied text").click()
    expect(page.get_by_text("The supplied text has")).to_be_visible()


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
