"""Held gates in a link: what is written is read again, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.network.shapes import GATES
from tests.stage.conftest import Modules

READ = "return m.readHolds(new URL(`https://a/lstm?${g[0]}`).searchParams);"
WRITE = """
  const address = new URL("https://a/lstm?t=3");
  m.writeHolds(address, g[0]);
  return { search: address.search, ...m.readHolds(address.searchParams) };"""

PLACES = st.integers(0, 9998)
NAMES = sorted({name for names in GATES.values() for name in names})


@st.composite
def clamps(draw: st.DrawFn) -> dict[str, Any]:
    units = draw(st.none() | st.lists(PLACES, min_size=1, max_size=8, unique=True))
    start = draw(PLACES)
    return {
        "kind": "clamp",
        "gate": draw(st.sampled_from(NAMES)),
        "value": draw(st.integers(-200, 200)) / 100,
        "units": units,
        "start": start,
        "stop": draw(st.sampled_from([None, start + 1])),
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(clamps(), max_size=16))
def test_what_a_link_says_is_what_is_held(modules: Modules, held: list[dict[str, Any]]) -> None:
    found = modules.run("score/hand/hold_link", WRITE, held)
    assert found["clamps"] == held
    assert found["misread"] == []


def test_a_link_can_be_read_and_written_by_hand(modules: Modules) -> None:
    free = {"kind": "clamp", "gate": "forget_gate", "value": 0, "units": None, "start": 0, "stop": None}
    held = [
        {**free, "units": [2], "start": 4},
        {**free, "gate": "candidate", "value": -0.5, "units": [0, 6], "start": 1, "stop": 2},
        free,
    ]
    search = "hold=forget_gate:3:0.00:5-&hold=candidate:1,7:-0.50:2&hold=forget_gate:all:0.00:all"
    assert modules.run("score/hand/hold_link", WRITE, held)["search"] == f"?t=3&{search}"
    assert modules.run("score/hand/hold_link", READ, search)["clamps"] == held
    assert modules.run("score/hand/hold_link", READ, search.replace(":", "%3A"))["clamps"] == held


def test_nothing_held_leaves_no_trace_in_the_address(modules: Modules) -> None:
    assert modules.run("score/hand/hold_link", WRITE, [])["search"] == "?t=3"
    erased = [{"kind": "erase", "timestep": 2}]
    assert modules.run("score/hand/hold_link", WRITE, erased)["search"] == "?t=3"


@pytest.mark.parametrize(
    "part",
    [
        "",
        "forget_gate",
        "forget_gate:3:0.00",
        "forget_gate:0:0.00:5-",
        "forget_gate:3:0.00:0",
        "forget_gate:3:0.00:-5",
        "forget_gate:3:0.005:5-",
        "forget_gate:3:1e9:5-",
        "forget_gate:3:NaN:5-",
        "forget_gate:3,:0.00:5-",
        "forget_gate:12345:0.00:5-",
        "forget_gate:1,2,3,4,5,6,7,8,9:0.00:5-",
        "FORGET_GATE:3:0.00:5-",
        "forget_gate:3:0.00:5-:6",
        " forget_gate:3:0.00:5-",
        "forget_gate:3:0.00:5-%0A",
        "<img src=x onerror=alert(1)>",
        "\u202egate:٣:0.00:5-",
        "a" * 10_000,
    ],
)
def test_what_is_no_gate_is_said_and_not_held(modules: Modules, part: str) -> None:
    found = modules.run("score/hand/hold_link", READ, f"hold={part}&hold=forget_gate:3:0.00:5-")
    assert len(found["clamps"]) == 1
    (said,) = found["misread"]
    assert said.startswith("The link holds “")
    assert len(said) < 150


def test_a_link_holds_so_many_gates_and_no_more(modules: Modules) -> None:
    found = modules.run("score/hand/hold_link", READ, "&".join(["hold=forget_gate:3:0.00:5-"] * 17))
    assert len(found["clamps"]) == 16
    assert found["misread"] == ["The link holds 17 gates; the first 16 of them count."]
