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
