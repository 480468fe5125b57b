"""The carousel: what the browser carries is core's to the last bit, and the task says when it is solved."""

from __future__ import annotations

import numpy as np
import pytest

from core import Clamp, ledger, record
from core.figures.boards import board
from tests.making.traces import trace_of
from tests.stage.conftest import Modules, matrix, read_board

SENTENCE = "the film was not good but lovely"


def test_a_value_is_carried_to_the_last_bit_from_where_the_gates_are_lowest(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    at = 1 + int(trace["forget_gate"].mean(axis=1)[1:].argmin())
    described = board(trace.network, SENTENCE, ["carousel"], name="c", readout="")
    (stave,) = read_board(modules, [trace.network], described)["staves"]
    carried = matrix(stave["carried"])
    assert stave["at"] == at
    assert (carried[at - 1 :] == carried[at - 1]).all()
    held = [Clamp("forget_gate", 1.0, start=at), Clamp("input_gate", 0.0, start=at)]
    np.testing.assert_allclose(carried, record(trace.network, SENTENCE, operations=held)["cell_state"])
    np.testing.assert_allclose(matrix(stave["values"]), trace["cell_state"], rtol=1e-12)
    np.testing.assert_allclose(matrix(stave["forget"]), trace["forget_gate"], rtol=1e-12)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            {"touched": False},
            "To do: make unit 3 keep every digit of the 0.95 it holds after “a”, as the gold line does; then",
        ),
        ({"last": 0.95}, "✓ Done: it remembers. After “c” unit 3 still holds 0.95, every digit."),
        (
            {"last": 0.9499999999},
            "Not yet: 20 % of it passes “b”, and after “c” it holds 0.9499999999, not 0.95.",
        ),
        ({"kept": 0.05}, "✓ Done: it forgets. Only 5 % of it passes “b”, and −0.5 stands there after “c”."),
        ({"last": "NaN"}, "What it holds is not a number."),
    ],
)
def test_a_task_is_solved_where_every_digit_is_kept_or_nearly_nothing(
    modules: Modules, state: dict[str, object], said: str
) -> None:
    whole = {"held": 0.95, "last": -0.5, "kept": 0.2, "touched": True} | state
    called = {"unit": "unit 3", "before": "“a”", "word": "“b”", "end": "“c”"}
    body = "return m.taskOf({ ...g[0], last: Number(g[0].last) }, g[1]);"
    assert modules.run("score/staves/carousel", body, whole, called).startswith(said)


def test_what_is_left_on_the_way_back_is_what_is_left_of_what_each_word_wrote(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    gates = trace["forget_gate"][:, 3]
    left = modules.run("score/staves/carousel", "return [...m.leftOnTheWay(g[0])];", gates.tolist())
    wrote = trace["input_gate"][:, 3] * trace["candidate"][:, 3]
    np.testing.assert_allclose(left * wrote, ledger(trace).written[-1, :, 3], rtol=1e-10)
    assert left[-1] == 1
    assert modules.run("score/staves/carousel", "return [...m.leftOnTheWay([0.5, 1, 1])];") == [1, 1, 1]


def test_the_way_back_is_that_of_the_network_left_alone_beside_a_held_gate(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    described = board(trace.network, SENTENCE, ["carousel"], name="c", readout="")
    held = {"kind": "clamp", "gate": "forget_gate", "value": 0, "units": None, "start": 3, "stop": 4}
    (stave,) = read_board(modules, [trace.network], described, operations=[held])["staves"]
    assert not matrix(stave["forget"])[3].any()
    np.testing.assert_allclose(matrix(stave["aloneForget"]), trace["forget_gate"], rtol=1e-12)
