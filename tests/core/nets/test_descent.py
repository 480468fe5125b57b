"""The plain optimisers are torch's."""

from typing import Any

import pytest
import torch

from core.nets.descent import OPTIMISERS
from core.spec import (
    Optimiser,
)


@pytest.mark.parametrize(("name", "torchs"), [("sgd", torch.optim.SGD), ("adagrad", torch.optim.Adagrad)])
def test_the_plain_optimisers_are_torchs(name: Optimiser, torchs: Any) -> None:
    draw = torch.Generator().manual_seed(5)
    ours = torch.randn(50, generator=draw, dtype=torch.float64)
    theirs = torch.nn.Parameter(ours.clone())
    reference, descent = torchs([theirs], lr=0.1), OPTIMISERS[name](ours, 0.1)
    for _ in range(20):
        gradient = torch.randn(50, generator=draw, dtype=torch.float64)
        theirs.grad = gradient.clone()
        reference.step()
        descent.step(gradient)
        torch.testing.assert_close(ours, theirs.detach(), rtol=1e-12, atol=1e-14)
