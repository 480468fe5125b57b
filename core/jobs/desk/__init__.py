"""What the web process decides about runs: which is trained next, for whom, how long, what is reported of it.

Decisions:

- A shared run is never paused. Pausing makes a copy for that watcher (`key~watcher`) at the last checkpoint;
  under `spec.key` the run goes on or is given up. So a lesson that asks for a network never finds it
  standing still because somebody else looks at its gates.
- A run that nobody has watched for half a minute is set aside: it gives up its place and keeps its
  checkpoint, and goes on when somebody looks at it or asks for it again. After ten minutes it is stopped. A
  closed laptop loses no training, and a closed tab holds no processor.
- A quota belongs to a watcher: two runs trained at once, six more that wait or are paused, rounds in the
  queue (start-time fair queueing, `turns`). Whoever looks at a run of others watches it too, within the
  quota. Runs that only the house waits for take half of the room at most.
- Watchers of one place, such as a network address, fill three quarters of the queue at most. Not less: a
  whole class may sit behind one address.
- A run is measured at 40 to 96 steps that depend on its length alone. Single steps add more, and the oldest
  of those are merged again (`history`).
- News are not polled: `Desk.listen` wakes whoever waits, after the lock is released (`bell`).
"""
