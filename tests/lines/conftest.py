"""The desk of this process: it trains what the scenes ask for, and ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.jobs import desk


@pytest.fixture(scope="session", autouse=True)
def house() -> Iterator[None]:
    """End the desk once all is done."""
    yield
    desk().close()
