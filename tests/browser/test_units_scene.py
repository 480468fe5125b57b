"""Units that mean something: words coloured by what a unit holds, the question before them, and the cards."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, Page, expect

from core import record
from core.experiments.lessons.units import FOLLOWED
from core.figures.palette import NEGATIVE, POSITIVE
from core.network import Network
from pages._scenes.lstm.following import shown_units
from pages._scenes.lstm.units import NAMED
from pages._shell.caches.units import Found, found_units
from tests.browser.reading import answer, as_shown, probe, sentence_field, trained, until, visitor
from tests.running import RunningServer

TINT, FAR = 0.72, 1.5
"""How full a colour may be, and how many deviations from the mean fill it."""

ASKED = "/lstm?scene=units&unit=sentiment"
SHOWN = f"{ASKED}&lstm_units_guess=show-me"
NAME, TASK = "sentiment", FOLLOWED["sentiment"].task
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.float64)


def mixed(one: NDArray[np.float64], other: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    return np.floor(one + (other - one) * share + 0.5)


def empty(page: Page) -> NDArray[np.float64]:
    """Return the colour of a number that says nothing: the theme's background with a little of its text."""
    style = "(picture, name) => getComputedStyle(picture).getPropertyValue(name).trim()"
    picture = page.locator(".picture.units")
    paper, ink = (rgb(str(picture.evaluate(style, f"--st-{name}-color"))) for name in ("background", "text"))
    return mixed(paper, ink, 0.06)


def colour(value: float, nothing: NDArray[np.float64]) -> str:
    """Return the background of a value from -1 to 1, as a browser writes it."""
    hue = rgb(NEGATIVE if value < 0 else POSITIVE)
    r, g, b = mixed(nothing, hue, TINT * abs(value)).astype(int)
    return f"rgb({r}, {g}, {b})"


def colours(row: Locator, line: int) -> list[str]:
    """Return the background of each word of one of a row's two sentences."""
    found = row.locator(".units-text p").nth(line).locator(".units-word")
    return [str(one.evaluate("word => getComputedStyle(word).backgroundColor")) for one in found.all()]


def of_unit(
    network: Network, found: Found, unit: int, sentence: str, nothing: NDArray[np.float64]
) -> list[str]:
    """Return which colours a unit gives to the words of a sentence."""
    held = record(network, sentence)["cell_state"][:, unit]
    turned = -1 if found.search.held_out[unit] < 0 else 1
    values = np.clip(turned * (held - found.middle[unit]) / (FAR * found.spread[unit]), -1, 1)
    return [colour(value, nothing) for value in values]


def measured() -> tuple[Network, Found]:
    network = trained("lstm", TASK)
    return network, found_units(NAME, network)


def of_label(sentence: str, nothing: NDArray[np.float64]) -> list[str]:
    """Return which colours the label gives to the words of a sentence; it goes from -1 to 1."""
    return [colour(value, nothing) for value in FOLLOWED[NAME].label(sentence.lower().split())]


def rows(page: Page) -> Locator:
    return page.locator(".units-unit")


def drawn(page: Page, address: str) -> None:
    page.goto(address)
    expect(rows(page)).to_have_count(3)


def until_coloured(read: Callable[[], list[str]], wanted: list[str]) -> None:
    until(lambda: read() == wanted)


def test_the_colours_are_the_recorded_values_also_of_what_is_being_typed(page: Page) -> None:
    drawn(page, SHOWN)
    network, found = measured()
    nothing = empty(page)
    sentences = [probe(TASK), NAMED[NAME].beside]
    for place, unit in enumerate(shown_units(found.search)):
        row = rows(page).nth(place)
        expect(row).to_contain_text(f"unit {unit + 1}")
        expect(row).to_contain_text(f"r = {as_shown(float(found.search.held_out[unit]), 2)}")
        for line, sentence in enumerate(sentences):
            assert colours(row, line) == of_unit(network, found, unit, sentence, nothing)
    best = page.locator(".units-best")
    expect(best).to_have_count(1)
    expect(best).to_contain_text(f"unit {found.search.best + 1}")
    wanted = page.locator(".units-label")
    expect(wanted).to_contain_text("bad")
    for line, sentence in enumerate(sentences):
        assert colours(wanted, line) == of_label(sentence, nothing)
    typed = "the story was great but the ending was terrible"
    field = sentence_field(page)
    field.fill(typed)
    until_coloured(lambda: colours(best, 0), of_unit(network, found, found.search.best, typed, nothing))
    field.press("Enter")
    until_coloured(lambda: colours(wanted, 0), of_label(typed, nothing))


