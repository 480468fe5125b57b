"""At which training steps a run is measured, and at which a language model writes.

Both depend on the length of the run alone, so the same spec leaves the same history, however busy the machine
was and whoever watched.

Language models write at every fourth measurement, because a text costs as much as an exam. Single steps of a
paused run add measurements; the oldest of those are merged again.
"""

from bisect import bisect_right
from typing import Final

FEWEST: Final = 20
USUAL: Final = 40
MOST: Final = 96
_LONG = 5000
_WRITES_EVERY = 4
_MEASURED_LIKE = 3.0
"""A measurement takes as long as this many steps; 1.7 to 3.5 in the tasks' own recipes."""


def snapshot_steps(steps: int) -> tuple[int, ...]:
    """Return the training steps after which a run of `steps` steps is measured: dense at first, `steps` last.

    They are one in ten steps, but at least 20; 40 in a run of 400 to 500 steps, 96 in one of 5000: measuring
    costs little and a film of the training is smooth. Learning starts fast and then settles, so the distances
    grow linearly.

    >>> snapshot_steps(400)[:12]
    (1, 2, 3, 4, 6, 9, 12, 16, 20, 25, 30, 36)
    """
    share = min(max((steps - 500) / (_LONG - 500), 0.0), 1.0)
    usual = min(max(steps // 10, FEWEST), USUAL)
    count = min(steps, round(usual + share * (MOST - USUAL)))
    return tuple(max(i, round(steps * (i / count) ** 2)) for i in range(1, count + 1))


def writing_steps(steps: int) -> frozenset[int]:
    """Return those of them at which a language model writes, the last always: it costs as much as an exam.

    >>> sorted(writing_steps(400))
    [4, 16, 36, 64, 100, 144, 196, 256, 324, 400]
    """
    measured = snapshot_steps(steps)
    return frozenset((*measured[_WRITES_EVERY - 1 :: _WRITES_EVERY], measured[-1]))


def effort(step: int, steps: int) -> float:
    """Return the work that `step` of `steps` steps are, measurements included, in steps: more at first.

    >>> effort(2, 400), effort(400, 400)
    (8.0, 520.0)
    """
    return step + _MEASURED_LIKE * bisect_right(snapshot_steps(steps), step)
