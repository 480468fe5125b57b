"""Adam against torch.optim.Adam, and what a worker does not import."""

import subprocess
import sys

import pytest
import torch

from core.nets.adam import Adam


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-14), (torch.float32, 1e-6)])
@pytest.mark.parametrize("learning_rate", [1e-4, 0.012, 3.0])
def test_a_step_is_torchs_step(dtype: torch.dtype, tolerance: float, learning_rate: float) -> None:
    draw = torch.Generator().manual_seed(5)
    ours = torch.randn(200, generator=draw, dtype=dtype)
    theirs = torch.nn.Parameter(ours.clone())
    reference = torch.optim.Adam([theirs], lr=learning_rate)
    adam = Adam(ours, learning_rate)
    for _ in range(30):
        gradient = torch.randn(200, generator=draw, dtype=dtype) * 10.0 ** torch.randint(
            -6, 3, (200,), generator=draw
        )
        theirs.grad = gradient.clone()
        reference.step()
        adam.step(gradient)
        torch.testing.assert_close(
            ours, theirs.detach(), rtol=tolerance * 10, atol=tolerance * learning_rate * 10
        )


def test_a_run_does_not_wake_torchs_compiler() -> None:
    code = (
        "import sys; from core import Run, default_run; Run(default_run('lstm', 'sentiment')).advance(2); "
        "print('torch._dynamo' in sys.modules, 'sympy' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
