"""What the web server does beside running pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

ENTRY = Path(__file__).with_name("entry.py")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Warm up before the first visitor."""
    yield


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own."""
    return []


def middleware() -> list[Middleware]:
    """Return the layers around Streamlit, the outermost first."""
    return []
