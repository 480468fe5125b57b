"""The pages in this process, without a browser: one desk, with the default networks trained."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.components.v2 import manifest_scanner

from core.jobs import HOUSE, desk
from core.recipes import default_run
from core.spec import KINDS
from pages._shell.story import LESSON_TASKS

DEFAULTS = [default_run(kind, task) for task in LESSON_TASKS for kind in KINDS]


@pytest.fixture(scope="session", autouse=True)
def installed() -> Iterator[None]:
    """Look through the installed packages for components once: a visit that does so takes twice as long."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(scope="session", autouse=True)
def house() -> Iterator[None]:
    """Train the default networks once, as a starting server does."""
    config.set_option("client.showErrorDetails", "full")  # so that a failing test says why
    for spec in DEFAULTS:
        desk().submit(spec, HOUSE)
    deadline = time.monotonic() + 280
    while any(view is None or view.active for view in (desk().look(spec.key, HOUSE) for spec in DEFAULTS)):
        assert time.monotonic() < deadline, "the default networks were not trained in time"
        time.sleep(0.05)
    yield
    desk().close()
