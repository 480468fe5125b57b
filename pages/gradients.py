"""Vanishing gradients: their share at every word, before and after training, and what one step back does."""

from pages._scenes.gradients import (
    depth,
    explode,
    film,
    gap,
    radius,
    reach,
    slopes,
    trained,
    unit,
    untrained,
    wall,
)
from pages._shell.lesson.scenes import lesson

lesson(
    "gradients",
    {
        "untrained": untrained.show,
        "trained": trained.show,
        "film": film.show,
        "unit": unit.show,
        "slopes": slopes.show,
        "radius": radius.show,
        "reach": reach.show,
        "wall": wall.show,
        "explode": explode.show,
        "gap": gap.show,
        "depth": depth.show,
    },
)
