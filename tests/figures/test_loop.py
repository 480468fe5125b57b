"""The loop by hand is the built-in layer, word by word."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core import default_run, initial_network, record
from core.figures.loop import loop
from core.instruments.by_hand import by_hand

SENTENCE = "the dog that i knew had a fluffy"


@pytest.mark.parametrize("seed", range(3))
def test_the_loop_is_torchs_layer(seed: int) -> None:
    network = initial_network(default_run("rnn", "recall", seed))
    trace = record(network, SENTENCE)
    model = network.spec.model
    layer = torch.nn.RNN(model.embedding_size, model.hidden_size, batch_first=True).double()
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            parameter.copy_(torch.tensor(np.asarray(network.weights[f"rnn.{name}"], np.float64)))
        embedded = torch.tensor(np.asarray(network.weights["embedding.weight"], np.float64)[trace.ids])
        states, last = layer(embedded[None])
    assert np.abs(states[0].numpy() - by_hand(trace)).max() < 1e-14
    assert torch.equal(states[:, -1], last[0]), "the last of the sequence is the state that is handed on"
    told = loop(trace)
    assert told["apart"] < 1e-14
    assert np.shape(told["vectors"]) == (len(trace.words), model.embedding_size)


def test_the_loop_is_written_for_one_cell() -> None:
    with pytest.raises(ValueError, match="RNN of one layer"):
        by_hand(record(initial_network(default_run("lstm")), SENTENCE))
