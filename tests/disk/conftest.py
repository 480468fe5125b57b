"""The desk of this process for pages that are recorded: it trains what they ask for, and ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.jobs import desk


@pytest.fixture(scope="session", autouse=True)
def house() -> Iterator[None]:
    """End the desk once all is recorded."""
    yield
    desk().close()
