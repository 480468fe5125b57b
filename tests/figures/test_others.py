"""The other options of a page's controls: what is shown and its patch give exactly what they would show."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from core import default_run, initial_network
from core.figures.boards import board
from core.figures.others import Option, Places, others
from core.spec import KINDS
from tests.making.options import pictured

PARTS = ("unrolled", "readout", "hidden")
SEEDS = (0, 1)
OPTIONS: dict[Places, Option] = {
    places: Option(
        board(
            initial_network(default_run(KINDS[places[0]], seed=SEEDS[places[1]])),
            "a cat",
            PARTS,
            name="b",
            readout="",
        ),
        ("hidden",) if places == (2, 1) else (),
    )
    for places in product(range(len(KINDS)), range(len(SEEDS)))
}


def told(shown: Places) -> dict[str, Any]:
    travelled: dict[str, Any] = json.loads(json.dumps(others(("cell", "weights"), shown, OPTIONS)))
    return travelled


@pytest.mark.parametrize("shown", OPTIONS)
def test_what_is_shown_and_its_patch_give_each_other_option(shown: Places) -> None:
    sent = told(shown)
    assert (sent["controls"], sent["shown"]) == (["cell", "weights"], list(shown))
    for places, option in OPTIONS.items():
        assert pictured(sent, places, *OPTIONS[shown]) == (option.score, list(option.veiled))


def test_other_weights_are_told_by_their_network_alone() -> None:
    sent = told((0, 0))
    assert list(sent["options"]["0,1"]["score"]) == ["networks"]
    assert sent["options"]["0,0"] == {"score": {}}
    assert set(sent["options"]["2,0"]["score"]) <= {"networks", "staves", "lens", "signals"}


def test_what_options_share_is_sent_once() -> None:
    sent = told((0, 0))
    values = [json.dumps(value) for value in sent["values"]]
    assert len(values) == len(set(values))
    assert sent["options"]["2,0"]["score"]["staves"] == sent["options"]["2,1"]["score"]["staves"]


def test_a_cover_is_told_where_it_is_another_one() -> None:
    sent = told((0, 0))
    assert {places for places, option in sent["options"].items() if "veiled" in option} == {"2,1"}
    back = told((2, 1))
    assert back["options"]["0,0"]["veiled"] == []


def test_what_is_shown_has_to_be_among_the_options() -> None:
    with pytest.raises(KeyError):
        others(("cell", "weights"), (3, 0), OPTIONS)
