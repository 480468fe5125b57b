"""The squashing functions are stable."""

import numpy as np
import torch

from core.equations.squash import sigmoid


def test_sigmoid_is_stable_and_exact() -> None:
    a = np.array([-1e300, -1000.0, -30.0, -1.0, 0.0, 1.0, 30.0, 1000.0, 1e300])
    np.testing.assert_allclose(sigmoid(a), torch.sigmoid(torch.tensor(a)).numpy(), atol=3e-16, rtol=0)
