"""Runs trained on this machine, in processes that are copies of one warm template.

The web process never waits for a worker: its sockets do not block, and one thread serves them all. A worker
says that it is alive every second; after ten silent seconds, or two without obeying an order, it is replaced.

The template is a plain subprocess, not one of `multiprocessing`, whose child would run Streamlit's main
module. A spare worker would have been simpler than a template, but costs another 260 MB and helps once; a
copy is there in 20 ms, as often as it takes. Only the template ends and buries its copies, so the id of a
dead worker is never somebody else's when a signal is sent to it. Workers end when their socket closes; the
template ends those that hang when its own socket closes, however the server ends.

The memory of a worker is bounded by `RLIMIT_DATA` (Linux), not by `RLIMIT_AS`: torch maps gigabytes that it
never uses. torch and NumPy then raise, the run fails with a sentence, and the worker's other run goes on.
"""
