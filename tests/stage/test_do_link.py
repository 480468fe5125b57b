"""What else is done by hand, in a link: what is written is read again, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.network.shapes import GATES
from tests.stage.conftest import Modules

READ = "return m.readDone(new URL(`https://a/lstm?${g[0]}`).searchParams);"
WRITE = """
  const address = new URL("https://a/lstm?t=3");
  m.writeDone(address, g[0]);
  return { search: address.search, ...m.readDone(address.searchParams) };"""

NAMES = st.sampled_from(sorted({name for names in GATES.values() for name in names}))
HUNDREDTHS = st.integers(-999, 999).map(lambda value: value / 100)

DONE = st.one_of(
    st.fixed_dictionaries({"kind": st.just("erase"), "timestep": st.integers(0, 9998)}),
    st.fixed_dictionaries({"kind": st.just("off"), "gate": NAMES}),
    st.fixed_dictionaries(
        {"kind": st.just("radius"), "gate": st.none() | NAMES, "radius": HUNDREDTHS.map(abs)}
    ),
    st.fixed_dictionaries({"kind": st.just("forget_bias"), "bias": HUNDREDTHS}),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(DONE, max_size=16))
def test_what_a_link_says_is_what_is_done(modules: Modules, done: list[dict[str, Any]]) -> None:
    found = modules.run("score/hand/do_link", WRITE, done)
    assert found["operations"] == done
    assert found["misread"] == []


def test_a_link_can_be_read_and_written_by_hand(modules: Modules) -> None:
    done = [
        {"kind": "erase", "timestep": 4},
        {"kind": "off", "gate": "input_gate"},
        {"kind": "radius", "gate": None, "radius": 0.9},
        {"kind": "radius", "gate": "forget_gate", "radius": 1.25},
        {"kind": "forget_bias", "bias": -1},
    ]
    search = "do=erase:5&do=off:input_gate&do=radius:0.90&do=radius:forget_gate:1.25&do=forget_bias:-1.00"
    assert modules.run("score/hand/do_link", WRITE, done)["search"] == f"?t=3&{search}"
    assert modules.run("score/hand/do_link", READ, search)["operations"] == done
    assert modules.run("score/hand/do_link", READ, search.replace(":", "%3A"))["operations"] == done


def test_gates_that_are_held_have_a_name_of_their_own(modules: Modules) -> None:
    held = [{"kind": "clamp", "gate": "forget_gate", "value": 0, "units": None, "start": 0, "stop": None}]
    assert modules.run("score/hand/do_link", WRITE, held)["search"] == "?t=3"


@pytest.mark.parametrize(
    "part",
    [
        "",
        "erase",
        "erase:0",
        "erase:-1",
        "erase:12345",
        "erase:5:6",
        "erase:٣",
        "off:",
        "off:FORGET",
        "off:input_gate:2",
        "radius:-0.5",
        "radius:12.00",
        "radius:1e9",
        "radius:NaN",
        "radius::0.90",
        "radius:forget_gate:",
        "forget_bias:11.00",
        "forget_bias:0.001",
        "forget_bias:Infinity",
        "replace:5:dog",
        " erase:5",
        "erase:5%0A",
        "<img src=x onerror=alert(1)>",
        "a" * 10_000,
    ],
)
def test_what_cannot_be_read_is_said_and_not_done(modules: Modules, part: str) -> None:
    found = modules.run("score/hand/do_link", READ, f"do={part}&do=erase:5")
    assert found["operations"] == [{"kind": "erase", "timestep": 4}]
    (said,) = found["misread"]
    assert said.startswith("The link does “")
    assert len(said) < 150


def test_a_link_does_so_many_things_and_no_more(modules: Modules) -> None:
    found = modules.run("score/hand/do_link", READ, "&".join(["do=erase:5"] * 17))
    assert len(found["operations"]) == 16
    assert found["misread"] == ["The link does 17 things; the first 16 of them count."]
