"""All claims in the browser: chosen, opened, measured again and stopped, by hand and by keys."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from pages._scenes.claims.rows import claims
from tests.browser.reading import visitor
from tests.running import RunningServer

EXACT = "gru/weights"
EVENT = (
    'data: {"points":[[0,[3,4],true,0]],"growing":[],"verdict":{"word":"holds","low":0.2,"high":1,"count":1,'
    '"text":"Holds on 1 of 1 drawn networks"},"done":1,"of":20,"share":0.05,"left":9,"trouble":"",'
    '"over":false}\n\n'
)


@pytest.fixture
def table(page: Page) -> Page:
    page.goto("/claims")
    expect(page.locator(".claims-row")).to_have_count(len(claims().ids))
    return page


def claim(page: Page, name: str) -> Any:
    return page.locator(f'.claims-claim[data-claim="{name}"]')


def says(page: Page, said: str) -> None:
    """Wait until the address says this and nothing else of the table."""
    expect(page).to_have_url(re.compile(rf"/claims{re.escape(said)}$"))


def test_verdicts_and_lessons_choose_and_the_address_says_so(table: Page) -> None:
    many = claims().words
    heading = table.get_by_role("heading", name=f"Of {len(claims().ids)} claims {many['holds']} hold")
    expect(heading).to_be_visible()
    fails = table.get_by_role("button", name=re.compile("do not hold here"))
    fails.click()
    expect(table.locator(".claims-row")).to_have_count(many["fails"])
    expect(table.locator(".claims-row[data-word=fails]")).to_have_count(many["fails"])
    expect(fails).to_have_attribute("aria-pressed", "true")
    says(table, "?verdict=fails")
    table.get_by_role("button", name="GRU and relatives", exact=True).click()
    expect(table.locator(".claims-count")).to_have_text(f"1 of {len(claims().ids)} claims")
    table.get_by_role("button", name="Show all").click()
    expect(table.locator(".claims-row")).to_have_count(len(claims().ids))
    says(table, "")


def test_words_are_searched_for_and_nothing_found_is_a_sentence(table: Page) -> None:
    field = table.get_by_role("searchbox", name="Words searched for")
    field.fill("unit sentiment")
    expect(table.locator(".claims-row")).to_have_count(1)
    says(table, "?words=unit+sentiment")
    field.fill("<b>zebra</b>")
    expect(table.locator(".claims-none")).to_contain_text("No claim with “<b>zebra</b>”.")
    expect(table.locator(".claims-table")).to_be_hidden()


def test_columns_put_in_order(table: Page) -> None:
    key = table.get_by_role("columnheader", name="Verdict").get_by_role("button")
    key.click()
    expect(table.locator(".claims-row").first).to_have_attribute("data-word", "fails")
    expect(table.locator("th[data-column=verdict]")).to_have_attribute("aria-sort", "ascending")
    key.click()
    expect(table.locator(".claims-row").first).to_have_attribute("data-word", "holds")
    says(table, "?sort=-verdict")


def test_keys_open_go_on_and_close(table: Page) -> None:
    first, second = claims().ids[:2]
    claim(table, first).focus()
    table.keyboard.press("ArrowDown")
    expect(claim(table, second)).to_be_focused()
    table.keyboard.press("Enter")
    expect(table.locator(".seeds-drawing")).to_be_visible()
    expect(claim(table, second)).to_have_attribute("aria-expanded", "true")
    table.keyboard.press("Escape")
    expect(table.locator(".claims-open")).to_have_count(0)
    expect(claim(table, second)).to_be_focused()
    table.keyboard.press("End")
    expect(claim(table, claims().ids[-1])).to_be_focused()


def test_marks_are_walked_by_arrows_and_open_their_claim(table: Page) -> None:
    mark = table.locator(".claims-one")
    mark.first.focus()
    table.keyboard.press("ArrowRight")
    expect(mark.nth(1)).to_be_focused()
    table.keyboard.press("Enter")
    expect(claim(table, claims().ids[1])).to_be_focused()
    expect(table.locator(".claims-open")).to_be_in_viewport()
    expect(mark.nth(1)).to_have_attribute("aria-current", "true")


def test_a_link_opens_a_claim_and_what_hides_it_does_not_close_it(page: Page) -> None:
    page.goto(f"/claims?claim={EXACT}&verdict=fails")
    expect(page.locator(".seeds-drawing")).to_be_visible()
    expect(page.locator(".seeds-claim")).to_be_hidden()
    expect(page.locator(".claims-count")).to_contain_text("and the one that is open")
    expect(claim(page, EXACT)).to_be_focused()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(claim(page, EXACT)).to_have_count(0)
    says(page, "?verdict=fails")


def test_a_claim_is_measured_again_stopped_at_once_and_what_came_stays(table: Page) -> None:
    table.evaluate(
        """(text) => {
          const fetched = window.fetch;
          window.fetch = (address, asked) => {
            if (!String(address).includes('/proofs/events')) return fetched(address, asked);
            asked.signal.addEventListener('abort', () => { window.aborted = true; });
            const bytes = new TextEncoder().encode(text);
            const body = new ReadableStream({ start: (line) => line.enqueue(bytes) });
            return Promise.resolve(new Response(body));
          };
        }""",
        EVENT,
    )
    claim(table, EXACT).click()
    table.get_by_role("button", name=re.compile("^Measure again")).click()
    row = table.locator(".claims-row", has=claim(table, EXACT))
    expect(row).to_contain_text("measured here: 1 of 1, going on")
    expect(row.locator(".claims-band .claims-here")).to_have_count(1)
    claim(table, EXACT).click()
    expect(table.locator(".claims-open")).to_be_hidden()
    assert not table.evaluate("Boolean(window.aborted)"), "a claim that is closed goes on"
    claim(table, EXACT).click()
    table.get_by_role("button", name="Stop", exact=True).click()
    assert table.evaluate("window.aborted")
    expect(row).not_to_contain_text("going on")
    expect(row).to_contain_text("measured here: 1 of 1")
    claim(table, EXACT).click()
    expect(table.locator(".claims-open")).to_have_count(0)
    claim(table, EXACT).click()
    expect(table.locator(".seeds-anew")).to_contain_text("Measured here: holds on 1 of 1")
    expect(table.locator(".seeds-dot[data-here=true]")).to_have_count(2)


def test_the_server_measures_a_claim_again(table: Page) -> None:
    claim(table, EXACT).click()
    table.get_by_role("button", name=re.compile("^Measure again")).click()
    expect(table.locator(".seeds-anew")).to_contain_text("Measured here: holds on 20 of 20")


def test_it_leads_to_its_scene_and_back(page: Page) -> None:
    page.goto(f"/claims?claim={EXACT}&lesson=gru")
    page.get_by_role("link", name=re.compile("^See it")).click()
    expect(page).to_have_url(re.compile(r"/gru\?.*scene=weights"))
    expect(page.get_by_role("navigation", name="Scenes of this lesson")).to_be_visible()
    page.go_back()
    expect(page.locator(".seeds-drawing")).to_be_visible()
    expect(page.locator(".claims-count")).to_contain_text(f"of {len(claims().ids)} claims")
    says(page, "?claim=gru%2Fweights&lesson=gru")


def test_a_proof_of_a_lesson_leads_to_its_row(page: Page) -> None:
    page.goto("/gru?scene=weights&gru_weights_guess=show-me")
    page.get_by_role("link", name="All claims").click()
    expect(claim(page, EXACT)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".claims-row")).to_have_count(len(claims().ids))
    says(page, "?claim=gru%2Fweights")


def test_pandas_reads_the_file(table: Page) -> None:
    with table.expect_download() as saved:
        table.get_by_role("link", name="CSV of all").click()
    found = pd.read_csv(io.BytesIO(saved.value.path().read_bytes()))
    assert list(found["id"]) == list(claims().ids)
    assert set(found["verdict"]) <= {"holds", "mostly", "fails"}
    assert (found["share_low"] <= found["starts_that_bear_it"] / found["starts"]).all()
    assert saved.value.suggested_filename == "unrolled-claims.csv"


def test_the_lines_of_python_are_copied(table: Page) -> None:
    table.context.grant_permissions(["clipboard-read", "clipboard-write"])
    claim(table, EXACT).click()
    table.get_by_text("As code").click()
    expect(table.locator(".claims-code pre")).to_contain_text(f'experiment("{EXACT}")')
    table.get_by_role("button", name="Copy", exact=True).click()
    expect(table.locator(".claims-note")).to_have_text("The lines were copied.")


def test_a_proof_that_cannot_be_fetched_is_a_sentence(table: Page) -> None:
    table.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    claim(table, EXACT).click()
    expect(table.locator(".claims-proof")).to_contain_text("The proof could not be fetched")


def test_on_a_phone_rows_are_cards_that_fit(browser: Browser, server: RunningServer) -> None:
    with visitor(
        browser, server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as page:
        page.set_default_timeout(120_000)
        page.goto(f"/claims?claim={EXACT}")
        expect(page.locator(".seeds-drawing")).to_be_visible()
        wide = page.evaluate(
            """() => {
              const root = document.querySelector('[data-testid=stMain]');
              const all = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
              const inside = all.flatMap((one) => [...(one.shadowRoot?.querySelectorAll('.claims *') ?? [])]);
              const out = inside.filter((one) => one.getClientRects().length && !one.closest('thead')
                && one.getBoundingClientRect().right > innerWidth + 1);
              return [root.scrollWidth <= root.clientWidth, out.map((one) => one.outerHTML.slice(0, 80))];
            }"""
        )
        assert wide == [True, []]
        mark = page.locator(".claims-one").first.bounding_box()
        assert mark is not None
        assert min(mark["width"], mark["height"]) >= 24
