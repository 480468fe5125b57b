"""Settings of all tests: one thread for the numerics, one running server, and which tests go side by side.

`make quick` and `make test` use several processes (pytest-xdist). The tests of a file stay in one of them,
one after another, because they share what is costly: a trained network, a server, a cluster. All tests of the
pages stay together too. Each process has a server of its own.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.running import ROOT, RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
importlib.import_module("core")  # before a test imports NumPy: see `core.processor`

settings.register_profile("quick", max_examples=25)

LONGEST_FIRST = (
    "browser",
    "pages",
    "core/tasks/test_task_recipes.py",
    "core/tasks/test_everyday_trained.py",
    "test_package.py",
    "server",
    "jobs",
)
"""Folders and files: what begins late and takes long would be waited for alone."""


def together(nodeid: str) -> str:
    """Return what a test stays together with: its file, or "pages" for all tests of the pages."""
    file = nodeid.partition("::")[0]
    return "pages" if file.startswith("tests/pages/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hand out what stays together at once; xdist 3.8 does not see its own marks for it on pytest 9.2."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = together
    return scheduler


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest."""
    order = {}
    for item in items:
        place = item.path.relative_to(ROOT / "tests")
        order[item] = [not place.is_relative_to(long) for long in LONGEST_FIRST]
    items.sort(key=order.__getitem__)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for the whole session, with the settings people run it with, but for rooms.

    All tests come from one network address, which may have half of the rooms.
    """
    log = tmp_path_factory.mktemp("server") / "server.log"
    with RunningServer(log, {"UNROLLED_ROOMS": "200"}) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session: a second one cannot be driven from the same process."""
    from tests.browser.driver import chromium

    with chromium() as running:
        yield running
