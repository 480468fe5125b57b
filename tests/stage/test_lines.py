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
