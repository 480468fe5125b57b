"""Clipping is torch's, and hides nothing."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments import gradient_profile, record
from core.instruments.clipping import clip
from core.spec import ModelSpec
from tests.making.networks import models, network, sentence

quickly = settings(max_examples=40, deadline=None)
lengths, seeds = st.integers(1, 6), st.integers(0, 1000)


@quickly
@given(models(), seeds, st.floats(1e-3, 10))
def test_clipping_is_torchs(model: ModelSpec, seed: int, threshold: float) -> None:
    net = network(model, seed)
    gradients = gradient_profile(record(net, sentence(net, 5, seed)), 0).weight_gradients()
    clipped = clip(gradients, threshold)
    parameters = [
        torch.zeros(one.shape, dtype=torch.float64, requires_grad=True) for one in gradients.values()
    ]
    for parameter, one in zip(parameters, gradients.values(), strict=True):
        parameter.grad = torch.tensor(one)
    before = torch.nn.utils.clip_grad_norm_(parameters, threshold)
    assert clipped.norm_before == pytest.approx(before.item(), rel=1e-12)
    assert clipped.norm_after <= threshold * (1 + 1e-12)
    assert clipped.norm_after == pytest.approx(clipped.factor * clipped.norm_before)
    for parameter, one in zip(parameters, clipped.gradients.values(), strict=True):
        assert parameter.grad is not None
        torchs = 1.1e-6 / max(clipped.norm_before, 1e-6)  # torch adds 1e-6 to the norm
        np.testing.assert_allclose(one, parameter.grad.numpy(), rtol=torchs + 1e-12, atol=1e-15)


def test_clipping_hides_nothing_that_is_not_finite() -> None:
    bad = clip({"a": np.array([1.0, np.nan])}, 1.0)
    assert np.isnan(bad.norm_before)
    assert np.isnan(bad.gradients["a"]).all()
    for value in (np.inf, -np.inf, np.nan):
        lost = clip({"a": np.array([1.0, value]), "b": np.ones(2)}, 1.0)
        assert np.isnan(np.concatenate(list(lost.gradients.values()))).all()
        assert np.isnan([lost.factor, lost.norm_after]).all()
    assert clip({"a": np.zeros(3)}, 1.0).factor == 1
    with pytest.raises(ValueError, match="above 0"):
        clip({"a": np.zeros(3)}, 0)
    with pytest.raises(ValueError, match="no gradients"):
        clip({}, 1)
