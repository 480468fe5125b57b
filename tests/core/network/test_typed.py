"""Networks typed by hand: what is typed is what is read, and what cannot be is said in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import record
from core.figures.score import provenance
from core.network.files import from_file, to_file
from core.network.shapes import GATES
from core.network.typed import GateWeights, inputs_of, sentence_of, typed_network, word_of

NUMBERS = st.floats(-100, 100, width=32)


def lstm(**change: Any) -> dict[str, Any]:
    gates = {gate: GateWeights("0.5", "-1", "2") for gate in GATES["lstm"]}
    return {"kind": "lstm", "units": 1, "inputs": "1 2", "gates": gates, "readout": ("1", "0")} | change


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=12))
def test_the_network_reads_the_numbers_that_were_typed(inputs: list[tuple[float, float]]) -> None:
    gates = {"hidden": GateWeights("1 2", "0.5", "0")}
    network = typed_network("rnn", 1, inputs, gates, ("1", "0"))
    trace = record(network, sentence_of(inputs))
    assert trace.known.all()
    np.testing.assert_array_equal(trace.inputs, np.array(inputs))
    np.testing.assert_array_equal(np.array(inputs_of(sentence_of(inputs)), np.float32), np.array(inputs))


def test_minus_signs_and_separators_of_any_kind() -> None:
    assert inputs_of("1,0  \u22120.5,2") == ((1.0, 0.0), (-0.5, 2.0))
    gates = {"hidden": GateWeights("1, 2; 3 4", [[1, 0], [0, 1]], [0.5, -0.5])}
    network = typed_network("rnn", 2, [[1, 2]], gates, ("1 1", 0))
    assert network.weights["rnn.weight_ih_l0"].tolist() == [[1, 2], [3, 4]]
    assert network.weights["rnn.bias_ih_l0"].tolist() == [0.5, -0.5]
    assert word_of((0.1, -2)) == "0.1,-2"


def test_it_says_that_it_was_typed_and_comes_back_from_its_file() -> None:
    network = typed_network(**lstm())
    assert (
        provenance(network) == f"LSTM, 1 unit, vectors of 1 \u00b7 typed by hand \u00b7 network {network.key}"
    )
    opened = from_file(to_file(network, "sheet")).network
    assert opened.key == network.key
    assert opened.spec == network.spec


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"units": 4}, "from 1 to 3"),
        ({"kind": "cnn"}, "kind is 'cnn'"),
        ({"inputs": ""}, "There are 0 inputs"),
        ({"inputs": "1 " * 13}, "There are 13 inputs"),
        ({"inputs": "1,2 3"}, "have 1 and 2 numbers"),
        ({"inputs": "1,2,3,4"}, "have 4 numbers"),
        ({"inputs": "one"}, "An input is 'one'"),
        ({"inputs": "nan"}, "An input is 'nan'"),
        ({"inputs": "1e99"}, "from -1e\\+06 to 1e\\+06"),
        ({"gates": {}}, "no weights of the input gate"),
        ({"units": 2}, "W_x of the input gate is '0.5'; expected 2 rows of 1 number, such as 0; 0."),
        ({"inputs": "1,2"}, "expected 1 row of 2 numbers, such as 0 0."),
        ({"readout": ("", "0")}, "W_y is ''"),
        ({"readout": ("1", "x")}, "b_y is 'x'"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        typed_network(**lstm(**change))
    assert str(refused.value).endswith(".")
