"""The network by hand on its page: presets do what they say, the link has all fields, errors lose nothing."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import Trace
from tests.pages.visiting import choose, link, networks, press, run, said, score, traces, visit


def trace(app: AppTest) -> Trace:
    (only,) = traces(app)
    return only


def typed(app: AppTest, label: str, text: str) -> AppTest:
    (only,) = [one for one in app.text_input if one.label == label]
    only.set_value(text)
    return run(app)


def solution(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.code)


def test_the_counter_counts_and_the_solution_waits_for_the_answer() -> None:
    app = visit("hand")
    np.testing.assert_allclose(trace(app)["cell_state"][:, 0], [1, 1, 2, 3, 3, 4], atol=1e-6)
    assert solution(app) == ""
    app = choose(app, "hand_guess", "larger")
    assert "As predicted: **larger**" in said(app)
    assert "c_6 = 1·3 + 1·1 = 4" in solution(app)
    assert "\\begin{align*}" in solution(app)
    assert "∂L/∂c_1" in solution(app)
    assert "together 14" in said(app)


def test_the_latch_is_set_and_put_back() -> None:
    app = press(visit("hand"), "a latch")
    np.testing.assert_allclose(trace(app)["cell_state"][:, 0], [1, 1, 1, 0, 0, 1, 1], atol=1e-6)


def test_weights_of_100_make_gates_of_0_and_1() -> None:
    found = trace(press(visit("hand"), "weights ±100"))
    gates = np.concatenate([found["input_gate"], found["forget_gate"], found["output_gate"]])
    assert np.minimum(gates, 1 - gates).max() < 1e-4
    positive = found.inputs[:, 0] > 0
    kept = np.tanh(found.inputs[np.maximum.accumulate(np.where(positive, range(6), 0)), 0])
    np.testing.assert_allclose(found["cell_state"][:, 0], kept, atol=1e-3)


def test_the_sign_of_the_first_input_is_kept() -> None:
    app = press(visit("hand"), "a sign keeper")
    assert (trace(app).hidden > 0.4).all()
    assert networks(app)[0].spec.model.kind == "rnn"
    assert (trace(typed(app, "Inputs x, with spaces between them", "-0.5 0.1 -0.2 0.1")).hidden < -0.4).all()


def test_the_link_has_every_field_and_brings_the_network_back() -> None:
    app = press(visit("hand"), "a latch")
    told = {name: link(app, name) for name in app.query_params}
    assert "lstm12_forget_W_x" in told
    again = visit("hand", **told)
    assert networks(again)[0].key == networks(app)[0].key
    app = press(app, "a sign keeper")
    assert not [name for name in app.query_params if name.startswith("lstm")], (
        "other shapes leave the address"
    )


@pytest.mark.parametrize(
    ("label", "text", "told"),
    [
        ("Inputs x, with spaces between them", "1 two", "An input is 'two'"),
        ("W_x of the forget gate", "1 2", "W_x of the forget gate is '1 2'; expected 1 row of 1 number"),
        ("b_y of the answer", "<b>", "b_y is '<b>'"),
        ("Right answer at the end", "1,2", "The right answer is '1,2'; expected a number"),
        ("Right answer at the end", "", "The right answer is ''; expected a number"),
    ],
)
def test_what_cannot_be_is_told_and_the_last_network_stays(label: str, text: str, told: str) -> None:
    app = press(visit("hand"), "a counter")
    before = networks(app)[0].key
    app = typed(app, label, text)
    assert told in said(app).replace("\\_", "_")
    assert networks(app)[0].key == before


def test_units_and_cells_have_fields_of_their_own_shapes() -> None:
    app = choose(choose(visit("hand"), "hand_cell", "gru"), "hand_units", "2")
    assert networks(app)[0].spec.model.hidden_size == 2
    app = typed(app, "Inputs x, with spaces between them", "1,0 0,1")
    assert trace(app).inputs.tolist() == [[1, 0], [0, 1]]
    assert "GRU, 2 units" in score(app)["networks"][0]["from"]
    assert "n_2[2] = tanh(" in solution(choose(app, "hand_guess", "show-me"))
