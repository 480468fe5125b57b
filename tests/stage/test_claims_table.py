"""The table of claims: what is chosen, in which order, where a seed stands, and what an address says."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest

from core import experiment, experiments, kept
from core.experiments.experiment import ALL_BUT_FEW, MOST
from pages._scenes.claims.rows import claims
from tests.stage.conftest import Modules

LESSONS = {"gru": "GRU and relatives", "lstm": "Inside the LSTM"}
MODULE = "pictures/claims/choices"
BORDER = 0.36


def claim(name: str, **changed: Any) -> dict[str, Any]:
    told = {
        "id": name,
        "lesson": name.split("/")[0],
        "claim": f"It holds of {name}.",
        "said": "",
        "source": "",
    }
    shown = {"scene": "", "title": "A scene", "word": "holds", "text": "", "seconds": 1.0}
    measured = {"date": "2026-11-29", "bears": 20, "count": 20, "points": [1.0], "against": [], "least": 0}
    return {**told, **shown, **measured, **changed}


CLAIMS = [
    claim("lstm/gates", seconds=30, date="2026-11-28"),
    claim("lstm/units", word="fails", bears=0, said="Units <i>follow</i> positions."),
    claim("gru/blend", word="mostly", bears=18, seconds=2),
    claim("gru/weights", word="mostly", bears=15, claim="A GRU has three blocks."),
]
NOTHING = {"claim": "", "lesson": "", "verdict": "", "words": "", "sort": ""}


def shown(modules: Modules, **choice: str) -> list[str]:
    code = "return g[0].filter((one) => m.fits(one, g[1], g[2])).map(({ id }) => id)"
    found: list[str] = modules.run(MODULE, code, CLAIMS, {**NOTHING, **choice}, LESSONS)
    return found


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        ({}, [one["id"] for one in CLAIMS]),
        ({"lesson": "gru"}, ["gru/blend", "gru/weights"]),
        ({"verdict": "fails"}, ["lstm/units"]),
        ({"lesson": "gru", "verdict": "fails"}, []),
        ({"words": "  INSIDE  the "}, ["lstm/gates", "lstm/units"]),
        ({"words": "blocks three"}, ["gru/weights"]),
        ({"words": "<i>follow</i>"}, ["lstm/units"]),
        ({"words": "(.*"}, []),
        ({"lesson": "constructor"}, []),
    ],
)
def test_what_is_chosen_is_shown(modules: Modules, choice: dict[str, str], ids: list[str]) -> None:
    assert shown(modules, **choice) == ids


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("", ["lstm/gates", "lstm/units", "gru/blend", "gru/weights"]),
        ("verdict", ["lstm/units", "gru/weights", "gru/blend", "lstm/gates"]),
        ("-verdict", ["lstm/gates", "gru/blend", "gru/weights", "lstm/units"]),
        ("-seconds", ["lstm/gates", "gru/blend", "lstm/units", "gru/weights"]),
        ("date", ["lstm/gates", "lstm/units", "gru/blend", "gru/weights"]),
        ("claim", ["gru/weights", "gru/blend", "lstm/gates", "lstm/units"]),
        ("-lesson", ["gru/weights", "gru/blend", "lstm/units", "lstm/gates"]),
        ("toString", ["lstm/gates", "lstm/units", "gru/blend", "gru/weights"]),
    ],
)
def test_claims_are_put_in_order_and_equal_ones_stay_as_the_story_tells_them(
    modules: Modules, sort: str, ids: list[str]
) -> None:
    assert modules.run(MODULE, "return m.ordered(...g).map(({ id }) => id)", CLAIMS, sort) == ids


def test_a_column_is_pressed_up_down_and_back(modules: Modules) -> None:
    code = "return g.map((sort) => m.turned('date', sort))"
    assert modules.run(MODULE, code, "verdict", "date", "-date") == ["date", "-date", ""]


def test_an_address_says_what_is_chosen_and_nothing_else_of_the_table(modules: Modules) -> None:
    code = "const address = new URL(g[0]); m.write(address, g[1]); return address.href"
    before = "http://a.b/claims?lesson=gru&hide=task&sort=date&scene=weights"
    told = modules.run(MODULE, code, before, {**NOTHING, "verdict": "fails", "words": "a&b "})
    assert told == "http://a.b/claims?hide=task&verdict=fails&words=a%26b+"
    assert modules.run(MODULE, code, told, {**NOTHING, "words": "  "}) == "http://a.b/claims?hide=task"


@pytest.mark.parametrize("trial", range(20))
def test_a_seed_stands_right_of_the_border_exactly_where_it_bears_the_claim(
    modules: Modules, trial: int
) -> None:
    """Whatever the numbers are; all stay on the band, and a larger strength never stands further left."""
    draw = random.Random(trial)
    least = draw.choice([0.0, 1.0, -0.5, 1e-12, 20.0])
    size = draw.choice([1e-3, 1.0, 1e4])
    points = [least + draw.choice([0.0, draw.gauss(0, size), draw.lognormvariate(0, 4)]) for _ in range(20)]
    places = modules.run("pictures/claims/band", "return m.placed(...g)", points, least)
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)
    for point, place in zip(points, places, strict=True):
        if abs(point - least) > 1e-9 * max(1.0, abs(least)):
            assert (place >= BORDER) == (point > least), (point, least)
    inorder = [place for _, place in sorted(zip(points, places, strict=True))]
    assert inorder == sorted(inorder)


def test_what_is_not_finite_has_no_place_and_equal_seeds_stand_on_the_border(modules: Modules) -> None:
    assert modules.run("pictures/claims/band", "return m.placed(...g)", [None, 2.0], 1.0) == [None, 1.0]
    assert modules.run("pictures/claims/band", "return m.placed(...g)", [3.0, 3.0], 3.0) == [BORDER, BORDER]
    assert modules.run("pictures/claims/band", "return m.placed(...g)", [], 3.0) == []


def test_every_kept_claim_is_drawn_as_its_experiment_says(modules: Modules) -> None:
    """A rounded point that had crossed the border would contradict the cross or the dot that stands there."""
    told = json.loads(claims().table.text)["claims"]
    code = "return g[0].map(({ points, least }) => m.placed(points, least))"
    for row, places in zip(told, modules.run("pictures/claims/band", code, told), strict=True):
        known = kept(experiment(row["id"]))
        holds = map(known.experiment.holds, known.values)
        assert row["against"] == [at for at, bears in enumerate(holds) if not bears]
        assert (row["count"], row["bears"]) == (len(places), len(places) - len(row["against"]))
        for at, place in enumerate(places):
            if place is not None and abs(place - BORDER) > 1e-3:
                assert (place < BORDER) == (at in row["against"]), row["id"]


def test_the_file_has_a_row_a_claim_and_reads_as_a_table(modules: Modules) -> None:
    code = "return m.claimsFile(...g).text()"
    text = modules.run("pictures/claims/file", code, CLAIMS, "http://a.b/course/")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == [one["id"] for one in CLAIMS]
    assert rows[1]["lectures_say"] == "Units <i>follow</i> positions."
    assert rows[2]["verdict"] == "mostly"
    assert rows[2]["address"] == "http://a.b/course/gru"
    assert rows[0]["source"].startswith("Unrolled")
    assert float(rows[0]["strength_median"]) == 1.0


def test_where_verdicts_part_is_said_as_it_is(modules: Modules) -> None:
    said = modules.run("pictures/claims/marks", "return m.RULE")
    assert said["holds"] == f"on {100 * ALL_BUT_FEW:.0f} % of the starts or more"
    assert said["mostly"] == f"on {100 * MOST:.0f} % or more"


CHEAP = [one.id for one in experiments() if not one.recipes(0) and kept(one).seconds < 1]


@pytest.mark.parametrize("name", CHEAP)
def test_the_lines_of_python_measure_their_claim(
    modules: Modules, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = modules.run("pictures/claims/opened", "return m.asCode(g[0])", name)
    exec(compile(lines, "as code", "exec"), {})  # noqa: S102
    said = capsys.readouterr().out
    assert f"of 20 {experiment(name).drawn}" in said
    assert said.startswith(("Holds", "Does not hold here"))


def test_there_are_cheap_claims() -> None:
    assert len(CHEAP) > 5
