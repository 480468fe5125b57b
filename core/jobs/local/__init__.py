"""Runs trained on this machine, in processes that are copies of one warm template.

Decisions:

- Workers are forks of one warm process (`template`, started as a plain subprocess), which imports torch, has
  one thread and trains nothing. A fork is there in 20 ms, as often as it takes, and shares the memory of
  what was imported. A spare worker would have been simpler, but costs another 260 MB and helps once.
- Not `multiprocessing`: Streamlit replaces `__main__` by the running page, and its child would run that
  page.
- Workers end when their socket closes. Those that stand still are ended by the template when its own socket
  closes. So no process is left, however the server ends.
- Only the template ends and collects its workers, so the id of a dead worker is never somebody else's when a
  signal is sent to it. A worker that outlived its template is ended by the web process.
- The web process never waits for a worker: its sockets do not block, and one thread serves all. A worker
  says that it is alive every second; after ten silent seconds, or two without obeying, it is replaced. The
  same holds for the template.
- Processes wait with poll(), not with select(), which fails for descriptors above 1,023.
- Workers rest when others want the processor, and have a low priority besides: `worker` has the numbers.
- Memory is bounded by `RLIMIT_DATA` (Linux), not `RLIMIT_AS`: torch maps gigabytes that it never uses. torch
  and NumPy then raise, the run fails with a sentence, and the worker and its other run go on.
"""
