"""One unit, slopes and the matrix: what slider, keys and fingers change is what core computes."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core import (
    default_run,
    gradient_profile,
    initial_network,
    record,
    recurrent_bound,
    recurrent_eigenvalues,
    shares_by_radius,
    shares_by_slope,
    task,
    with_radius,
)
from core.experiments.lessons import resting
from core.network import Network
from core.spec.words import scientific
from tests.browser.reading import visitor
from tests.running import RunningServer

NETWORK = initial_network(default_run("rnn", "recall"))
RECALL = task(NETWORK.spec.task)
TARGET = NETWORK.classes.index(RECALL.probe_answer)
DOG, AWAY = 1, 12
"""The timestep of the word that is asked about, and how many words back it stands."""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(page: Page, scene: str, answer: str = "show-me") -> Locator:
    """Open a scene; return its picture."""
    page.goto(f"/gradients?scene={scene}&gradients_{scene}_guess={answer}")
    picture = page.locator(".picture.gradients")
    expect(picture.locator("svg")).to_be_visible()
    return picture


def written(share: float) -> str:
    """Write a share as the pictures do: two digits, three above a hundred."""
    if not 1e-4 <= share < 1e4:
        return scientific(share)
    return f"{float(f'{share:.{3 if share >= 100 else 2}g}'):g}"


def names(picture: Locator) -> Locator:
    """Return what stands beside the lines."""
    return picture.locator("svg text[paint-order]")


def slide_to(page: Page, slider: Locator, share: float) -> None:
    """Press the mouse on the slider and draw it to a share of its way."""
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 1 + share * (box["width"] - 2), y, steps=5)
    page.mouse.up()


def test_a_unit_by_keyboard_and_mouse(page: Page) -> None:
    picture = opened(page, "unit")
    slider = picture.get_by_role("slider", name="weight w")
    slider.focus()
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "0.89")
    expect(names(picture)).to_contain_text([f"0.9⁵⁰ = {written(0.9**50)}", f"0.89⁵⁰ = {written(0.89**50)}"])
    slide_to(page, slider, 1)
    expect(slider).to_have_attribute("aria-valuetext", "1.50")
    expect(names(picture).last).to_have_text(f"▲ w = 1.5: 1.5⁵⁰ = {written(1.5**50)}")
    name = picture.locator("svg").get_attribute("aria-label") or ""
    assert f"weight 1.5: {written(1.5**50)}" in name


def test_a_tanh_unit_rests_by_touch_on_a_logarithmic_axis(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        picture = opened(page, "unit")
        tanh = picture.get_by_role("button", name="tanh: where it rests")
        box = tanh.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        tanh.tap()
        expect(tanh).to_have_attribute("aria-pressed", "true")
        expect(picture.get_by_role("button", name="logarithmic")).to_be_hidden()
        expect(picture.locator("svg text", has_text="10⁻⁹")).to_be_visible()
        expect(names(picture).filter(has_text="rests at 0")).to_be_visible()
        expect(names(picture).filter(has_text="from 0:")).to_have_text(
            f"from 0: {written(resting.left(0.9, 0.0)[-1])}"
        )
        slide_to(page, picture.get_by_role("slider", name="weight w"), 1)
        rest = resting.rest(1.5)
        for said in (f"rests at {rest:.2f}", f"rests at −{rest:.2f}", f"from 0: {written(1.5**30)}"):
            expect(names(picture).filter(has_text=said)).to_be_visible()
        expect(picture.locator("svg")).to_contain_text(
            f"and there {written(resting.left(1.5, rest)[-1])} of the gradient is left"
        )
        assert picture.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_slopes_follow_the_value_and_the_lines_are_core_s(page: Page) -> None:
    picture = opened(page, "slopes")
    slider = picture.get_by_role("slider", name="value a")
    slider.focus()
    for key, value in (("Home", -4.0), ("ArrowRight", -3.9)):
        slider.press(key)
        sigmoid = 1 / (1 + np.exp(-value))
        slopes = {"sigmoid": sigmoid * (1 - sigmoid), "tanh": 1 - np.tanh(value) ** 2, "ReLU": 0}
        for name, slope in slopes.items():
            expect(names(picture).filter(has_text=re.compile(f"^{name} {slope:.2f}$")).first).to_be_visible()
    slide_to(page, slider, 0.5)
    expect(names(picture).filter(has_text="sigmoid 0.25")).to_be_visible()
    expect(picture.locator(".slopes-tangent")).to_have_count(2)
    on = record(with_radius(NETWORK, 1.0), RECALL.probe).hidden[DOG + 1 :] > 0
    dots = picture.locator(".slopes-unit")
    expect(dots).to_have_count(on.size)
    assert (
        dots.evaluate_all("(all) => all.map((one) => Number(one.dataset.on))")
        == on.astype(int).ravel().tolist()
    )
    expect(picture.locator(".slopes-chain").nth(1)).to_have_text(
        f"sigmoid: 0.25 × 0.25 × 0.25 × … = 0.25¹² = {scientific(0.25**AWAY)}"
    )
    profile = gradient_profile(record(with_radius(NETWORK, 1.0), RECALL.probe), TARGET)
    called = {"identity": "the matrix alone", "relu": "ReLU"}
    for function, shares in shares_by_slope(profile).items():
        said = f"{called.get(function, function)} {written(shares[DOG])}"
        expect(names(picture).filter(has_text=said)).to_be_visible()
    expect(picture.locator("svg").first).to_have_accessible_name(re.compile("51 % of its units are off"))


def test_the_matrix_says_what_tanh_takes_between_its_two_lines(page: Page) -> None:
    picture = opened(page, "radius")
    heights = []
    for said in (
        "1.1¹² = 3.1",
        "tanh’s slope, at most 1 at each step, takes this away",
        "measured with tanh: 0.093",
    ):
        box = names(picture).filter(has_text=said).bounding_box()
        assert box is not None
        heights.append(box["y"])
    assert heights == sorted(heights)
    expect(picture.locator(".gradients-difference")).to_have_count(1)


def test_the_cloud_is_taken_back_step_by_step_and_the_bound_is_shown_on_demand(page: Page) -> None:
    picture = opened(page, "radius")
    (shares,) = shares_by_radius(NETWORK, RECALL.probe, TARGET, [1.1])
    back = picture.get_by_role("slider", name="steps back")
    expect(back).to_have_count(0)
    picture.get_by_role("button", name="all gradients, all eigenvalues").click()
    expect(back).to_have_attribute("aria-valuetext", "12")
    back.focus()
    back.press("Home")
    expect(names(picture).filter(has_text="“tail”, 0 steps back: 1")).to_be_visible()
    expect(picture.locator(".gradients-gradient")).to_have_count(len(NETWORK.classes) - 1)
    picture.get_by_role("button", name="Step back").click()
    expect(back).to_have_attribute("aria-valuetext", "12")
    expect(names(picture).filter(has_text=f"“tail”, 12 steps back: {written(shares[DOG])}")).to_be_visible()
    bound = written((recurrent_bound(with_radius(NETWORK, 1.1))) ** AWAY)
    picture.get_by_role("button", name="bound").click()
    expect(picture.locator(".gradients-gradient")).to_have_count(0)
    expect(names(picture).filter(has_text=f"▲ Pascanu’s bound: {bound}")).to_be_visible()


def test_the_matrix_with_another_function_is_core_s(page: Page) -> None:
    picture = opened(page, "radius")
    picture.get_by_role("button", name="sigmoid").click()
    model = replace(NETWORK.spec.model, activation="sigmoid")
    network = Network(replace(NETWORK.spec, model=model), 0, NETWORK.weights)
    (shares,) = shares_by_radius(network, RECALL.probe, TARGET, [1.1])
    said = names(picture).filter(has_text="measured with a sigmoid: ")
    expect(said).to_contain_text(written(shares[DOG]))


@pytest.mark.parametrize("shown", ["nothing", "all gradients, all eigenvalues"])
@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft"])
def test_no_name_lies_on_another_or_on_its_own_line(page: Page, shown: str, key: str) -> None:
    picture = opened(page, "radius")
    picture.get_by_role("button", name=shown).click()
    slider = picture.get_by_role("slider", name="largest eigenvalue")
    slider.focus()
    slider.press(key)
    expect(slider).not_to_have_attribute("aria-valuetext", "1.10")
    boxes = names(picture).evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 1 or down <= 6, (one, other)


def test_a_line_that_leaves_the_picture_has_its_name_where_it_leaves(page: Page) -> None:
    picture = opened(page, "unit")
    plot, name = picture.locator("svg").bounding_box(), names(picture).filter(has_text="1.1⁵⁰").bounding_box()
    assert plot is not None
    assert name is not None
    assert name["x"] - plot["x"] < plot["width"] / 2


@pytest.mark.parametrize(("key", "radius"), [("Home", 0.0), ("End", 10.0), ("ArrowRight", 1.15)])
def test_the_matrix_follows_its_slider(page: Page, key: str, radius: float) -> None:
    picture = opened(page, "radius")
    slider = picture.get_by_role("slider", name="largest eigenvalue")
    slider.focus()
    slider.press(key)
    expect(slider).to_have_attribute("aria-valuetext", f"{radius:.2f}")
    (shares,) = shares_by_radius(NETWORK, RECALL.probe, TARGET, [radius])
    said = names(picture).filter(has_text="measured with tanh: ")
    expect(said).to_be_visible()
    if radius < 2:
        expect(said).to_contain_text(written(shares[DOG]))
    expect(names(picture).filter(has_text=f"¹² = {written(radius**AWAY)}")).to_be_visible()
    picture.get_by_role("button", name="all gradients, all eigenvalues").click()
    sizes = np.abs(recurrent_eigenvalues(with_radius(NETWORK, radius)))
    dots = picture.locator(".gradients-eigenvalue")
    expect(dots).to_have_count(len(sizes))
    hues = dots.evaluate_all("all => all.map((one) => one.getAttribute('fill'))")
    outside = int((sizes > 1).sum())
    name = picture.locator("svg").get_attribute("aria-label") or ""
    assert f"{outside} eigenvalues lie outside the circle" in name
    assert sum(hue == "#5d62c9" for hue in hues) == outside, "those outside the circle have colour"


def test_the_matrix_by_touch_and_mouse(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, **PHONE) as page:
        picture = opened(page, "radius")
        slider = picture.get_by_role("slider", name="largest eigenvalue")
        box = slider.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        slider.tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
        expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^[12]\.\d\d$"))
        slide_to(page, slider, 0)
        expect(slider).to_have_attribute("aria-valuetext", "0.00")


def test_the_gap_draws_each_network_of_a_cell_on_demand(page: Page) -> None:
    picture = opened(page, "gap")
    expect(picture.locator("svg")).to_contain_text("The RNN loses it")
    expect(picture.locator("svg")).to_contain_text("The RNN keeps it")
    lines = picture.locator("svg path[stroke-linejoin]")
    expect(lines).to_have_count(2 * 3)
    picture.get_by_role("button", name="RNN").click()
    expect(lines).to_have_count(2 * (3 + 20))
    picture.get_by_role("button", name="the middle of 20").click()
    expect(lines).to_have_count(2 * 3)


@pytest.mark.parametrize("scene", ["unit", "slopes", "radius", "gap"])
def test_before_the_answer_nothing_can_be_moved_or_read(page: Page, scene: str) -> None:
    picture = opened(page, scene, "")
    expect(picture.locator("svg")).to_have_attribute("aria-label", "Covered until the question is answered.")
    assert picture.locator(".gradients-controls").evaluate("one => one.inert")
    expect(picture.locator("svg path[fill=none][stroke-linejoin]")).to_have_count(0)


@pytest.mark.slow
def test_the_two_ways_are_those_of_the_trained_network(page: Page) -> None:
    page.goto("/gradients?scene=reach&gradients_reach_guess=show-me")
    weights = page.get_by_role("group", name="Weights")
    expect(weights.get_by_role("button", name="untrained")).to_have_attribute(
        "aria-pressed", "true", timeout=120_000
    )
    page.get_by_role("button", name="the LSTM’s two ways").click()
    expect(weights.get_by_role("button", name="trained", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    told = page.get_by_text("along c alone, where a step back")
    share = re.search(r"Here ([0-9.]+) of it is left", told.inner_text())
    assert share
    expect(page.locator(".picture.gradients svg")).to_contain_text(share[1])


def test_before_training_the_rnn_stands_alone_with_the_factor_of_each_step(page: Page) -> None:
    """The others come with the answer, and go by buttons."""
    page.goto("/gradients?scene=untrained")
    shares = gradient_profile(record(NETWORK, RECALL.probe), TARGET).hidden
    steps = page.locator(".step-back")
    expect(steps).to_have_text([f"×{shares[at] / shares[at + 1]:.2f}" for at in range(DOG, DOG + AWAY)])
    left = shares[DOG] / shares[-1]
    score = page.locator(".score")
    expect(score).to_contain_text(f"RNN: × {left ** (1 / AWAY):.2f} a word, {left ** (1 / AWAY):.2f}¹²")
    expect(score).not_to_contain_text("LSTM c")
    cells = page.get_by_role("radiogroup", name="Cells")
    expect(cells).to_have_count(0)
    page.get_by_role("radio", name="GRU").click()
    expect(score).to_contain_text("LSTM c 0.065 ≈ 0.80¹² (memory)")
    expect(steps).to_have_count(0)
    cells.get_by_role("radio", name="RNN", exact=True).click()
    expect(steps).to_have_count(AWAY)
    expect(page).to_have_url(re.compile("gradients_untrained_cells=rnn"))
