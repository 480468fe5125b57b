"""The small line picture: names at the ends never stand on one another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.stage.conftest import Modules

LEAST = 16


@pytest.mark.parametrize("ends", [[10, 12, 14], [50, 10, 11, 90], [30], [], [5, 5, 5, 5]])
def test_names_at_the_ends_of_lines_stand_apart(modules: Modules, ends: list[int]) -> None:
    asked = [(at, str(number)) for number, at in enumerate(ends)]
    placed = modules.run("pictures/lines", "return m.apart(g[0], g[1]);", asked, LEAST)
    assert sorted(name for _, name in placed) == sorted(name for _, name in asked)
    heights = [at for at, _ in placed]
    assert all(below - above >= LEAST for above, below in pairwise(heights))
    order = [ends[int(name)] for _, name in placed]
    assert order == sorted(order), "from top to bottom as the lines end"


def test_names_with_room_stay_where_their_lines_end(modules: Modules) -> None:
    asked = [[10, "a"], [60, "b"]]
    assert modules.run("pictures/lines", "return m.apart(g[0], g[1]);", asked, LEAST) == asked


def test_names_say_where_their_lines_end_and_one_says_it_for_all_that_end_alike(modules: Modules) -> None:
    ends = {"RNN": 0.31, "GRU": 0.9961, "LSTM": 1.0, "guessing": 0.125, "broken": None}
    lines = [
        {"name": name, "hue": "", "points": [[0, 1], [24, end]] if end else []} for name, end in ends.items()
    ]
    run = "return m.namedByEnds(g[0]).map(({ name }) => name);"
    assert modules.run("pictures/lines", run, lines) == [
        *("RNN 31 %", "GRU, LSTM 100 %", "", "guessing 13 %", "broken NaN %"),
    ]


def test_what_is_kept_is_said_with_numbers_that_give_it(modules: Modules) -> None:
    for gate, held in ((0.19, 0.95), (0.192, 0.9505), (0.5, -1.234), (0, 0.7)):
        said = modules.run("score/staves/lines", "return m.keptOf(g[0], g[1]);", gate, held)
        numbers = said.removeprefix("keeps ").replace("−", "-").replace("(", "").replace(")", "")
        product, kept = numbers.split(" = ")
        first, second = map(float, product.split(" × "))
        assert float(kept) == pytest.approx(gate * held, abs=0.005)
        assert float(kept) == pytest.approx(first * second, abs=0.0051)


@pytest.mark.parametrize(
    ("before", "gates", "said"),
    [
        (
            [0.95, -0.2, 0.1],
            [0.19, 0.02, 0.5],
            "holds 0.95, most of all units; its gate lets 0.19 of that through: it loses most.",
        ),
        ([0.5, -0.6, 0.1], [0.1, 0.9, 0.5], "holds 0.50; its gate lets 0.10 of that through: it loses most."),
        ([0.5, 0.6, 0.1], [0.9, 0.1, 0.5], "holds 0.50; its gate lets 0.90 of that through."),
        ([0, 0, 0], [0.1, 0.1, 0.1], "holds 0.00; its gate lets 0.10 of that through."),
    ],
)
def test_what_a_unit_loses_is_said_beside_the_others(
    modules: Modules, before: list[float], gates: list[float], said: str
) -> None:
    told = modules.run("score/staves/lines", 'return m.lossOf(g[0], g[1], 0, "but");', before, gates)
    assert told == f"Before “but” unit 1 {said}"


def test_of_what_is_no_number_nothing_is_said(modules: Modules) -> None:
    assert modules.run("score/staves/lines", 'return m.lossOf([NaN, 1], [0.5, 0.5], 0, "but");') == ""
