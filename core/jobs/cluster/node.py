"""A machine of a cluster: `python -m core.jobs.cluster.node tcp://scheduler:8786 [workers]`.

Keeps dask workers that train one run each: one thread, torch imported before they are given anything. A
worker that dies is replaced. When the scheduler goes, dask ends its workers; here they are started again and
wait for it. Certificates come from dask's own configuration.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import Final

from distributed import Nanny
from distributed.comm.addressing import get_address_host_port

from ... import nets
from ..local.crew import ONE_THREAD, cores

AGAIN_AFTER: Final = 0.5
ANSWER_WITHIN: Final = 5.0
WARM = [f"{__package__}.worker", f"{nets.__name__}.run"]

_LOG = logging.getLogger(__name__)


async def keep(url: str) -> None:
    """Keep one worker, for ever."""
    megabytes = os.environ.get("UNROLLED_WORKER_MEMORY", "")
    limit = f"{megabytes} MB" if megabytes.isdecimal() else "auto"
    while True:
        while not await _listens(url):
            await asyncio.sleep(AGAIN_AFTER)
        try:
            async with Nanny(url, nthreads=1, memory_limit=limit, preload=WARM, env=ONE_THREAD) as nanny:
                await nanny.finished()
        except (OSError, RuntimeError) as error:
            _LOG.info("No worker at %s yet: %s", url, error)
        await asyncio.sleep(AGAIN_AFTER)


async def _listens(url: str) -> bool:
    """Return whether a scheduler is there; a nanny that waited for one would try more and more rarely."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            _, writer = await asyncio.open_connection(*get_address_host_port(url))
            writer.close()
            await writer.wait_closed()
    except (OSError, TimeoutError):
        return False
    return True


async def serve(url: str, workers: int) -> None:
    """Keep workers until this process is told to end."""
    kept = [asyncio.create_task(keep(url)) for _ in range(workers)]
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, lambda: [task.cancel() for task in kept])
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*kept)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else cores()))
