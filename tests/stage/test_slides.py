"""Slide mode: how large type is in a window."""

from __future__ import annotations

import pytest

from tests.stage.conftest import Modules

SMALLEST = 0.78
"""The smallest step of type, as a share of its base (`assets/stage/parts/type.js`)."""


@pytest.mark.parametrize(
    ("width", "height", "least"),
    [(1920, 1080, 18), (1920, 900, 18), (2560, 1440, 24), (3840, 2160, 36), (1280, 720, 14), (1024, 768, 12)],
)
def test_the_smallest_text_can_be_read_in_a_window_and_grows_with_it(
    modules: Modules, width: int, height: int, least: float
) -> None:
    base = modules.run("slides/size", "return m.baseIn(g[0], g[1]);", width, height)
    assert least - 1e-9 <= base * SMALLEST <= least * 1.03
