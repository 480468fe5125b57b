"""Numbers in words, as the table says that both sides say them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages._shell import words
from tests.running import ROOT

TABLE = json.loads((ROOT / "tests" / "words.json").read_text(encoding="utf-8"))
CASES = [(name, given, said) for name, cases in TABLE.items() for given, said in cases]


@pytest.mark.parametrize(("name", "given", "said"), CASES)
def test_the_pages_say_what_the_table_says(name: str, given: list[Any], said: Any) -> None:
    assert getattr(words, name)(*given) == said


def test_everything_that_is_said_stands_in_the_table() -> None:
    assert {*TABLE} == {*words.__all__}


@pytest.mark.parametrize("count", [8, 16, 32, 160, 200, 300])
def test_a_share_is_said_alike_with_all_its_digits_and_with_five(count: int) -> None:
    """The browser gets five digits of a share; every share of an exam's sentences must come out the same."""
    for right in range(count + 1):
        assert words.percent(right / count) == words.percent(round(right / count, 5))


def test_a_number_is_short_and_has_a_real_minus() -> None:
    assert [words.short(value) for value in (-1.94712, 0.5, 1200.0)] == ["−1.947", "0.5", "1200"]


def test_what_is_left_is_written_as_in_the_pictures() -> None:
    """`written` of `assets/stage/pictures/gradients/share.js`, but for what rounding alone has left."""
    cases = {
        0.0934: "0.093",
        1: "1",
        313.84: "314",
        2.2e-7: "2.2·10⁻⁷",
        164239: "1.6·10⁵",
        1e-17: "0",
        0: "0",
    }
    assert [words.written(share) for share in cases] == list(cases.values())
    assert words.written(1.2e-37, least=0) == "1.2·10⁻³⁷"
    assert [words.written(share) for share in (float("nan"), float("inf"), 1e41)] == ["NaN", "∞", "1.0·10⁴¹"]
