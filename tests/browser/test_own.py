"""A network of one's own in a browser: files in, its gates out, by mouse, keyboard and link."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, expect

from core import record
from core.network import Network
from core.network.imports import import_network
from tests.browser.reading import lens_by_core, lens_numbers
from tests.making.foreign import Foreign, pt

WORDS = ["<pad>", "<unk>", "the", "film", "was", "not", "good", "but", "music", "great"]
SENTENCE = "the film was not good but the music was great"
MODEL = Foreign("lstm", len(WORDS), 3, 5, layers=2)


def file(name: str, data: bytes) -> list[FilePayload]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]


def network() -> Network:
    return import_network(pt(MODEL.state_dict()), WORDS, classes=["bad", "good"], source="<i>mine</i>.pt")


def test_the_gates_of_a_network_that_was_trained_elsewhere(page: Page) -> None:
    page.goto("/own")
    fields = page.get_by_test_id("stFileUploader").locator("input")
    fields.nth(0).set_input_files(file("<i>mine</i>.pt", pt(MODEL.state_dict())))
    expect(page.get_by_text("has 10 rows, one for each word")).to_be_visible()
    fields.nth(1).set_input_files(file("words.txt", "\n".join(WORDS).encode()))
    expect(page.get_by_text("2 layers, one direction, 5 units, 3 numbers a word")).to_be_visible()
    page.get_by_label("Names of the answers").fill("bad, good")
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="Look into it")
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".score .caption")).to_contain_text("no recipe")
    expect(page.locator(".score .caption")).to_contain_text("from <i>mine</i>.pt")
    assert page.locator(".score .caption i").count() == 0
    expect(page.locator(".score .caption")).to_contain_text(network().key)
    expect(page.locator(".score .caption")).to_contain_text(SENTENCE)
    assert f"network={network().key}" in page.url
    page.goto(f"/own?network={network().key}&t=4&u=3")
    expect(page.locator(".score .lens h2")).to_have_text("timestep 4 · unit 3")
    assert lens_numbers(page) == lens_by_core(record(network(), SENTENCE), 3, 2)


def test_on_a_phone_the_fields_stand_under_one_another_and_nothing_is_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/own")
    fields = page.get_by_test_id("stFileUploader")
    expect(fields).to_have_count(2)
    expect(page.locator(".score .transport")).to_be_visible()
    upper, lower = (fields.nth(at).bounding_box() for at in (0, 1))
    assert upper is not None
    assert lower is not None
    assert lower["y"] >= upper["y"] + upper["height"]
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
