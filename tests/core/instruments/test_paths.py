"""Paths: the straight way is the gradient with all gates held constant."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.paths import paths
from core.network import Network
from core.spec import KINDS, ModelSpec
from tests.making.networks import models, network, sentence
from tests.making.reference import Cell

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 5), st.integers(0, 1000)


def straight_by_autograd(net: Network, ids: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the gradient by the memory with every gate and candidate a constant."""
    kind = net.spec.model.kind
    w = {name: torch.tensor(array, dtype=torch.float64) for name, array in net.weights.items()}
    cell = Cell(net, w, "_l0", {})
    h = c = torch.zeros(net.spec.model.hidden_size, dtype=torch.float64)
    memory, total = [], torch.zeros((), dtype=torch.float64)
    one = torch.ones_like(h)
    for index, weight in zip(ids, weights, strict=True):
        with torch.no_grad():
            _, _, g = cell.step(w["embedding.weight"][int(index)], h, c)
        if kind == "lstm":
            c = g.get("forget_gate", one) * c + g.get("input_gate", one) * g["candidate"]
            c.requires_grad_().retain_grad()
            h = g.get("output_gate", one) * torch.tanh(c)
            memory.append(c)
        else:
            keep = 1 - g["update_gate"] if net.spec.model.update_gate == "writes" else g["update_gate"]
            h = keep * h + (1 - keep) * g["candidate"]
            h.requires_grad_().retain_grad()
            memory.append(h)
        logits = w["readout.weight"] @ h + w["readout.bias"]
        total = total - weight * logits.log_softmax(0)[1]
    total.backward()  # type: ignore[no-untyped-call]
    gradients: list[Any] = [m.grad for m in memory]
    return np.stack([gradient.numpy() for gradient in gradients])


@quickly
@given(
    models(
        kinds=("gru", "lstm"), layers=1, bidirectional=False, connection="plain", readout="each",
        initial_state="zeros",
    ),
    lengths,
    seeds,
)  # fmt: skip
def test_the_straight_path_is_the_gradient_with_all_gates_held_constant(
    model: ModelSpec, length: int, seed: int
) -> None:
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    profile = gradient_profile(trace, 1, at="each")
    split = paths(profile)
    np.testing.assert_allclose(
        split.straight, straight_by_autograd(net, trace.ids, np.ones(length)), rtol=0, atol=1e-11
    )
    np.testing.assert_array_equal(
        split.straight + split.rest, split.straight + (split.total - split.straight)
    )
    total = profile.hidden_gradient if model.kind == "gru" else profile.cell_gradient
    np.testing.assert_array_equal(split.total, total)


def test_the_straight_path_of_the_last_answer_is_the_product_of_forget_gates() -> None:
    for peepholes in (False, True):
        net = network(ModelSpec("lstm", 3, 4, peepholes=peepholes))
        trace = record(net, sentence(net, 15))
        split = paths(gradient_profile(trace, 0))
        assert np.allclose(split.straight[-1], split.total[-1], rtol=1e-12) != peepholes
        product = split.straight[-1].copy()
        for t in reversed(range(15)):
            np.testing.assert_allclose(split.straight[t], product, rtol=1e-12)
            product = product * trace["forget_gate"][t]
    with pytest.raises(ValueError, match="Ask a GRU or an LSTM"):
        paths(gradient_profile(record(network(ModelSpec("rnn", 3, 4)), "the film")))


def test_no_path_goes_back_over_a_cut() -> None:
    for kind in KINDS[1:]:
        net = network(ModelSpec(kind, 3, 4))
        split = paths(gradient_profile(record(net, sentence(net, 9)), 0, window=4))
        assert split.straight[5:].all()
        assert not split.straight[:5].any()
        assert not split.rest[:5].any()
