"""Staves of the way back, alone on a page: reach, parts of a gradient, one step back."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.reading import until
from tests.browser.staved import (
    CROSSES,
    PARTS,
    REACH,
    WORDS,
    arriving,
    parts,
)


def test_what_arrives_is_told_where_the_cursor_is_and_nothing_stands_after_the_answer(staved: Page) -> None:
    shares = arriving(3, broken=True)
    staved.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares}])
    staved.evaluate("() => moved({ timestep: 4 })")
    told = staved.evaluate(
        "() => [...view.root.querySelectorAll('g.mark text')].map((one) => one.textContent)"
    )
    assert told[1] == "NaN"
    assert [float(told[word]) for word in (2, 3, 4)] == pytest.approx(shares[4][2:5], abs=0.006)
    assert told[5:] == ["", ""]
    assert (staved.locator(CROSSES).get_attribute("d") or "").count("M") == 2
    rows = staved.evaluate("() => view.rows()")
    assert len(rows) == WORDS * (WORDS + 1) / 2
    assert [row[3] for row in rows if row[0] == 3] == shares[3][:4]
    assert rows[-1][1] == "reach, RNN: word 7, “g”"


def test_the_parts_of_a_gradient_are_bars_of_one_scale(staved: Page) -> None:
    series = parts(8)
    staved.evaluate("([stave]) => put('contributions', stave)", [PARTS | {"series": series}])
    largest = max(share for one in series for share in one["shares"])
    (high, end), (_, first), _, (_, second) = staved.evaluate("() => view.axis()")
    assert int(end.removesuffix(" %")) == np.ceil(10 * largest) * 10
    assert [first, second] == ["RNN", "LSTM"]
    path = staved.locator("path[fill='#808894']").get_attribute("d") or ""
    bars = [
        (float(floor), float(top)) for floor, top in re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+V([\d.]+)", path)
    ]
    floor = bars[0][0]
    shares = [(bottom - top) / (floor - high) * int(end.removesuffix(" %")) / 100 for bottom, top in bars]
    assert shares == pytest.approx(series[0]["shares"], abs=0.002)
    name = staved.evaluate("() => view.root.getAttribute('aria-label')")
    at = int(np.argmax(series[0]["shares"]))
    assert f"RNN: the largest part, {series[0]['shares'][at]:.0%}".replace("%", " %") in name
    assert f"is of “{'abcdefg'[at]}” (word {at + 1})" in name


def test_another_run_s_parts_are_outlined_where_they_differ_and_both_have_rows(staved: Page) -> None:
    series, others = parts(8), parts(9)
    others[0]["shares"][2] = series[0]["shares"][2]
    both = [one | {"ghost": other} for one, other in zip(series, others, strict=True)]
    runs = {"label": "parts", "names": ["A", "B"]}
    staved.evaluate("([stave]) => put('contributions', stave)", [PARTS | {"series": both, "runs": runs}])
    (high, end), *_ = staved.evaluate("() => view.axis()")
    path = staved.locator("path.alone").first.get_attribute("d") or ""
    boxes = [
        (float(top), float(tall)) for top, tall in re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)h", path)
    ]
    floor = sum(boxes[0])
    shares = [tall / (floor - high) * int(end.removesuffix(" %")) / 100 for _, tall in boxes]
    assert shares == pytest.approx([one for at, one in enumerate(others[0]["shares"]) if at != 2], abs=0.002)
    texts = staved.locator("tspan").all_text_contents()
    assert "the parts add up to 50 % of their sizes" in texts[1], "the same in both runs is said once"
    rows = staved.evaluate("() => view.rows()")
    for name, one in (("parts RNN, A", series[0]), ("parts RNN, B", others[0])):
        assert [row[3] for row in rows if row[1] == name] == one["shares"]


def test_a_line_ends_what_an_answer_reaches_another_what_it_reached_left_alone(staved: Page) -> None:
    shares, ghost = arriving(3), arriving(4)
    edges = """() => [...view.root.querySelectorAll('path.alone')].map((one) => one.getAttribute('d'))"""
    staved.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares}])
    assert staved.evaluate(edges) == ["", ""]
    staved.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares, "ghost": ghost}])
    height = float(staved.evaluate("() => view.height"))
    for path, numbers in zip(staved.evaluate(edges), (shares, ghost), strict=True):
        tops = [float(top) for top in re.findall(r"(?:M[\d.]+ |V)([\d.]+)h", path)]
        rows = [round((top - 4) / ((height - 8) / WORDS)) for top in tops]
        reached = []
        for answer, row in enumerate(numbers):
            word = answer
            while word and (row[word - 1] or 0) >= 0.1:
                word -= 1
            reached.append(word)
        assert rows == reached
    assert "dashed: left alone" in staved.evaluate("() => view.note")


def test_a_difference_of_shares_has_signs_and_its_own_colours(staved: Page) -> None:
    apart = (np.array(arriving(3)) - np.array(arriving(4))).tolist()
    stave = REACH | {"shares": apart, "difference": True, "note": "in A minus in B"}
    staved.evaluate("([stave]) => put('reach', stave)", [stave])
    staved.evaluate("() => moved({ timestep: 6 })")
    told = staved.evaluate(
        "() => [...view.root.querySelectorAll('g.mark text')].map((one) => one.textContent)"
    )
    for said, share in zip(told, apart[6], strict=True):
        expected = "" if abs(share) < 0.005 else f"{share:+.2f}".replace("-", "−")
        assert said == expected
    assert staved.evaluate("() => view.legend.ends") == ["−1", "1"]
    assert staved.evaluate("() => view.note").endswith("arrives there, in A minus in B")


FACTORS = """async ([first, second]) => {
  const { Matrix } = await import('/stage/now/net/matrix.js');
  window.measured = 0;
  window.of = (numbers) => ({
    label: 'one step back',
    series: [{ name: 'RNN', hue: '#808894', dash: '2 4', mark: 'circle' }],
    measure: () => {
      measured++;
      return [{ values: new Matrix(numbers.length, 1, Float64Array.from(numbers, (x) => x ?? NaN)) }];
    },
  });
  await put('jacobian', of(first));
  const seen = [measured, view.rows().map((row) => row[3])];
  for (let time = 0; time < 3; time++) view.update(of(second));
  return [...seen, measured, view.root.querySelector('g[opacity]').getAttribute('opacity')];
}"""


def test_what_takes_long_to_measure_waits_until_the_reader_rests(staved: Page) -> None:
    """The old picture fades meanwhile. Where a factor has no place on the axis the line points out of it."""
    first, second = [0.5, 0.9, 1.0, 1.1, 2.0, 1.5, 1.2], [0.0, 0.2, 1.0, None, 2.0, 99.0, 1.2]
    counted, rows, still, faded = staved.evaluate(FACTORS, [first, second])
    assert (counted, rows, still, faded) == (1, first, 1, "0.3")
    until(lambda: staved.evaluate("() => measured") == 2)
    assert staved.evaluate("() => view.root.querySelector('g[opacity]').getAttribute('opacity')") == "1"
    titles = staved.evaluate("() => [...view.root.querySelectorAll('title')].map((one) => one.textContent)")
    assert titles == ["goes on below the axis", "goes on above the axis"]
    assert (staved.locator(CROSSES).get_attribute("d") or "").count("M") == 2
    assert "not all of it are numbers" in staved.evaluate("() => view.root.getAttribute('aria-label')")
