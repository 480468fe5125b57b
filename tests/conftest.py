"""Settings of all tests: one thread for the numerics, one running server, and which tests go side by side.

`make quick` and `make test` use several processes (pytest-xdist). The tests of a file stay in one of them,
one after another, because they share what is costly: a trained network, a server, a cluster. All tests of the
pages stay together too. Each process has a server of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.running import ROOT, RunningServer

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

settings.register_profile("quick", max_examples=25)

LONGEST_FIRST = ("browser", "pages", "core/tasks/test_task_recipes.py", "test_package.py", "server", "jobs")
"""Folders and files: what begins late and takes long would be waited for alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests stay together, and begin with those that take longest."""
    order = {}
    for item in items:
        place = item.path.relative_to(ROOT / "tests")
        item.add_marker(pytest.mark.xdist_group("pages" if place.parts[0] == "pages" else place.as_posix()))
        order[item] = [not place.is_relative_to(long) for long in LONGEST_FIRST]
    items.sort(key=order.__getitem__)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for the whole session, with the settings people run it with."""
    with RunningServer(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running
