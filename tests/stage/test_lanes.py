"""Three lanes of a unit: what is drawn is core's, held or alone, and the task says when it is solved."""

from __future__ import annotations

import numpy as np
import pytest

from core import Clamp, record
from core.figures.boards import board
from tests.making.traces import trace_of
from tests.stage.conftest import Modules, matrix, read_board

SENTENCE = "the dog that my family had"
LAST = 5


def test_what_is_held_let_through_and_shown_is_what_the_network_computes(modules: Modules) -> None:
    trace = trace_of("lstm", "recall", SENTENCE)
    described = board(trace.network, SENTENCE, ["lanes"], name="c", readout="")
    (stave,) = read_board(modules, [trace.network], described)["staves"]
    for name, signal in [("values", "cell_state"), ("output", "output_gate"), ("shows", "hidden")]:
        np.testing.assert_allclose(matrix(stave[name]), trace[signal], rtol=1e-12)
    np.testing.assert_allclose(
        matrix(stave["shows"]), matrix(stave["output"]) * np.tanh(matrix(stave["values"]))
    )
    likeliest = trace.probabilities.argmax(axis=1)
    assert [word for word, _ in stave["said"]] == [trace.network.classes[one] for one in likeliest]
    assert "usual" not in stave


def test_beside_a_held_gate_stands_the_network_left_alone(modules: Modules) -> None:
    trace = trace_of("lstm", "recall", SENTENCE)
    described = board(trace.network, SENTENCE, ["lanes"], name="c", readout="")
    shut = {
        "kind": "clamp",
        "gate": "output_gate",
        "value": 0,
        "units": None,
        "start": LAST,
        "stop": LAST + 1,
    }
    (stave,) = read_board(modules, [trace.network], described, operations=[shut])["staves"]
    held = record(trace.network, SENTENCE, operations=[Clamp("output_gate", 0.0, None, LAST, LAST + 1)])
    assert not matrix(stave["shows"])[LAST].any()
    np.testing.assert_allclose(matrix(stave["values"]), held["cell_state"], rtol=1e-12)
    np.testing.assert_allclose(matrix(stave["aloneShows"]), trace["hidden"], rtol=1e-12)
    assert stave["said"][LAST][1] == pytest.approx(held.probabilities[LAST].max(), rel=1e-12)
    assert stave["usual"][LAST][1] == pytest.approx(trace.probabilities[LAST].max(), rel=1e-12)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            None,
            "At “a” it says “soft” 17 %, at “fluffy” “tail” 99 %. To do: open every output gate at “a”; then",
        ),
        (
            {"early": ["tail", 0.92]},
            "✓ Done: it tells what it holds too early. At “a” it says “tail” 92 %, left alone “soft” 17 %.",
        ),
        (
            {"last": ["had", 0.01], "shut": True},
            "✓ Done: what is held is not shown. At “fluffy” it says “had” 1 %, left alone “tail” 99 %.",
        ),
        ({"last": ["tail", 0.5], "shut": True}, "Not yet. At “fluffy” it says “tail” 50 %, left alone"),
        ({"early": ["big", 0.3]}, "Not yet. At “a” it says “big” 30 %, left alone “soft” 17 %."),
    ],
)
def test_the_task_is_solved_where_the_answer_comes_too_early_or_not_at_all(
    modules: Modules, now: dict[str, object] | None, said: str
) -> None:
    alone = {"early": ["soft", 0.17], "last": ["tail", 0.99]}
    whole = now and alone | {"shut": False} | now
    called = {"early": "“a”", "last": "“fluffy”"}
    assert modules.run("score/staves/lanes", "return m.taskOf(...g);", called, alone, whole).startswith(said)
