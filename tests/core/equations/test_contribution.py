"""Norms of numbers of any size."""

import numpy as np

from core.equations.contribution import norms


def test_norms_neither_vanish_nor_overflow_by_squaring() -> None:
    rows = np.array([[3e-200, 4e-200], [3e200, 4e200], [0, 0], [3, 4], [np.nan, 1], [np.inf, 1], [5e-324, 0]])
    np.testing.assert_allclose(norms(rows), [5e-200, 5e200, 0, 5, np.nan, np.inf, 5e-324], rtol=1e-14)
    single = norms(np.array([[3e-30, 4e-30], [3e30, 4e30]], np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, [5e-30, 5e30], rtol=1e-6)
