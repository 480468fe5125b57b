"""Shapes of sequence problems: one cell, wired to read and to answer at different timesteps."""

from pages._scenes.shapes import attention, bottleneck, kinds, pool, tags
from pages._shell.lesson.scenes import lesson

lesson(
    "shapes",
    {
        "kinds": kinds.show,
        "pool": pool.show,
        "tags": tags.show,
        "bottleneck": bottleneck.show,
        "attention": attention.show,
    },
)
