"""The four acts of an LSTM's timestep: their numbers are core's, and what is written down works out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import default_run, initial_network
from tests.making.traces import trace_of
from tests.stage.conftest import Modules, file_of

SENTENCE = "the film was not good but lovely"
OPEN = """
  const { fromFile } = await stage("../net/file");
  const all = m.opened(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1]);
  const units = [...Array(all.memory.cols).keys()];
  const numbers = all.trace.words.map((_, t) => units.map((unit) => m.actsOf(all, t, unit)));"""


def test_the_numbers_of_the_acts_are_core_s(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    found: list[list[dict[str, float]]] = modules.run(
        "pictures/belt/numbers", f"{OPEN} return numbers;", file_of(trace.network), SENTENCE
    )
    state = np.vstack([np.zeros_like(trace["cell_state"][:1]), trace["cell_state"]])
    wanted = {
        "before": state[:-1],
        "forget": trace["forget_gate"],
        "kept": trace["forget_gate"] * state[:-1],
        "input": trace["input_gate"],
        "candidate": trace["candidate"],
        "written": trace["input_gate"] * trace["candidate"],
        "now": state[1:],
        "output": trace["output_gate"],
        "tanh": np.tanh(state[1:]),
        "shown": trace["hidden"],
    }
    assert len(found) == len(trace)
    for name, numbers in wanted.items():
        seen = [[unit[name] for unit in units] for units in found]
        np.testing.assert_allclose(seen, numbers, rtol=1e-12, atol=1e-14, err_msg=name)


def test_whoever_works_the_acts_out_comes_to_what_stands_there(modules: Modules) -> None:
    """For all units and words: a sum or product of what is shown rounds to what is shown."""
    trace = trace_of("lstm", "sentiment", SENTENCE)
    texts: list[list[dict[str, str]]] = modules.run(
        "pictures/belt/numbers",
        f"{OPEN} return numbers.map((units) => units.map(m.written));",
        file_of(trace.network),
        SENTENCE,
    )
    for unit in (unit for units in texts for unit in units):
        shown = {name: float(text.replace("−", "-")) for name, text in unit.items()}
        digits = {name: len(text.partition(".")[2]) for name, text in unit.items()}

        def works_out(
            name: str, value: float, shown: dict[str, float] = shown, digits: dict[str, int] = digits
        ) -> None:
            assert abs(value - shown[name]) <= 0.5 * 10.0 ** -digits[name] + 1e-9, (name, shown)

        works_out("kept", shown["forget"] * shown["before"])
        works_out("written", shown["input"] * shown["candidate"])
        works_out("now", shown["kept"] + shown["written"])
        works_out("tanh", float(np.tanh(shown["now"])))
        works_out("shown", shown["output"] * shown["tanh"])


def test_what_is_no_number_is_written_as_such(modules: Modules) -> None:
    names = ("before", "forget", "kept", "input", "candidate", "written", "now", "output", "tanh", "shown")
    body = "return m.written(Object.fromEntries(g[0].map((name) => [name, NaN])));"
    written: dict[str, Any] = modules.run("pictures/belt/numbers", body, names)
    assert written == dict.fromkeys(names, "NaN")


def test_a_cell_without_a_cell_state_is_refused(modules: Modules) -> None:
    network = initial_network(default_run("gru", "sentiment"))
    with pytest.raises(AssertionError, match="no cell state"):
        modules.run("pictures/belt/numbers", f"{OPEN} return 0;", file_of(network), SENTENCE)


def test_the_word_at_which_a_unit_writes_most_is_core_s(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    found: list[dict[str, float]] = modules.run(
        "pictures/belt/numbers",
        f"{OPEN} return units.map((unit) => m.writesMost(all, unit));",
        file_of(trace.network),
        SENTENCE,
    )
    written = trace["input_gate"] * trace["candidate"]
    assert [each["timestep"] for each in found] == np.abs(written).argmax(axis=0).tolist()
    for unit, each in enumerate(found):
        assert each["amount"] == pytest.approx(written[int(each["timestep"]), unit], rel=1e-12)


@pytest.mark.parametrize(
    ("act", "lit"),
    [
        (0, {"before", "inputs", "forget", "forget_gate", "forget_gate value", "forget_gate sees"}),
        (1, {"inputs", "store", "input_gate", "input_gate value", "candidate", "candidate value"}),
        (2, {"forget", "store", "update"}),
        (3, {"inputs", "output", "output_gate", "output_gate value", "output_gate sees"}),
    ],
)
def test_an_act_lights_its_path_and_nothing_of_later_acts(modules: Modules, act: int, lit: set[str]) -> None:
    """Also of gates that see the cell state; what an act does not use has been, or comes later."""
    lit = lit | ({"input_gate sees"} if act == 1 else set())
    first = {"forget": 0, "store": 1, "update": 2, "output": 3}
    parts = sorted(lit | {"before", "inputs", *first})
    found: dict[str, str] = modules.run(
        "pictures/belt/drawing",
        "return Object.fromEntries(g[1].map((part) => [part, m.lightOf(g[0], part)]));",
        act,
        parts,
    )
    assert {part for part, state in found.items() if state == "lit"} == lit
    for name, at in first.items():
        assert (found[name] == "later") == (at > act and name not in lit), name
    assert found["before"] != "later"


def test_a_part_stands_above_its_column_however_wide_the_belt_is(modules: Modules) -> None:
    places = {"forget": 76, "kept": 113, "input": 128, "candidate": 172, "tanh": 222, "output": 266}
    for wide, names in ((500, 40), (780, 44), (1200, 50)):
        found: list[float] = modules.run(
            "pictures/belt/drawing",
            "const { centre } = m.sharesOf(g[0], g[1]); const across = m.above(g[0], centre);"
            "const off = Object.entries(g[2]).map(([name, x]) => across(x) - centre(name));"
            "return [...off, across(8), across(312)];",
            wide,
            names,
            places,
        )
        *off, left, right = found
        assert off == pytest.approx([0.0] * len(places), abs=1e-9)
        assert 0 <= left < right <= wide
