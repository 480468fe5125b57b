"""A table of one's own in the lab, by keyboard: a file, cells that are no table, what the networks learn."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

LAB = "/train?run=labels-rnn-h4-s30-seed611&train_guess=just+show+me"
ROWS = "review;stars\n" + "\n".join(
    f"a {'bad' if n % 4 == 0 else 'good'} film {n};{'no' if n % 4 == 0 else 'yes'}" for n in range(80)
)


def test_a_file_and_pasted_cells_are_learnt_from(page: Page) -> None:
    page.goto(LAB)
    page.locator("summary").filter(has_text="Your own table").press("Enter")
    expect(page.get_by_label("Or cells, pasted")).to_be_visible()
    mine = FilePayload(name="mine.csv", mimeType="text/csv", buffer=ROWS.encode("utf-16"))
    page.locator("input[type=file]").first.set_input_files([mine])
    expect(page.get_by_text("80 rows, 2 columns (the first row names them)")).to_be_visible()
    page.get_by_label("Or cells, pasted").fill("<b>x</b>,<b>x</b>\n1,2\n3,4")
    page.get_by_role("button", name="Read these cells").press("Enter")
    expect(page.get_by_text("2 columns are called '<b>x</b>'; rename one.")).to_be_visible()
    page.get_by_role("button", name="Use these rows").press("Enter")
    expect(page.get_by_text("Your table: 80 rows, 64 to learn from and 16 held out")).to_be_visible()
    page.get_by_role("button", name="Train").press("Enter")
    expect(page.get_by_text("Right answers out of 16 test sentences")).to_be_attached()
    for label in ("no", "yes"):
        expect(page.locator(".xtick text").get_by_text(label, exact=True)).to_be_attached()
