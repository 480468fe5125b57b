"""The weight count is that of the tensors, and the lectures'."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instruments.count import weight_count
from core.network import initial_network
from core.network.shapes import weight_shapes
from core.spec import ModelSpec, RunSpec
from tests.making.networks import models


@given(models(), st.integers(1, 50), st.integers(1, 9))
def test_the_count_is_that_of_the_tensors(model: ModelSpec, words: int, classes: int) -> None:
    found = weight_count(model, words, classes)
    shapes = weight_shapes(model, words, classes)
    assert found.total == sum(int(np.prod(shape)) for shape in shapes.values())
    numbers = found.numbers.replace("·", "*")
    assert eval(numbers) == found.total  # noqa: S307 - our own formula
    letters = {"V": words, "E": model.embedding_size, "H": model.hidden_size, "K": classes}
    formula = found.formula.replace("·", "*")
    for many in range(99, 1, -1):
        formula = formula.replace(f"{many}H", f"{many}*H")
    assert eval(formula, letters) == found.total  # noqa: S307 - our own formula


def test_the_count_of_a_network_is_its_size() -> None:
    net = initial_network(RunSpec(ModelSpec("gru", 5, 6, layers=2, bidirectional=True)))
    assert weight_count(net.spec.model, len(net.vocabulary), len(net.classes)).total == net.size


def test_the_lectures_counts() -> None:
    deep: dict[str, Any] = {"embedding_size": 100, "hidden_size": 100, "one_bias": True}
    lstm = weight_count(ModelSpec("lstm", layers=4), 50_000, 50_000, **deep)
    rnn = weight_count(ModelSpec("rnn", layers=4), 50_000, 50_000, **deep)
    assert lstm.part("matrices", "biases") == 4 * 4 * (100 * 200 + 100) == 321_600
    assert rnn.part("matrices", "biases") == 4 * (100 * 200 + 100) == 80_400
    assert lstm.part("embedding") == rnn.part("embedding") == 5_000_000
    assert lstm.total == 5_000_000 + 321_600 + 50_000 * 101
    one_hot = weight_count(ModelSpec("rnn"), 1003, 1003, hidden_size=4, one_hot=True, one_bias=True)
    assert one_hot.total == 4 * 1003 + 4 * 4 + 4 + 1003 * 4 + 1003
    peephole = weight_count(
        ModelSpec("lstm", peepholes=True), 5, 0, embedding_size=7, hidden_size=1, one_bias=True
    )
    assert peephole.part("matrices", "biases", "peepholes") == 4 * 7 + 4 * 1 + 3 + 4
    with pytest.raises(ValueError, match="words is 0"):
        weight_count(ModelSpec(), 0, 2)
