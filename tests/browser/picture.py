"""Take the pictures of the README: `python -m tests.browser.picture`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.driver import chromium
from tests.running import ROOT, RunningServer

BRAND = ROOT / "assets" / "brand"
LSTM = "/lstm?lstm_gates_guess=show-me&t=7&u=6"
LAB = "/train?train_guess=just+show+me"
SIZE, TALL = ViewportSize(width=1280, height=960), ViewportSize(width=1440, height=1240)


def main() -> None:
    """Write assets/brand/home-light.png, lstm-light.png, lab-light.png, and all of them in dark."""
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder) / "server.log") as server,
        chromium() as browser,
    ):
        for scheme in ("light", "dark"):
            context = browser.new_context(base_url=server.url, viewport=SIZE, color_scheme=scheme)
            page = context.new_page()
            page.goto("/")
            page.get_by_role("button", name="Last word").click()
            page.wait_for_load_state("networkidle")
            page.mouse.move(0, 0)
            page.wait_for_timeout(1500)
            page.screenshot(path=BRAND / f"home-{scheme}.png")
            page.goto(LSTM)
            _settled(page)
            page.screenshot(path=BRAND / f"lstm-{scheme}.png")
            page.set_viewport_size(TALL)
            page.goto(LAB)
            page.get_by_test_id("stBaseButton-primary").click()
            expect(page.get_by_text("Now used by")).to_be_attached()
            page.wait_for_timeout(1500)
            page.keyboard.press("End")
            page.wait_for_timeout(1500)
            page.screenshot(path=BRAND / f"lab-{scheme}.png")
            context.close()


def _settled(page: Page) -> None:
    expect(page.locator(".score .lens h2")).to_have_text("timestep 7 · unit 6")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
