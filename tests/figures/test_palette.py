"""One language of colours: distinct, visible on light and dark, and told apart without colour too."""

from __future__ import annotations

import itertools
import json
import tomllib

import pytest

from core.equations.signals import READING_ORDER
from core.figures.palette import (
    NEGATIVE,
    NETWORKS,
    PLOTLY_DASH,
    POSITIVE,
    SHARED_WEIGHTS,
    SIGNALS,
    palette,
)
from core.spec import KINDS, Kind
from tests.running import ROOT

GROUNDS = ("#ffffff", "#11151d")
HUES = {
    **SIGNALS,
    **{kind: look.hue for kind, look in NETWORKS.items()},
    **SHARED_WEIGHTS,
    "negative": NEGATIVE,
    "positive": POSITIVE,
}


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_grounds_are_those_of_the_theme() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert (theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]) == GROUNDS


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", HUES)
def test_every_hue_stands_out_on_light_and_dark(name: str, ground: str) -> None:
    assert contrast(HUES[name], ground) >= 3


def test_every_signal_of_every_cell_has_a_hue() -> None:
    signals = {signal for order in READING_ORDER.values() for signal in order}
    assert set(SIGNALS) == signals


@pytest.mark.parametrize("kind", KINDS)
def test_the_signals_of_one_cell_are_far_apart(kind: Kind) -> None:
    for one, other in itertools.combinations(READING_ORDER[kind], 2):
        distance = sum(
            (a - b) ** 2 for a, b in zip(channels(SIGNALS[one]), channels(SIGNALS[other]), strict=True)
        )
        assert distance > 0.05, (one, other)


def test_no_two_hues_are_the_same() -> None:
    hues = [*SIGNALS.values(), *(look.hue for look in NETWORKS.values()), *SHARED_WEIGHTS.values()]
    assert len(set(hues)) == len(hues)


def test_networks_are_told_apart_without_colour() -> None:
    assert tuple(NETWORKS) == KINDS
    for part in ("name", "hue", "dash", "mark"):
        assert len({getattr(look, part) for look in NETWORKS.values()}) == len(KINDS), part
    assert len({PLOTLY_DASH[look.dash] for look in NETWORKS.values()}) == len(KINDS)


def test_the_browser_gets_the_same_colours() -> None:
    sent = json.loads(json.dumps(palette()))
    assert sent["signals"] == dict(SIGNALS)
    assert (sent["negative"], sent["positive"]) == (NEGATIVE, POSITIVE)
