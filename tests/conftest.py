"""What all tests share: one thread for the numerics, and one running server for those that need it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.running import RunningServer

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for the whole session, with the settings people run it with."""
    with RunningServer(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running
