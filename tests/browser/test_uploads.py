"""A file that the server does not take: the page says why, in words and not in a status."""

from __future__ import annotations

from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.driver import PATIENCE
from tests.making.files import send_file
from tests.running import RunningServer

PIECE = 15 * 2**20


def test_why_a_file_was_refused_stands_under_its_field(browser: Browser, server: RunningServer) -> None:
    """Streamlit's field says "AxiosError: Request failed with status code 429"."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto("/train")
    page.get_by_text("Networks you keep").click()
    field = page.get_by_test_id("stFileUploader").locator("input")

    def file(data: bytes) -> list[FilePayload]:
        return [{"name": "mine.safetensors", "mimeType": "application/octet-stream", "buffer": data}]

    with page.expect_request("**/_stcore/upload_file/**") as first:
        field.set_input_files(file(b"nothing"))
    session = first.value.url.split("/")[-2]
    expect(page.get_by_test_id("stAlert")).to_be_visible()  # it is no network
    assert [send_file(server, session, number, PIECE) for number in range(3)] == [204, 204, 204]
    field.set_input_files(file(bytes(PIECE)))
    expect(page.get_by_text("Too many files of this visit are here at once.")).to_be_visible()
    expect(page.get_by_text("AxiosError")).to_have_count(0)
    context.close()
