"""One language of colours: distinct, visible on light and dark, and told apart without colour too."""

from __future__ import annotations

import itertools
import json
import re
import tomllib

import numpy as np
import pytest

from core.equations.signals import READING_ORDER
from core.figures.palette import (
    NEGATIVE,
    NETWORKS,
    PLOTLY_DASH,
    POSITIVE,
    RUN_HUES,
    SHARED_WEIGHTS,
    SIGNALS,
    TABLE,
    WINDOW,
    WRITERS,
    palette,
)
from core.spec import KINDS, Kind
from tests.running import ROOT

GROUNDS = ("#ffffff", "#11151d")
HUES = {
    **SIGNALS,
    **{kind: look.hue for kind, look in NETWORKS.items()},
    **SHARED_WEIGHTS,
    **{f"run {at}": hue for at, hue in enumerate(RUN_HUES)},
    **{f"writer {at}": hue for at, hue in enumerate(WRITERS)},
    "negative": NEGATIVE,
    "positive": POSITIVE,
    "table": TABLE.hue,
    "window": WINDOW.hue,
}
STAGE = ROOT / "assets" / "stage"
WRITTEN = sorted(
    {
        (file.relative_to(STAGE).as_posix(), colour.lower())
        for folder in ("pictures", "score/staves", "lab/pictures")
        for file in (STAGE / folder).rglob("*.*")
        for colour in re.findall(r"#[0-9a-fA-F]{6}\b", file.read_text(encoding="utf-8"))
    }
)
"""The colours that a picture has of its own: its file, and the colour."""
ELSEWHERE = {
    ("score/staves/reach.js", "#14171c", "#11151d"),
    ("pictures/ink.js", "#9a3412", "#11151d"),
}
"""Letters on full colours in both themes, and a hue that is mixed with the text's in the dark one."""


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


EYES = {
    "three kinds of cones": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
}  # fmt: skip
"""What an eye makes of linear red, green and blue (Machado et al. 2009)."""
TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
FROM_CONES = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip


def apart(one: str, other: str, eye: str = "three kinds of cones") -> float:
    """Return the distance of two colours in OKLab (Ottosson 2020), as an eye sees them."""
    seen = []
    for colour in (one, other):
        srgb = np.array(channels(colour))
        linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
        seen.append(FROM_CONES @ np.cbrt(TO_CONES @ np.clip(EYES[eye] @ linear, 0, 1)))
    return float(np.linalg.norm(seen[0] - seen[1]))


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


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("file", "colour"), WRITTEN)
def test_every_colour_of_a_picture_stands_out_on_light_and_dark(file: str, colour: str, ground: str) -> None:
    assert (file, colour, ground) in ELSEWHERE or contrast(colour, ground) >= 3


@pytest.mark.parametrize("name", HUES)
def test_every_hue_stands_out_more_in_the_colours_of_a_bright_room(name: str) -> None:
    mode = (STAGE / "slides" / "mode.js").read_text(encoding="utf-8")
    gamma = float(re.findall(r"const GAMMA = ([\d.]+);", mode)[0])
    darker = "#" + "".join(f"{round(255 * share**gamma):02x}" for share in channels(HUES[name]))
    assert contrast(darker, "#ffffff") >= max(3, contrast(HUES[name], "#ffffff"))


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


def test_the_distance_of_colours_is_that_of_their_space() -> None:
    assert apart("#000000", "#ffffff") == pytest.approx(1, abs=1e-3)
    assert apart("#ff0000", "#00ff00") == pytest.approx(0.520, abs=2e-3)


def test_no_run_looks_like_a_gate() -> None:
    for hue, (signal, taken) in itertools.product(RUN_HUES, SIGNALS.items()):
        assert apart(hue, taken) > 0.08, (hue, signal)


@pytest.mark.parametrize("eye", EYES)
def test_runs_are_told_apart_by_every_eye(eye: str) -> None:
    for one, other in itertools.combinations(RUN_HUES, 2):
        assert apart(one, other, eye) > 0.09, (one, other)


@pytest.mark.parametrize("eye", EYES)
def test_writers_are_told_apart_by_every_eye(eye: str) -> None:
    for one, other in itertools.combinations(WRITERS, 2):
        assert apart(one, other, eye) > 0.09, (one, other)


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
