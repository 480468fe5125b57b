"""The example runs, for every cell, and every instrument speaks."""

import os
import subprocess
import sys

import pytest

from core.spec import KINDS, Kind

pytestmark = pytest.mark.slow

SAID = (
    "Weights:", "Trace:", "Gradient profile", "summands", "Reach:", "Truncated", "Clipping:",
    "Finite differences", "Jacobians:", "largest eigenvalue", "Surgery", "Unit", "Saturation",
    "stand together", "Probe:",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_trains_a_network_and_lets_each_instrument_speak(kind: Kind) -> None:
    command = [sys.executable, "-W", "error", "-m", "core", kind, "60"]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, **one_thread},
    ).stdout
    for part in SAID:
        assert part in said, part
    for part in ("Ledger:", "Paths"):
        assert (part in said) == (kind != "rnn")
    assert ", passes" in said
    assert "nan" not in said.split()
