"""A step taken apart by keys, buttons and touch: the numbers are core's, and the server hears nothing."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.reading import ALL_SIGNALS, Traffic, as_shown, place, press, show, trace_of, until, visitor
from tests.browser.taking import take
from tests.running import RunningServer

LSTM = f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me"
OPERATIONS = ["Concatenate", "Times W", "Plus b", "Squash", "Forget", "Store", "Update", "Output"]
AT, UNIT = 4, 2
"""The timestep and the unit that are looked at, counted from 0."""


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="This step taken apart")


def operation(page: Page) -> str:
    return page.locator(".operations .operation").inner_text()


def numbers(page: Page, row: int = 0) -> list[str]:
    """Return the numbers of a row of bars."""
    return page.locator(".bars .row").nth(row).locator(".number").all_text_contents()


def search(page: Page) -> str:
    return str(page.evaluate("location.search"))


def test_keys_take_a_step_apart(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    show(page, f"{LSTM}&t={AT + 1}&u={UNIT + 1}")
    trace = trace_of("lstm", "sentiment")
    assert trace.cell_state is not None
    expect(panel(page)).to_be_hidden()
    sent = len(traffic.sent)
    seen = []
    for _ in OPERATIONS:
        press(page, ".")
        seen.append(operation(page))
        if seen[-1] == "Forget":
            *_, kept = numbers(page)
            exact = trace["forget_gate"][AT, UNIT] * trace.cell_state[AT - 1, UNIT]
            assert kept == as_shown(exact, 2)
            spoken = page.locator(".bars").get_attribute("aria-label") or ""
            assert spoken.startswith(f"Forget; unit {UNIT + 1}: ")
            assert f"gives {kept}; unit" in spoken
    assert seen == OPERATIONS
    assert numbers(page)[-1] == as_shown(trace.hidden[AT, UNIT], 2)
    until(lambda: "op=8" in search(page))
    press(page, ".")
    assert (operation(page), place(page)) == ("Concatenate", (AT + 2, UNIT + 1))
    press(page, ",")
    assert (operation(page), place(page)) == ("Output", (AT + 1, UNIT + 1))
    assert numbers(page)[-1] == as_shown(trace.hidden[AT, UNIT], 2)
    press(page, "Escape")
    expect(panel(page)).to_be_hidden()
    until(lambda: "op=" not in search(page))
    assert len(traffic.sent) == sent


def test_an_operation_is_in_the_link_and_is_taken_along(page: Page, tmp_path: Path) -> None:
    show(page, f"{LSTM}&t={AT + 1}&u={UNIT + 1}&op=5&hold=forget_gate:3:0.20:all")
    assert operation(page) == "Forget"
    assert numbers(page)[1].startswith("0.20")
    expect(page.locator(".diagram .lit")).not_to_have_count(0)
    page.get_by_role("button", name="4: Squash").click()
    assert operation(page) == "Squash"
    expect(page.locator(".bars .row").first).to_contain_text("held at 0.20")
    assert place(page) == (AT + 1, UNIT + 1)
    drawing = take(page, "SVG", tmp_path).read_text(encoding="utf-8")
    assert "4 of 8 · Squash" in drawing
    assert "held at 0.20" in drawing


def test_numbers_are_shown_on_demand(page: Page) -> None:
    show(page, f"{LSTM}&t={AT + 1}&op=5")
    number = page.locator(".bars .row").nth(1).locator(".number").first
    expect(number).to_be_hidden()
    page.locator(".bars .row").nth(1).hover()
    expect(number).to_be_visible()
    page.mouse.move(0, 0)
    expect(number).to_be_hidden()
    page.get_by_role("button", name="Numbers", exact=True).click()
    expect(number).to_be_visible()


def test_who_is_still_to_predict_sees_no_operation(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&op=5")
    press(page, ".")
    expect(page.locator(".operations")).to_have_count(0)
    expect(page.locator(".lens .cover")).to_be_visible()


def test_a_phone_takes_a_step_apart(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, viewport={"width": 390, "height": 844}, has_touch=True) as page:
        show(page, f"{LSTM}&t={AT + 1}")
        page.locator(".lens header").tap()
        page.get_by_role("button", name="Take this step apart").tap()
        assert operation(page) == "Concatenate"
        page.get_by_role("button", name="5: Forget").tap()
        page.get_by_role("button", name="One operation on").tap()
        assert operation(page) == "Store"
        for part in (".diagram", ".bars", ".operations .operation"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
