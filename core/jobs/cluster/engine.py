"""Training on a dask cluster: `UNROLLED_ENGINE=tcp://scheduler:8786`. Imported only then.

Each attempt is one dask task, so that the scheduler knows how busy its workers are and shares them with other
servers. What dask does not do is done here and in `link`: stop a running task, tell a rerun from the first
try, wait for a scheduler that is gone. All of it runs in one thread with its own event loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import dask
from distributed import Client

from ..active import Assignment
from ..engine import Recipe, Report
from .link import Link

if TYPE_CHECKING:
    from ...nets.checkpoint import Checkpoint

CONNECT_WITHIN: Final = 5.0
AGAIN_AFTER: Final = 0.5
CLOSE_WITHIN: Final = 15.0

_LOG = logging.getLogger(__name__)


class ClusterEngine:
    """Trains on the workers of a dask cluster; see `core.jobs.engine.Engine`.

    Args:
        url: The scheduler's address, "tcp://…" or "tls://…"; certificates come from dask's configuration.
        run: What trains every run, "module:class", instead of what its recipe names.
    """

    def __init__(self, url: str, run: str = "") -> None:
        self._url, self._run = url, run
        self._gone = False
        self._report: Callable[[Report], None] = lambda _: None
        self._link: Link | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = asyncio.Event()
        self._thread: threading.Thread | None = None

    @property
    def capacity(self) -> int:
        """How many runs the workers that are there train at the same time."""
        link = self._link
        return 0 if link is None else link.threads

    @property
    def trouble(self) -> str:
        """A sentence for those that wait while nothing can be trained, or nothing."""
        if self._gone:
            return f"The cluster at {self._url} does not answer; runs wait until it is back."
        if self._link is not None and not self._link.threads:
            return f"The cluster at {self._url} has no workers; runs wait until one is there."
        return ""

    def start(self, report: Callable[[Report], None]) -> None:
        """Connect, and stay connected."""
        self._report = report
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it meets is told here
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, args=(self._loop,), name="cluster", daemon=True)
        self._thread.start()

    def train(self, ticket: str, recipe: Recipe, checkpoint: Checkpoint | None, until: int | None) -> None:
        """Hand an attempt to the cluster; it is lost if that is not there."""
        assignment = Assignment(self._run or recipe.trainer, recipe, checkpoint, until)
        self._have(self._train, ticket, assignment)

    def drop(self, ticket: str) -> None:
        """Have an attempt stopped between two slices; a worker that does not obey is ended."""
        self._have(self._drop, ticket)

    def close(self) -> None:
        """Stop what is trained, and hang up."""
        self._report = lambda _: None
        self._have(self._closing.set)
        if self._thread is not None:
            self._thread.join(CLOSE_WITHIN)

    def _have(self, work: Callable[..., object], *arguments: Any) -> None:
        """Have something done by the engine's own thread."""
        with suppress(RuntimeError):  # it has ended
            if self._loop is not None:
                self._loop.call_soon_threadsafe(work, *arguments)

    def _train(self, ticket: str, assignment: Assignment) -> None:
        if self._link is None:
            self._tell(("lost", ticket))
        else:
            self._link.begin(ticket, assignment)

    def _drop(self, ticket: str) -> None:
        if self._link is not None:
            self._link.drop(ticket)

    def _tell(self, report: Report) -> None:
        try:
            self._report(report)
        except Exception:  # noqa: BLE001 - whatever happens there, the engine goes on
            _LOG.exception("A report could not be noted.")

    def _live(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"}):
            loop.run_until_complete(self._serve())
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    async def _serve(self) -> None:
        """Connect again and again until closing."""
        closing = asyncio.create_task(self._closing.wait())
        while not closing.done():
            client = Client(
                self._url, asynchronous=True, set_as_default=False, timeout=CONNECT_WITHIN, name="unrolled"
            )
            try:
                await self._connected(client, closing)
            except (OSError, TimeoutError) as error:
                _LOG.info("No connection to %s: %s", self._url, error)
            finally:
                await client._close(fast=True)
            if not closing.done():
                self._gone = True
                _LOG.warning("%s", self.trouble)
                await asyncio.wait([closing], timeout=AGAIN_AFTER)

    async def _connected(self, client: Client, closing: asyncio.Task[bool]) -> None:
        """Connect, and stay so as long as the scheduler is there and the engine is not closing."""
        connecting = asyncio.ensure_future(client)
        await asyncio.wait([connecting, closing], return_when=asyncio.FIRST_COMPLETED)
        if closing.done():
            connecting.cancel()
            return
        connecting.result()
        link = Link(client, self._tell)
        try:
            await link.open()
            self._link, self._gone = link, False
            await link.attend(closing)
        finally:
            self._link, self._gone = None, not closing.done()
            await link.close()
