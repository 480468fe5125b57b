"""The film of the gradients: between two measured steps the last one is shown."""

from __future__ import annotations

from tests.stage.conftest import Modules


def test_between_two_measured_steps_the_last_one_is_shown(modules: Modules) -> None:
    last = [
        modules.run("pictures/gradients/film", "return m.lastOf(g[0], g[1]);", [0, 3, 10, 450], step)
        for step in (0, 2, 3, 9, 10, 449, 450, 800)
    ]
    assert last == [0, 0, 1, 1, 2, 2, 3, 3]
