"""What the web server does beside running pages: warm up, serve the stage, compress, protect.

`app.py` puts these parts around Streamlit. Nothing here imports torch: that lives in the worker processes.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import pkgutil
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config, net_util

from core.jobs import HOUSE, desk
from core.recipes import default_run
from core.spec import Kind
from pages._shell.room.routes import rooms_routes, streams_here
from pages._shell.server.compression import CompressedAssets
from pages._shell.server.connection import connection_route
from pages._shell.server.descriptions import descriptions, descriptions_route
from pages._shell.server.fitting import Fitting
from pages._shell.server.frames import Frames
from pages._shell.server.gate import Gate
from pages._shell.server.headers import SecurityHeaders
from pages._shell.server.networks import network_files, networks_routes
from pages._shell.server.prompt import connections_of, send_at_once, this_server
from pages._shell.server.proofs import proofs_route
from pages._shell.server.room import Room, keep_the_log_short, raise_the_limit, sessions_for
from pages._shell.server.runs import runs_route
from pages._shell.server.stage_files import base_path, stage_files, stage_route
from pages._shell.server.start_page import StartPage
from pages._shell.server.streams import streams
from pages._shell.server.taken import taken_route
from pages._shell.server.terms import terms_route
from pages._shell.server.unfinished import Unfinished
from pages._shell.server.uploads import Uploads
from pages._shell.story import LESSON_TASKS

__all__ = ["ENTRY", "lifespan", "middleware", "routes"]

ENTRY = Path(__file__).resolve().parents[1] / "entry.py"
ORDER: tuple[Kind, ...] = ("rnn", "lstm", "gru")
"""The first page reads with an RNN, which takes longest, and an LSTM."""
WARM = ("plotly.graph_objects", "core.figures", "pages._shell")


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Have the networks of the first page trained while the rest is imported; end the workers at the end."""
    specs = [default_run(kind, task) for task in LESSON_TASKS for kind in ORDER]
    for spec in specs:
        desk().submit(spec, HOUSE)
    fitting = Fitting(desk(), specs)
    fitting.start()
    import_what_pages_need()
    server = this_server()
    unfinished = Unfinished(connections_of(server))
    tasks = [asyncio.create_task(work) for work in (unfinished.watch(), send_at_once(server))]
    for counted in (streams(), streams_here()):
        counted.end_with_the_server()
    keep_the_log_short()
    threading.Thread(target=stage_files().warm, name="stage", daemon=True).start()
    # What is alive now stays alive: without it no collection has to look at it again.
    gc.collect()
    gc.freeze()
    sys.stdout.write(greeting())
    sys.stdout.flush()
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        fitting.end()
        desk().close()


def routes() -> list[BaseRoute]:
    """Return the routes beside Streamlit's own."""
    return [
        stage_route(stage_files(), base_path()),
        *networks_routes(network_files(), base_path()),
        descriptions_route(descriptions(), base_path()),
        runs_route(desk, base_path()),
        proofs_route(desk, base_path()),
        terms_route(desk, base_path()),
        taken_route(base_path()),
        connection_route(welcome_origins(), base_path()),
        *rooms_routes(base=base_path()),
    ]


def middleware() -> list[Middleware]:
    """Return the layers around Streamlit, the outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(
            Gate,
            origins=welcome_origins(),
            hosts=config.get_option("server.allowedHosts") or (),
            closed=() if os.environ.get("UNROLLED_METRICS") else (f"{base_path()}/_stcore/metrics",),
            open_to_health=f"{base_path()}/_stcore/health",
        ),
        Middleware(Room, most=sessions_for(raise_the_limit())),
        Middleware(Uploads, base=base_path()),
        Middleware(Frames),
        Middleware(CompressedAssets, base=base_path()),
        Middleware(StartPage),
    ]


def import_what_pages_need() -> None:
    """Import the modules of the pages before the first visitor waits for them."""
    for name in WARM:
        module = importlib.import_module(name)
        if name == "plotly.graph_objects":
            continue
        for found in pkgutil.walk_packages(module.__path__, f"{name}."):
            if found.name != f"{name}.{ENTRY.stem}":
                importlib.import_module(found.name)


def welcome_origins() -> frozenset[str]:
    """Return the hosts, beside the server's own, whose pages may talk to it, by Streamlit's settings."""
    named = [urlsplit(origin).hostname for origin in config.get_option("server.corsAllowedOrigins") or ()]
    if config.is_manually_set("browser.serverAddress"):
        named.append(config.get_option("browser.serverAddress"))
    return frozenset(name for name in named if name)


def greeting() -> str:
    """Return the lines that tell where the app is, for the terminal."""
    where = f":{config.get_option('server.port')}{base_path()}"
    lines = [f"Unrolled is at  http://localhost{where}"]
    if not config.is_manually_set("server.address"):
        lines.append(f"in this network http://{net_util.get_internal_ip()}{where}")
    lines.append(f"with room for {sessions_for(raise_the_limit()):,} people at once")
    return "\n" + "".join(f"  {line}\n" for line in lines) + "\n"
