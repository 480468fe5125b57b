"""How far pictures are enlarged on a slide: as far as they fit, between bounds, in a few tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.stage.conftest import Modules

NEXT = "return m.nextTry(g[0], g[1]);"
BAND = "return m.bandOf(g[0], g[1], g[2]);"


def chosen(modules: Modules, height: Callable[[float], float], room: float, most: float) -> tuple[float, int]:
    """Return the largest size that fits of those that are tried, and how many were tried."""
    tried: list[dict[str, float | bool]] = []
    zoom = 1.0
    while zoom and len(tried) < 6:
        high = height(zoom)
        tried.append({"zoom": zoom, "height": high, "room": room, "beyond": high > room})
        zoom = modules.run("slides/fitting", NEXT, tried, [0.8, most])
    fits = [float(one["zoom"]) for one in tried if not one["beyond"]]
    return max(fits, default=0.0), len(tried)


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 1.1, 1.4])
def test_a_picture_grows_as_far_as_it_fits_and_shrinks_no_further_than_it_must(
    modules: Modules, power: float, share: float
) -> None:
    room, most = 800.0, 1.5
    found, tries = chosen(modules, lambda zoom: share * room * zoom**power, room, most)
    best = min(most, (1 / share) ** (1 / power))
    if best < 0.8:
        assert found == 0.0
    else:
        assert best - 0.09 <= found <= best + 1e-9
    assert tries <= 6


@pytest.mark.parametrize(
    ("width", "height", "base", "least"),
    [(1920, 1080, 23.1, 1.0), (1280, 800, 18.5, 0.83), (1024, 768, 15.4, 0.83), (390, 844, 15.4, 1.0)],
)
def test_no_picture_is_laid_out_for_a_phone_and_none_shrinks_in_a_hall(
    modules: Modules, width: float, height: float, base: float, least: float
) -> None:
    low, high = modules.run("slides/fitting", BAND, width, height, base)
    assert low == pytest.approx(least, abs=0.01)
    assert 1 <= high <= 1.55
    assert high == 1 or width * 16 / base / high >= 780 - 1e-6
