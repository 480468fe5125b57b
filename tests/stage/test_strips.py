"""Word vectors on a canvas: pixels of one width fill the columns, strips are about as wide as wanted."""

from __future__ import annotations

import pytest

from tests.stage.conftest import Modules


@pytest.mark.parametrize("column", [40, 47, 150, 220])
@pytest.mark.parametrize("numbers", [1, 2, 5, 16, 64, 200])
def test_strips_and_gaps_fill_a_column(modules: Modules, column: int, numbers: int) -> None:
    wanted = min(column - 12, 64)
    found = modules.run("score/staves/strips", "return m.parted(...g)", column, numbers, wanted)
    number = column / (numbers + found["gaps"])
    assert found["gaps"] >= 1
    assert found["width"] == pytest.approx(numbers * number)
    assert abs(found["width"] - wanted) <= max(number, wanted / numbers)


def test_a_canvas_that_browsers_do_not_have_is_not_asked_for(modules: Modules) -> None:
    fits = [modules.run("score/staves/strips", "return m.fits(...g)", 128, pixels) for pixels in (40, 300)]
    assert fits == [True, False]
