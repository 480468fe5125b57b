"""Take a picture along as a reader does: choose from its menu, and read the file of numbers."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page


def take(page: Page, item: str, folder: Path, within: str = ".score") -> Path:
    """Choose from the menu of a picture; return the file."""
    picture = page.locator(within).first
    picture.locator("summary").get_by_text("⤓").click()
    with page.expect_download() as saved:
        picture.get_by_role("menuitem", name=item, exact=True).click()
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file


def rows_of(file: Path) -> tuple[str, list[dict[str, str]]]:
    """Return where the numbers come from, and the rows, read as any program reads a CSV file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert not [row["source"] for row in rows[1:] if row["source"]], "it is said once"
    return rows[0]["source"], rows
