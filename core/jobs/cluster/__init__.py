"""Runs trained on a dask cluster. Imported only when one is asked for.

dask.distributed, because it costs little: measured against Ray on the same two cores, 44 MB installed
against 258, half of its memory while training, and no address but the one it is given; Celery and RQ need a
broker. A dead worker is known after 30 to 60 ms.

A run is one dask task, so the scheduler knows which workers are busy, several servers share them fairly,
and the dashboard shows what is trained. The scheduler needs nothing of this program: the task travels as
code (`link._by_value`), everything else as bytes. A function of ours in the task graph would make it import
us.

Reports come through a `Queue` on the scheduler, not through `log_event`. Both take about 2 ms (50 kB, p50
on a busy machine), but the scheduler keeps the last thousand events of each topic and the worker the last
thousand it sent, and ours hold weights: after 400 events of 200 kB each process had grown by 77 MB, with
the queue by nothing. The queue holds 32 reports; a worker that finds no room for 20 s knows that nobody
listens.

Traps of dask that were met, and what is done here:

- `future.cancel()` never stops a running task, and the scheduler takes its worker for idle at once. The
  worker's own state says "cancelled"; the training looks there between two slices.
- A finished future that is still held is computed again when its worker dies: `_follow` releases it first.
- A task whose worker died begins again with the arguments it had. The engine takes it back when the
  scheduler says that the worker is gone, or when the task announces itself a second time.
- A cancelled `Queue.get` still takes the next item: there is one reader, from the first report to the last.
- `client.restart_workers` waits 4 s for a worker that hangs; `os._exit` on the worker takes 70 ms, and its
  nanny starts a new one. A node starts its workers again when the scheduler goes, because dask ends them
  with it.
- `asyncio.wait_for` of Python 3.11 can swallow a cancellation; `asyncio.timeout` does not.
- There is no authentication by default, and whoever can talk to dask can run code: a private network, or
  TLS.
"""