def test_the_question_is_answered_before_anything_is_said(page: Page) -> None:
    drawn(page, ASKED)
    _, found = measured()
    picture = page.locator(".picture.units")
    expect(picture.locator(".units-hidden")).to_have_text(
        "Answer first: what is looked for then stands here."
    )
    expect(picture.locator(".units-best, .units-bars, .units-key i")).to_have_count(0)
    assert "r =" not in picture.inner_text()
    assert "r =" not in (picture.get_attribute("aria-label") or "")
    unit = f"unit {found.search.best + 1}"
    answer(page, unit)
    expect(picture.locator(".units-best")).to_contain_text(unit)
    expect(page.get_by_role("heading", name=f"Unit {found.search.best + 1} follows")).to_be_visible()
    expect(picture.locator(".units-card small")).to_have_count(4)
    expect(picture.locator(".units-hidden")).to_have_count(0)


def test_the_answers_hand_the_arrow_keys_to_the_words(page: Page) -> None:
    drawn(page, ASKED)
    network, found = measured()
    answer(page, "none of them")
    here, says = page.locator(".units-here"), page.locator(".units-says")
    expect(page.locator(".units-rows")).to_be_focused()
    own = probe(TASK).split()
    beside = NAMED[NAME].beside.split()
    for key, sentence, at in (
        ("ArrowRight", 0, 1),
        ("ArrowLeft", 0, 0),
        ("ArrowLeft", 0, 0),
        ("End", 1, len(beside) - 1),
        ("ArrowRight", 1, len(beside) - 1),
        ("Home", 0, 0),
    ):
        page.keyboard.press(key)
        words = (own, beside)[sentence]
        held = record(network, " ".join(words))["cell_state"][at]
        told = [f"unit {unit + 1}: {as_shown(held[unit], 2)}" for unit in shown_units(found.search)]
        expect(says).to_have_text(f"After “{words[at]}” (word {at + 1}) the units hold: {' · '.join(told)}.")
        expect(here).to_have_count(4)
        assert set(here.all_inner_texts()) == {words[at]}
    rows(page).first.locator(".units-word").nth(4).click()
    expect(says).to_contain_text(f"After “{own[4]}” (word 5)")


def test_a_card_is_chosen_by_click_and_by_key_and_stands_in_the_address(page: Page) -> None:
    drawn(page, ASKED)
    answer(page, "none of them")
    cards, chosen = page.locator(".units-card"), page.locator(".units-card[aria-current]")
    expect(cards.locator("small")).to_have_count(4)
    links = [parse_qs(urlsplit(one.get_attribute("href") or "").query) for one in cards.all()]
    assert [link["unit"] for link in links] == [[name] for name in NAMED]
    assert not any("lstm_units_guess" in link for link in links), "a link to a card asks first"
    cards.filter(has_text="position").click()
    expect(chosen).to_contain_text("position")
    expect(page.locator(".units-hidden")).to_be_visible()
    until(lambda: "unit=position" in page.evaluate("location.search"))
    answer(page, "none of them")
    expect(page.get_by_role("heading", name="No unit follows how many words were read")).to_be_visible()
    expect(page.locator(".units-label .units-key")).to_contain_text("twelfth word")
    card = cards.filter(has_text="sentiment so far")
    card.focus()
    card.press("Enter")
    expect(chosen).to_contain_text("sentiment so far")
    until(lambda: "unit=sentiment" in page.evaluate("location.search"))


def test_words_wrap_on_a_phone_and_cards_are_large_enough_for_a_finger(
    browser: Browser, server: RunningServer
) -> None:
    with visitor(browser, server, **PHONE) as page:
        drawn(page, SHOWN)
        for card in page.locator(".units-card").all():
            box = card.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        outside = page.locator(".units-word").evaluate_all(
            "words => words.filter((word) => word.getBoundingClientRect().right > innerWidth).length"
        )
        assert outside == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
