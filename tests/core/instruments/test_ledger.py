"""The ledger adds up to the memory, entry by entry."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import record
from core.instruments.ledger import ledger
from core.spec import ModelSpec
from tests.making.networks import models, network, sentence

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 6), st.integers(0, 1000)


@quickly
@given(models(kinds=("gru", "lstm")), lengths, seeds)
def test_the_ledger_adds_up_to_the_memory(model: ModelSpec, length: int, seed: int) -> None:
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    for reverse in model.directions:
        of, book = trace.layer(0, reverse), ledger(trace, 0, reverse)
        memory = of.hidden if of.cell_state is None else of.cell_state
        np.testing.assert_allclose(book.written.sum(axis=1) + book.initial, memory, rtol=0, atol=1e-12)
        np.testing.assert_array_equal(book.total, memory)
        not_yet = np.tril(np.ones((length, length)), -1) if reverse else np.triu(np.ones((length, length)), 1)
        assert not book.written[not_yet.astype(bool)].any()
        shares = book.shares()
        assert shares.shape == (length + 1,)
        assert np.isnan(shares).all() or shares.sum() == pytest.approx(1)


def test_each_entry_is_what_the_formula_says() -> None:
    net = network(ModelSpec("lstm", 3, 4, initial_state="random"))
    trace = record(net, sentence(net, 9))
    book = ledger(trace)
    i, f, g = (trace[name] for name in ("input_gate", "forget_gate", "candidate"))
    for t in range(9):
        for k in range(t + 1):
            expected = i[k] * g[k]
            for j in range(k + 1, t + 1):
                expected = expected * f[j]
            np.testing.assert_allclose(book.written[t, k], expected, rtol=1e-12)
        assert trace.initial_cell is not None
        np.testing.assert_allclose(book.initial[t], f[: t + 1].prod(axis=0) * trace.initial_cell, rtol=1e-12)


def test_an_rnn_has_no_ledger() -> None:
    with pytest.raises(ValueError, match="no ledger"):
        ledger(record(network(ModelSpec("rnn", 3, 4)), "the film"))
