"""The film of the gradients: between two measured steps the last one is shown."""

from __future__ import annotations

from tests.stage.conftest import Modules


def test_between_two_measured_steps_the_last_one_is_shown(modules: Modules) -> None:
    last = [
        modules.run("pictures/gradients/film", "return m.lastOf(g[0], g[1]);", [0, 3, 10, 450], step)
        for step in (0, 2, 3, 9, 10, 449, 450, 800)
    ]
    assert last == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_gradient_is_there_from_the_step_where_it_was_measured_to_the_one_where_it_was_lost(
    modules: Modules,
) -> None:
    def spans(*shares: float) -> list[list[int]]:
        steps = [0, 5, 10, 20, 40][: len(shares)]
        found: list[list[int]] = modules.run(
            "pictures/gradients/film", "return m.spansOf(g[0], g[1], 0.1);", steps, list(shares)
        )
        return found

    assert spans(0, 0.1, 0.2, 0.05, 0.3) == [[5, 20], [40, 40]]
    assert spans(0, 0, 0.5, 0.5, 0.5) == [[10, 40]]
    assert spans(0.01, 0) == []
