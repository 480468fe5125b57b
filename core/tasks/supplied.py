"""The series of numbers that are supplied; each is the same for every run."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from ..arrays import Floats
from ..spec.tasks import Source

LENGTH = 1200
"""Numbers of a series that is supplied."""


def sines() -> Floats:
    """Return a sum of three sines whose periods have no common multiple."""
    t = np.arange(LENGTH)
    waves = ((1.0, 11.3), (0.6, 17.9), (0.4, 29.1))
    return np.asarray(sum(size * np.sin(2 * np.pi * t / period) for size, period in waves))


def ball() -> Floats:
    """Return the height of a ball that bounces, each time a little lower, and is thrown up when it is low."""
    heights, height, speed = [], 1.0, 0.0
    for _ in range(LENGTH):
        heights.append(height)
        height, speed = height + speed - 0.01, speed - 0.02
        if height < 0:
            height, speed = -0.85 * height, -0.85 * speed
            if speed < 0.11:
                speed = 0.2
    return np.array(heights)


def season() -> Floats:
    """Return a rising line with a season of twelve and noise, such as sales by month."""
    t = np.arange(LENGTH)
    shape = np.array([-3, -4, -1, 0, 2, 4, 6, 5, 1, -2, -4, -4])
    noise = np.random.default_rng(0x5EA5).normal(0, 0.5, LENGTH)
    return np.asarray(100 + 0.02 * t + shape[t % 12] + noise)


SOURCES: Mapping[Source, Callable[[], Floats]] = MappingProxyType(
    {"sines": sines, "ball": ball, "season": season}
)
