"""Sizes of type: one scale of a few steps on one base, which stands in one place for each language."""

from __future__ import annotations

import re

import pytest

from core.figures.template import STEPS, figure, size
from tests.running import ROOT
from tests.stage.conftest import Modules

STAGE = ROOT / "assets" / "stage"
SHEETS = sorted(STAGE.rglob("*.css"))
SCRIPTS = sorted(path for path in STAGE.rglob("*.js") if path.name != "type.js")
FIGURES = sorted((ROOT / "core" / "figures").glob("*.py"))
SMALLEST = 12
"""px on a screen, at the usual base."""

OWN_SIZE = re.compile(
    r"""font-?size["']?\s*[:=]\s*["']?[\d.]|font["']?\s*[:=]\s*["'{][^;}]*\d+(\.\d+)?px""", re.I
)
FONT_OF_A_FIGURE = re.compile(r"""font["']?\s*:\s*\{[^}]*size["']?\s*:\s*[\d.]""")


def test_no_size_of_type_stands_beside_the_scale() -> None:
    for path in SHEETS:
        for value in re.findall(r"font-size:\s*([^;]+);", path.read_text(encoding="utf-8")):
            assert re.fullmatch(
                r"var\(--(small|note|label|body|large|title|answer|size|type, 1rem|st-heading-\d)\)|inherit",
                value,
            ), (
                path.name,
                value,
            )
    for path in [*SCRIPTS, *FIGURES]:
        text = path.read_text(encoding="utf-8")
        assert not OWN_SIZE.search(text), path
        assert not FONT_OF_A_FIGURE.search(text), path


@pytest.mark.parametrize(
    "written",
    ['{ "font-size": 13 }', "{ fontSize: 14 }", "font: { size: 11.5 }", 'pen.font = "600 12px serif"'],
)
def test_the_law_sees_sizes(written: str) -> None:
    assert OWN_SIZE.search(written) or FONT_OF_A_FIGURE.search(written)


def test_styles_scripts_and_figures_have_the_same_steps(modules: Modules) -> None:
    css, ofscore = ((STAGE / name).read_text(encoding="utf-8") for name in ("stage.css", "score/score.css"))
    told = re.findall(r"--(\w+): calc\(var\(--size\) \* ([\d.]+)\);", css)
    assert (
        {name: float(ratio) for name, ratio in told} == modules.run("parts/type", "return m.STEPS;") == STEPS
    )
    larger = re.search(r"\.score\.roomy \{\s*--size: calc\(var\(--type, 1rem\) \* ([\d.]+)\)", ofscore)
    script = (STAGE / "score" / "stage.js").read_text(encoding="utf-8")
    assert larger
    assert f"const LARGER = {larger[1]};" in script, "a roomy score is as much larger in both"


def test_the_smallest_step_can_be_read() -> None:
    assert min(STEPS.values()) * 16 >= SMALLEST


def test_all_sizes_follow_the_base(modules: Modules) -> None:
    body = "const type = new m.Type(g[0]); return [type.size('label'), type.px(38)];"
    assert modules.run("parts/type", body, 16) == [14, 38]
    assert modules.run("parts/type", body, 24) == [21, 57]


def test_a_figure_is_enlarged_with_all_that_holds_its_text(modules: Modules) -> None:
    shape = {"xsizemode": "pixel", "x0": -24, "x1": 0, "line": {"width": 2}}
    layout = figure([], x_title="x", y_title="y", shapes=[shape]).to_plotly_json()["layout"]
    seen = modules.run("figure/figure", "return m.scaled(g[0], 2);", {**layout, "template": None})
    assert seen["font"]["size"] == 2 * size("body") == seen["legend"]["font"]["size"]
    assert seen["margin"] == {side: 2 * room for side, room in layout["margin"].items()}
    assert seen["height"] == 2 * layout["height"]
    assert seen["legend"]["y"] == layout["legend"]["y"], "a share of the plot"
    assert seen["shapes"] == [{**shape, "x0": -48, "x1": 0}]
