"""What the browser draws when another option is chosen: what is shown, and what differs from it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from core.figures.others import Option, others
from tests.making.options import pictured
from tests.stage.conftest import Modules

SHOWN = {"sentence": "a cat", "networks": [{"key": "a"}], "staves": ["x"], "target": 3}
OPTIONS = {
    (0, 0): Option(SHOWN),
    (0, 1): Option(SHOWN | {"networks": [{"key": "b"}]}),
    (1, 0): Option(SHOWN | {"networks": [{"key": "c"}], "staves": ["y"], "target": None}, ("x",)),
    (1, 1): Option(SHOWN | {"networks": [{"key": "d"}], "staves": ["y"]}),
}
TELL = """
  const { Switch } = m;
  const [others, ahead] = g;
  globalThis.document = { addEventListener: () => {}, querySelectorAll: () => [] };
  globalThis.CSS = { escape: (key) => key };
  const control = new Switch({ chosen: () => {}, near: () => {} });
  control.hear(JSON.stringify(others));
  for (const [key, place] of ahead) control.ahead.set(key, place);
  return [control.picture({ described: g[2], veiled: g[3] }), control.isAhead, control.networks];"""

SERIES = """
  const { Switch } = m;
  const [chosen, answers, pause] = g;
  let [now, checked] = [0, 0];
  globalThis.document = {
    addEventListener: () => {},
    querySelectorAll: () => [0, 1, 2].map((place) => ({ getAttribute: () => String(place === checked) })),
  };
  globalThis.CSS = { escape: (key) => key };
  globalThis.performance = { now: () => now };
  const told = (shown) => JSON.stringify({ controls: ["cell"], shown: [shown], options: {}, values: [] });
  const control = new Switch({ chosen: () => {}, near: () => {} });
  control.hear(told(0));
  for (checked of chosen) control.choose("cell");
  now += pause;
  return answers.map((shown) => {
    control.hear(told(shown));
    return control.ahead.get("cell") ?? shown;
  });"""


def sent(shown: tuple[int, int] = (0, 0), options: dict[Any, Option] = OPTIONS) -> dict[str, Any]:
    return others(("cell", "weights"), shown, options)


@pytest.mark.parametrize(("shown", "places"), list(product(OPTIONS, OPTIONS)))
def test_an_option_is_what_the_page_would_describe(
    modules: Modules, shown: tuple[int, int], places: tuple[int, int]
) -> None:
    before, veiled = OPTIONS[shown]
    told = sent(shown)
    found = modules.run(
        "switch", "return m.pictureOf(...g)", told, places, {"described": before, "veiled": veiled}
    )
    described, covered = pictured(told, places, before, veiled)
    assert found == {"described": described, "veiled": covered}
    assert described == OPTIONS[places].score


def test_the_sentence_stays_the_one_that_is_shown(modules: Modules) -> None:
    shown = {"described": SHOWN | {"sentence": "another one"}, "veiled": []}
    found = modules.run("switch", "return m.pictureOf(...g)", sent(), [1, 1], shown)
    assert found["described"]["sentence"] == "another one"


def test_of_an_option_that_the_page_does_not_tell_nothing_is_known(modules: Modules) -> None:
    known = {places: option for places, option in OPTIONS.items() if places != (1, 1)}
    picture, ahead, _ = modules.run(
        "switch", TELL, sent((0, 0), known), [["cell", 1], ["weights", 1]], SHOWN, []
    )
    assert picture is None
    assert ahead


def test_what_was_chosen_in_two_controls_counts_together(modules: Modules) -> None:
    choices: list[dict[str, int]] = [{}, {"cell": 1}, {"weights": 1}, {"cell": 1, "weights": 1}]
    for chosen in choices:
        picture, is_ahead, _ = modules.run("switch", TELL, sent(), list(chosen.items()), SHOWN, [])
        places = (chosen.get("cell", 0), chosen.get("weights", 0))
        assert picture["described"] == OPTIONS[places].score
        assert is_ahead == bool(chosen)


def test_the_networks_to_fetch_are_those_of_the_other_options(modules: Modules) -> None:
    _, _, networks = modules.run("switch", TELL, sent(), [], SHOWN, [])
    assert sorted(networks) == ["b", "c", "d"]


@pytest.mark.parametrize(
    ("chosen", "answers", "seen"),
    [
        ([1, 2, 0, 2], [1, 2, 0, 2], [2, 2, 2, 2]),
        ([1, 2, 0, 2], [1, 2], [2, 2]),  # the page skips what was chosen in between
        ([1, 0], [1, 0], [0, 0]),
        ([1], [1, 0], [1, 0]),  # afterwards the page itself shows another one
    ],
)
def test_an_answer_to_an_earlier_choice_is_not_seen(
    modules: Modules, chosen: list[int], answers: list[int], seen: list[int]
) -> None:
    assert modules.run("switch", SERIES, chosen, answers, 0) == seen


def test_long_after_a_choice_the_page_is_believed(modules: Modules) -> None:
    assert modules.run("switch", SERIES, [1, 2, 0, 2], [2, 0], 6000) == [2, 0]
